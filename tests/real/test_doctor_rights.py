"""The doctor sees rights that are wider than the work needs, on each kind of server, and tells the lines that narrow them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from ipaddress import ip_address

import pytest

from provision.cli.doctor import _aside
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.flow.doctor.aside import Aside
from provision.flow.doctor.examined import Mark
from provision.flow.doctor.rights import examine_rights
from provision.model.site import ParentZone, Server
from provision.sandbox.regency import PARENT_RECORDS
from provision.sandbox.topology import zone
from tests.real.office import PARENT, Office, edit
from tests.real.parents import KNOT, POWERDNS, at
from tests.real.servers import NARROW, knotd, named
from tests.real.test_together import a

pytestmark = pytest.mark.sandbox

BIND = "127.0.0.79"
KEYS = """
key provision-read {{ algorithm hmac-sha256; secret "{read}"; }};
key provision-write {{ algorithm hmac-sha256; secret "{write}"; }};
"""
Opening = Callable[[Office], AbstractContextManager[ParentZone]]


def bind(rights: str) -> Opening:
    @contextmanager
    def serve(office: Office) -> Iterator[ParentZone]:
        keys = {name: (office.folder / f"keys/{name}.key").read_text().strip() for name in ("read", "write")}
        conf = KEYS.format(**keys) + f'zone "{PARENT}" {{ type primary; file "zone"; {rights} }};'
        with named(BIND, conf, zone=zone(PARENT, "ns1 ns2", *PARENT_RECORDS).text):
            yield replace(office.zone, primary=Server(ip_address(BIND)), secondaries=())

    return serve


def knot(rights: str) -> Opening:
    @contextmanager
    def serve(office: Office) -> Iterator[ParentZone]:
        with knotd(KNOT, office, rights):
            yield replace(at(office, KNOT), secondaries=())

    return serve


def pdns() -> Opening:
    @contextmanager
    def serve(office: Office) -> Iterator[ParentZone]:
        yield replace(at(office, POWERDNS), secondaries=())

    return serve


READ = 'allow-transfer { key "provision-read"; };'
POLICY = "update-policy { deny provision-write name %s ANY; grant provision-write zonesub %s; };"
GRANTED = "A AAAA CNAME MX NS DS TXT"
WIDE_KNOT = "\n- id: write\n  key: provision-write\n  action: update"

# what the server lets, and what the doctor says of it: its mark, its words, the lines that mend it
OPEN: list[tuple[str, Opening, list[tuple[Mark, str, str]]]] = [
    ("BIND, as narrow as can be", bind(READ + POLICY % (f"{PARENT}.", GRANTED)), []),
    ("BIND, transfer", bind("allow-transfer { any; };" + POLICY % (f"{PARENT}.", GRANTED)),
     [(Mark.WARNING, "transfers", 'allow-transfer { key "provision-read"; };')]),
    ("BIND, the apex", bind(READ + f"update-policy {{ grant provision-write zonesub {GRANTED}; }};"),
     [(Mark.WARNING, "cannot change the apex", f"deny provision-write name {PARENT} ANY;")]),
    ("BIND, all types", bind(READ + POLICY % (f"{PARENT}.", "ANY")),
     [(Mark.WARNING, "other types", f"zonesub {GRANTED};")]),
    ("BIND, everything by a key", bind(READ + "allow-update { key provision-write; };"),
     [(Mark.WARNING, "cannot change the apex", "deny"), (Mark.WARNING, "other types", "zonesub")]),
    ("BIND, everybody", bind(READ + "allow-update { any; };"),
     [(Mark.WRONG, "only with a key", "update-policy {"), (Mark.WARNING, "the apex", "deny"),
      (Mark.WARNING, "other types", "zonesub")]),
    ("Knot, as narrow as can be", knot(NARROW), []),
    ("Knot, everything by a key", knot(WIDE_KNOT),
     [(Mark.WARNING, "cannot change the apex", "update-owner-match: sub"), (Mark.WARNING, "other types", "update-type: [ A")]),
    ("Knot, everybody", knot("\n- id: write\n  address: 0.0.0.0/0\n  action: [ update, transfer ]"),
     [(Mark.WARNING, "transfers", "action: transfer"), (Mark.WRONG, "only with a key", "action: update")]),
    # With a script PowerDNS says yes to everybody, and does it for some.
    ("PowerDNS, a script decides", pdns(),
     [(Mark.WARNING, "only with a key", f"pdnsutil set-meta {PARENT} TSIG-ALLOW-DNSUPDATE provision-write")]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "opened", "wanted"), OPEN, ids=[row[0] for row in OPEN])
def test_rights_that_are_too_wide(
    office: Office, what: str, opened: Opening, wanted: list[tuple[Mark, str, str]]
) -> None:
    with opened(office) as kept:
        parent = Rfc2136Parent(kept)
        before = parent.read()
        found = [one for one in examine_rights(kept, parent, _aside(kept)) if one.mark is not Mark.GOOD]
        assert [one.mark for one in found] == [mark for mark, _, _ in wanted], found
        for one, (_, words, lines) in zip(found, wanted, strict=True):
            assert words in str(one.what)
            assert lines in str(one.do)
        assert parent.read() == before


@pytest.mark.parametrize(("updates", "words"), [(False, "may no more"), (True, "only with a key")])
def test_powerdns_with_and_without_a_script(office: Office, updates: bool, words: str) -> None:
    told = Aside(None, "PowerDNS Authoritative Server 4.9.4", updates=updates)
    kept = at(office, POWERDNS)
    [found] = examine_rights(kept, Rfc2136Parent(kept), told)
    assert (found.mark, words in str(found.what)) == (Mark.WARNING, True)
    assert "lua-dnsupdate-policy-script" in str(found.do)


def test_a_secondary_that_does_not_follow(office: Office) -> None:
    kept = Rfc2136Parent(office.zone)
    kept.write([a("taman")], [])
    with knotd(KNOT, office):
        edit(office.folder, r"103\.131\.105\.2", KNOT)
        said = office.must("doctor")
    assert "It has serial 2026080101, the primary" in said
