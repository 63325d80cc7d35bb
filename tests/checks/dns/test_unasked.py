"""A family of addresses that the profile switches off is told of by every test case that asks, and judged no further."""

import pytest

from provision.checks import registry
from provision.checks.at import At
from provision.checks.dns.transport import DISABLED
from provision.model.finding import Finding
from provision.model.profile import Profile
from provision.names import parse_ip
from tests.checks.dns.signing import PARENTS, SIGNED, SignedRow, found
from tests.checks.dns.world import NS1_4, NS1_6, NS2_4, World

PARENT_6 = parse_ip("2001:df0:1::1")
ABOVE = (*PARENTS, At(PARENTS[0].name, PARENT_6))
SERVERS = {4: {NS1_4, NS2_4}, 6: {NS1_6}}
PARENT_SIDE = {4: {str(at.address) for at in PARENTS}, 6: {str(PARENT_6)}}
# Basic01 tells of the way to a zone, and shows it in its own table.
TELLING = [
    case
    for case in registry.TESTCASES
    if DISABLED.keys() <= case.CASE.messages.keys() and case.CASE.name != "basic01"
]


def judged(case: registry.TestCase, **families: bool) -> list[Finding]:
    world: World = SIGNED
    return found(SignedRow(case, "", set(), world, alone=True, profile=Profile(**families), parents=ABOVE))


def addresses(finding: Finding) -> set[str]:
    return {one.partition("/")[2] for one in finding.args["ns"].split(";")}


@pytest.mark.parametrize("case", TELLING, ids=lambda case: case.CASE.name)
@pytest.mark.parametrize("family", [4, 6])
def test_a_family_that_is_off(case: registry.TestCase, family: int) -> None:
    seen = judged(case, ipv4=family != 4, ipv6=family != 6)
    told = [addresses(finding) for finding in seen if finding.tag == f"IPV{family}_DISABLED"]
    assert set().union(*told) in (SERVERS[family], PARENT_SIDE[family], SERVERS[family] | PARENT_SIDE[family])
    others = [finding for finding in seen if not finding.tag.endswith("_DISABLED")]
    assert not [finding for finding in others for ip in SERVERS[family] if f"/{ip}" in str(finding.args)]


@pytest.mark.parametrize("case", TELLING, ids=lambda case: case.CASE.name)
def test_nothing_is_told_where_nothing_is_off(case: registry.TestCase) -> None:
    assert not {finding.tag for finding in judged(case)} & DISABLED.keys()
