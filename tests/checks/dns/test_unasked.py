"""A family of addresses that the profile switches off is told of, and judged no further."""

import pytest

from provision.checks import registry
from provision.checks.dns.unasked import UNASKED
from provision.model.profile import Profile
from provision.model.query import Silence
from tests.checks.dns.world import NS1_4, NS1_6, NS2_4, World, at, findings

TELLING = [case for case in registry.TESTCASES if UNASKED.items() <= case.CASE.messages.items()]
OFF = {4: [NS1_4, NS2_4], 6: [NS1_6]}


@pytest.mark.parametrize("case", TELLING, ids=lambda case: case.CASE.name)
@pytest.mark.parametrize("family", OFF)
def test_a_family_that_is_off(case: registry.TestCase, family: int) -> None:
    # The zone's own servers alone: the way to them must stay.
    world = World().with_fault(at(OFF[family], silence=Silence.NO_FAMILY))
    profile = Profile(ipv4=family != 4, ipv6=family != 6)
    found = findings(case, world, profile=profile)
    tag = f"IPV{family}_DISABLED"
    told = {finding.args["ns"].partition("/")[2] for finding in found if finding.tag == tag}
    assert told == {*OFF[family]}
    others = [finding for finding in found if finding.tag not in UNASKED]
    assert not [finding for finding in others for ip in OFF[family] if ip in str(finding.args)]


def test_nothing_is_told_where_nothing_is_off() -> None:
    for case in TELLING:
        assert not {finding.tag for finding in findings(case, World())} & UNASKED.keys()
