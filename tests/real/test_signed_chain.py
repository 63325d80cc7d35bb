"""A signed zone under a parent that signs by itself: DS records by letter and by CDS, and what a resolver verifies."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import dns.rdatatype
import pytest

from provision.model.event import Status
from provision.model.request import Action, Request
from tests.real.chain import (
    AGENCY,
    CHILD,
    NS1,
    NS2,
    RESOLVER,
    Child,
    asked,
    child,
    inline_bind,
    resolver,
    signing_knot,
)
from tests.real.office import PRIMARY, Office, edit, ns

pytestmark = pytest.mark.sandbox

NEW = {"ips": ["103.147.11.80"], "ns": ns(AGENCY, NS1, NS2)}
# Of no key of the zone: for the one that somebody forces through.
WRONG = "4711 13 2 " + "ab" * 32
WRONG_TAGS = ("DS02_NO_DNSKEY_FOR_DS", "DS02_NO_VALID_DNSKEY_FOR_ANY_DS")
Signing = Callable[[Office], AbstractContextManager[str]]


@pytest.fixture(params=[inline_bind, signing_knot], ids=["BIND inline", "Knot"])
def parent(request: pytest.FixtureRequest, office: Office) -> Iterator[str]:
    """A parent that signs by itself, the office's site on it, and a resolver that trusts it."""
    signing: Signing = request.param
    with signing(office) as address, resolver(address):
        path = office.folder / "inventory/zones.yaml"
        text = re.sub(r"(?ms)^    children:.*?(?=^hints)", "", path.read_text())
        text = re.sub(r"(?ms)^    secondaries:.*?(?=^    \w)", "", text)
        text = re.sub(r'(resolver: \{address: )"[^"]*"', rf'\1"{RESOLVER}"', text)
        path.write_text(text.replace(f'"{PRIMARY}"', f'"{address}"').replace("patience: 30", "patience: 10"))
        yield address


@pytest.fixture
def zone() -> Iterator[Child]:
    """The agency's zone on its own servers."""
    with child() as running:
        yield running


def changed(office: Office, **fields: object) -> Request:
    return office.letter(AGENCY, AGENCY, fields, Action.CHANGE)


def told_at_last(office: Office, request: Request, tag: str, code: int = 0) -> bool:
    """Tell whether a verification says something once the resolver has forgotten what was before."""
    until = time.monotonic() + 10
    while tag not in office.must("verify", str(request.id), code=code):
        assert time.monotonic() < until, tag
    return True


def carried_out(office: Office, request: Request) -> str:
    """Apply a letter and verify it, which is then as it should be; return what the verification says."""
    office.must("plan", str(request.id))
    office.must("apply", str(request.id), "--yes")
    assert "Nothing to change" in office.must("plan", str(request.id))
    said = office.must("verify", str(request.id))
    assert office.status(str(request.id)) is Status.VERIFIED
    office.answered(request)
    return said


def ds_at(parent: str) -> set[str]:
    """Return the DS records that the parent serves; signed, or there are none."""
    answer = asked(parent, CHILD, "DS").answer
    found = {str(record).lower() for rrset in answer if rrset.rdtype == dns.rdatatype.DS for record in rrset}
    assert bool(found) == any(rrset.rdtype == dns.rdatatype.RRSIG for rrset in answer)
    return found


def same(*texts: str) -> set[str]:
    return {" ".join([*text.lower().split()[:3], "".join(text.lower().split()[3:])]) for text in texts}


def test_by_cds_and_by_letter(office: Office, parent: str, zone: Child) -> None:
    first, second = zone.key(), zone.key()
    zone.sign([first, second])
    request = office.letter(AGENCY, AGENCY, {**NEW, "cds": True})
    assert office.tags(request, blocking=True) == ["CDS_NONE"]
    zone.sign([first, second], wished=first)
    carried_out(office, request)
    assert told_at_last(office, request, "CHAIN_VALID")
    assert ds_at(parent) == same(zone.ds(first))
    [grant] = office.grants()
    assert (grant.params["cds"], same(*grant.params["ds"])) == (True, same(zone.ds(first)))

    rollover = changed(office, cds=True)
    office.must("plan", str(rollover.id))
    zone.sign([first, second], wished=second)
    assert "changed since the plan was shown" in office.must("apply", str(rollover.id), "--yes", code=4)
    assert "CDS_ASKS_OTHERWISE" in office.must("audit", "dns", "--all")
    carried_out(office, rollover)
    assert told_at_last(office, rollover, "CHAIN_VALID")
    assert ds_at(parent) == same(zone.ds(second))

    wrong = changed(office, ds=[WRONG], cds=False)
    assert {*office.tags(wrong, blocking=True)} >= {"DS02_NO_VALID_DNSKEY_FOR_ANY_DS"}
    edit(
        office.folder,
        r"levels: \{\}",
        "levels: {" + ", ".join(f"{tag}: NOTICE" for tag in office.tags(wrong, blocking=True)) + "}",
        "site.yaml",
    )
    office.must("apply", str(wrong.id), "--yes")
    assert told_at_last(office, wrong, "CHAIN_BOGUS", code=5)
    untrusted = changed(office, cds=True)
    assert "CDS_UNTRUSTED" in office.tags(untrusted, blocking=True)
    office.must("request", "cancel", str(untrusted.id), "--reason", "Lewat surat saja")
    mended = changed(office, ds=[zone.ds(second)], cds=False)
    carried_out(office, mended)
    assert told_at_last(office, mended, "CHAIN_VALID")


def test_removal_and_the_end(office: Office, parent: str, zone: Child) -> None:
    key = zone.key()
    zone.sign([key])
    request = office.letter(AGENCY, AGENCY, {**NEW, "ds": [zone.ds(key)]})
    carried_out(office, request)
    assert told_at_last(office, request, "CHAIN_VALID")
    said = carried_out(office, changed(office, ds=[]))
    assert ("CHAIN_BOGUS" in said, "CHAIN_VALID" in said, ds_at(parent)) == (False, False, set())
    carried_out(office, changed(office, ds=[zone.ds(key)]))
    assert "CHAIN" not in carried_out(office, office.letter(AGENCY, AGENCY, {}, Action.REVOKE))
    assert ds_at(parent) == set()
