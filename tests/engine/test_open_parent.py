"""A parent that may not be listed is asked for what is wanted and what was granted; each kind has its driver."""

from dataclasses import replace

import pytest

from provision.drivers.asked import AskedParent
from provision.drivers.powerdns import PowerDnsParent
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.drivers.zonefile import ZoneFileParent
from provision.engine.parents import open_parent
from provision.engine.survey import survey
from provision.errors import BadConfig
from provision.model.finding import Level
from provision.model.site import Api, ParentZone, Server, ZoneFiles, ZoneKind
from provision.names import parse_ip
from provision.secret import SecretRef
from tests.checks.office.judging import SITE, grant, request
from tests.drivers.test_asked import Primary
from tests.engine.test_survey import View, proposal, world
from tests.samples import APEX, a, cname, name, zone

PLAIN = ParentZone(APEX, Server(parse_ip("203.0.113.2")))
API = Api("http://127.0.0.1:8081", SecretRef("env", "NONE"))

KINDS = [
    (PLAIN, Rfc2136Parent),
    (replace(PLAIN, kind=ZoneKind.POWERDNS, api=API), PowerDnsParent),
    (replace(PLAIN, kind=ZoneKind.RENDER), AskedParent),
]


@pytest.mark.parametrize(("kept", "driver"), KINDS)
def test_each_kind_has_its_driver(kept: ParentZone, driver: type) -> None:
    assert type(open_parent(kept)) is driver


def test_files_have_theirs(tmp_path) -> None:  # type: ignore[no-untyped-def]
    files = ZoneFiles(tmp_path / "db", tmp_path / "ours")
    assert type(open_parent(replace(PLAIN, kind=ZoneKind.ZONEFILE, files=files))) is ZoneFileParent


def test_a_key_that_the_site_does_not_name_is_told() -> None:
    with pytest.raises(BadConfig, match="names no read_key"):
        Rfc2136Parent(PLAIN).read()
    with pytest.raises(BadConfig, match="names no write_key"):
        Rfc2136Parent(PLAIN).write([], [])
    with pytest.raises(BadConfig, match="names no api"):
        PowerDnsParent(replace(PLAIN, kind=ZoneKind.POWERDNS))


def test_what_is_wanted_and_what_was_granted_is_asked_for() -> None:
    held = zone(a("dinkes", "203.0.113.9"), cname("rsud", "www"), a("tidak-ditanya"))
    primary = Primary(held)
    outside, _, _ = world(view=View([grant("rsud")]))
    parent = AskedParent(replace(PLAIN, kind=ZoneKind.RENDER), primary)
    found = survey(replace(outside, parents={APEX: parent}), SITE, [proposal(request("dinkes"))])
    seen = found.zones[APEX]
    assert not seen.whole
    assert {rrset.name for rrset in seen} == {APEX, name("dinkes"), name("rsud")}
    assert [f.level for f in found.findings if f.tag == "ZONE_SEEN_IN_PART"] == [Level.NOTICE]


def test_a_nightly_audit_does_not_say_every_night_what_it_cannot_see() -> None:
    outside, _, _ = world(view=View([grant("rsud")]))
    parent = AskedParent(replace(PLAIN, kind=ZoneKind.RENDER), Primary(zone()))
    asked = replace(proposal(request("dinkes")), judged=False)
    found = survey(replace(outside, parents={APEX: parent}), SITE, [asked])
    assert "ZONE_SEEN_IN_PART" not in {finding.tag for finding in found.findings}
