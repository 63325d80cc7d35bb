"""An agency's own zone on the office's servers: made before it is delegated, removed after, brought back as it was."""

import time
from typing import Any

import pytest

from provision.drivers.catalog import CatalogHosting
from provision.drivers.dns import SocketDns
from provision.model.change import Change
from provision.model.query import Query
from provision.model.request import Action
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.real.office import PARENT, PATIENCE, Office
from tests.real.test_killed import KILL, LEDGER

pytestmark = pytest.mark.sandbox

TAMAN = Fqdn(f"taman.{PARENT}")
ZONE: dict[str, Any] = {"ips": ["103.150.30.90"], "www": True, "zone": True}
WRITTEN = RRset.of(TAMAN.child("surat"), "MX", 300, ["10 mail.bengkaliskab.go.id."])


def hosting(office: Office) -> CatalogHosting:
    assert office.zone.children
    return CatalogHosting(office.zone, office.zone.children)


def listed(office: Office) -> list[Fqdn]:
    return [target for rrset in hosting(office).catalog().read() if rrset.type == "PTR" for target in rrset.targets]


def content(office: Office) -> set[str]:
    zone = hosting(office).zone(TAMAN).read()
    return {str(rrset) for rrset in zone if rrset.type != "SOA"}


def served(office: Office, name: Fqdn, rtype: str) -> set[tuple[str, ...]]:
    asked = [Query(server.address, name, rtype) for server in office.zone.servers]
    return {rrset.values if (rrset := answer.get(name, rtype)) else () for answer in SocketDns().exchange(asked)}


def until_served(office: Office, name: Fqdn, rtype: str, *values: str) -> None:
    until = time.monotonic() + PATIENCE
    while served(office, name, rtype) != {values}:
        assert time.monotonic() < until, served(office, name, rtype)
        time.sleep(0.1)


def test_made_removed_and_brought_back(office: Office) -> None:
    before = office.records()
    request = str(office.letter("dlh", "taman", ZONE).id)
    said = office.must("apply", request, "--yes")
    assert f"Plan for the zone {TAMAN}" in said
    assert "Done: 4 " in said
    assert listed(office) == [TAMAN]
    assert office.records()[TAMAN, "NS"].targets == office.zone.office_ns
    assert "Done: 0 " in office.must("apply", request, "--yes")
    assert office.must("verify", request).endswith("Verified: the world shows it\n")
    until_served(office, TAMAN.child("www"), "A", "103.150.30.90")
    office.followed()
    office.must("audit", "dns")
    office.must("undo", request, "--yes")
    assert listed(office) == []
    assert office.records() == before
    until_served(office, TAMAN, "SOA")


def test_what_the_agency_wrote_is_not_lost(office: Office) -> None:
    office.granted("dlh", "taman", ZONE)
    hosting(office).zone(TAMAN).write([Change(None, WRITTEN)], [])
    full = content(office)
    assert str(WRITTEN) in full
    office.followed()
    office.must("audit", "dns")
    request = str(office.letter("dlh", "taman", action=Action.REVOKE).id)
    said = office.must("apply", request, "--yes", code=4)
    assert f"still holds these: {WRITTEN}" in said
    assert content(office) == full
    office.must("apply", request, "--yes", "--accept-dependents")
    assert listed(office) == []
    assert "Done: 0 " in office.must("apply", request, "--yes")
    office.must("verify", request)
    office.must("undo", request, "--yes")
    assert content(office) == full
    until_served(office, WRITTEN.name, "MX", *WRITTEN.values)
    assert office.must("audit", "dns") == ""
