"""PowerDNS: its HTTP API judges no guard, so what comes between is seen; a policy drops records silently."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from provision.drivers.http import HttpApi, Reply
from provision.drivers.powerdns import PowerDnsParent
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.engine.apply import is_done
from provision.engine.write import write
from provision.errors import BadAnswer, BadKey, NotVerified, Unsafe
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.names import Fqdn
from provision.secret import SecretRef
from tests.real.office import PARENT, Office
from tests.real.parents import POWERDNS, at, powerdns
from tests.real.test_parents import rrset
from tests.real.test_together import a, cut

pytestmark = pytest.mark.sandbox

ZONE = f"/api/v1/servers/localhost/zones/{PARENT}."
TAMAN = Fqdn(f"taman.{PARENT}")


@pytest.fixture
def http(office: Office) -> Iterator[HttpApi]:
    """The API itself; what a test leaves in the zone is taken out, disabled records too."""
    api = powerdns(office).api
    assert api
    http = HttpApi(api, 5)
    yield http
    held = http.ask("GET", ZONE).data["rrsets"]
    gone = [
        each
        for each in held
        if each["name"] in {f"taman.{PARENT}.", f"kota.taman.{PARENT}.", f"hutan.{PARENT}."}
    ]
    patch(http, *({**each, "changetype": "DELETE", "records": []} for each in gone))


@pytest.fixture
def parent(office: Office, http: HttpApi) -> PowerDnsParent:
    return PowerDnsParent(powerdns(office))


def patch(http: HttpApi, *rrsets: dict[str, Any]) -> None:
    assert http.ask("PATCH", ZONE, {"rrsets": list(rrsets)}).status == 204


class Between(HttpApi):
    """The way to the server, on which somebody else is faster, right before our change arrives."""

    do: Callable[[], None]

    def ask(self, method: str, path: str, body: Any = None) -> Reply:
        if method == "PATCH":
            self.do()
        return super().ask(method, path, body)


def between(office: Office, theirs: Change) -> PowerDnsParent:
    zone = powerdns(office)
    assert zone.api
    http = Between(zone.api, 5)
    object.__setattr__(http, "do", lambda: Rfc2136Parent(at(office, POWERDNS)).write([theirs], []))
    return PowerDnsParent(zone, http)


def test_the_zone_is_the_one_that_a_transfer_brings(parent: PowerDnsParent, office: Office) -> None:
    assert parent.read() == Rfc2136Parent(at(office, POWERDNS)).read()


def test_a_cut_over_a_name_that_came_in_between_is_taken_back(office: Office, parent: PowerDnsParent) -> None:
    with pytest.raises(Unsafe):
        write(between(office, a("kota.taman")), [cut("taman")], parent.read())
    after = parent.read()
    assert is_done([a("kota.taman"), cut("taman").reversed()], after)


def test_an_alias_that_came_in_between_is_refused_by_the_server(
    office: Office, parent: PowerDnsParent
) -> None:
    theirs = Change(None, rrset("taman", "CNAME", f"www.{PARENT}."))
    with pytest.raises(Exception, match="no longer as it was"):
        write(between(office, theirs), [a("taman")], parent.read())
    assert is_done([theirs], parent.read())


def test_an_unrelated_change_in_between_does_no_harm(office: Office, parent: PowerDnsParent) -> None:
    assert is_done([a("taman"), a("hutan")], write(between(office, a("hutan")), [a("taman")], parent.read()))


def test_what_somebody_disabled_and_what_they_remarked_is_kept(http: HttpApi, parent: PowerDnsParent) -> None:
    aside = {"content": "103.150.30.66", "disabled": True}
    remark = {"content": "tanya Siti dulu", "account": "siti", "modified_at": 1}
    patch(http, {"name": f"taman.{PARENT}.", "type": "A", "ttl": 60, "changetype": "REPLACE",
                 "records": [aside], "comments": [remark]})  # fmt: skip
    assert parent.read().at(TAMAN) == []
    after = write(parent, [a("taman")], parent.read())
    write(parent, [Change(a("taman").after, rrset("taman", "A", "103.150.30.77"))], after)
    write(parent, [Change(rrset("taman", "A", "103.150.30.77"), None)], parent.read())
    [held] = [each for each in http.ask("GET", ZONE).data["rrsets"] if each["name"] == f"taman.{PARENT}."]
    assert held["records"] == [aside]
    assert [each["content"] for each in held["comments"]] == ["tanya Siti dulu"]


def test_the_serial_rises_where_the_server_does_not_raise_it(http: HttpApi, parent: PowerDnsParent) -> None:
    assert http.ask("PUT", ZONE, {"soa_edit_api": ""}).status == 204
    try:
        before = parent.read()
        after = write(parent, [a("taman")], before)
        assert after.serial == before.serial + 1
    finally:
        assert http.ask("PUT", ZONE, {"soa_edit_api": "DEFAULT"}).status == 204


def test_three_hundred_changes_at_once(parent: PowerDnsParent) -> None:
    before = parent.read()
    many = [
        Change(None, RRset.of(TAMAN.child(f"n{number}"), "A", 60, ["103.150.30.99"])) for number in range(300)
    ]
    after = write(parent, many, before)
    assert is_done(many, after)
    assert is_done([one.reversed() for one in many], write(parent, [one.reversed() for one in many], after))


# What the policy of the sandbox's PowerDNS does not let the key do: by update it answers NOERROR all the same.
DROPPED = [
    ("another type", rrset("taman", "SRV", "1 1 53 ns1.penyedia.co.id.")),
    ("the apex", RRset.of(Fqdn(PARENT), "CAA", 60, ['0 issue "ca.id"'])),
]


@pytest.mark.parametrize(("what", "record"), DROPPED, ids=[row[0] for row in DROPPED])
def test_what_a_policy_drops_is_not_believed(
    office: Office, monkeypatch: pytest.MonkeyPatch, what: str, record: RRset
) -> None:
    monkeypatch.setattr("provision.engine.write.SETTLING", 0.3)
    parent = Rfc2136Parent(at(office, POWERDNS))
    before = parent.read()
    with pytest.raises(NotVerified):
        write(parent, [Change(None, record)], before)
    assert parent.read() == before


FAULTS = [
    ("key", {"key": "keys/read.key"}, BadKey, "does not accept the key of its API"),
    ("server", {"server": "ns9"}, BadAnswer, "has no zone"),
]


@pytest.mark.parametrize(
    ("what", "wrong", "error", "said"), FAULTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_is_set_wrongly_is_told(
    office: Office, what: str, wrong: dict[str, str], error: Any, said: str
) -> None:
    zone = powerdns(office)
    assert zone.api
    key = SecretRef("file", wrong.get("key", "keys/powerdns.key"), office.folder)
    api = replace(zone.api, key=key, server=wrong.get("server", "localhost"))
    with pytest.raises(error, match=said):
        PowerDnsParent(replace(zone, api=api)).read()
