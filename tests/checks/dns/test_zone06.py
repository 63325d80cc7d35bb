"""Zone06: minimum at its limits and beyond, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone06
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_4, NS2_4, SOA, Row, World, at

HEALTHY = World()
GO_SOA = (RRset.of(Fqdn("go.id"), "SOA", 60, [SOA]),)
NONE = {"NO_RESPONSE_SOA_QUERY"}


def timers(old: str, new: str, *addresses: str) -> World:
    """Return the world where a number in the SOA is another."""
    soa = SOA.replace(f" {old}", f" {new}")
    return HEALTHY.edited("dinkes.go.id", SOA, soa, *addresses)


ROWS = [
    Row(zone06, "healthy", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK"}, args={"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK": {"minimum": 3600, "highest_minimum": 86400, "lowest_minimum": 300}}),
    *[Row(zone06, f"{minimum}", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK"}, timers("1209600 3600", f"1209600 {minimum}")) for minimum in (300, 86400)],
    Row(zone06, "one more", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER"}, timers("1209600 3600", "1209600 86401"),
        args={"SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER": {"minimum": 86401, "highest_minimum": 86400}}),
    Row(zone06, "one less", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER"}, timers("1209600 3600", "1209600 299"),
        args={"SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER": {"minimum": 299, "lowest_minimum": 300}}),
    Row(zone06, "another most", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER"}, how={"profile": Profile(limits={("zone06", "SOA_DEFAULT_TTL_MAXIMUM_VALUE"): 3599})}),
    Row(zone06, "another least", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER"}, how={"profile": Profile(limits={("zone06", "SOA_DEFAULT_TTL_MINIMUM_VALUE"): 3601})}),
    Row(zone06, "the first that answers counts", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK"}, HEALTHY.with_fault(at([NS1_4, NS2_4], "SOA", silence=Silence.TIMEOUT))),
    Row(zone06, "the first with authority counts", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK"}, HEALTHY.with_fault(at(NS1_4, "SOA", authoritative=False, answer=()))),
    Row(zone06, "no authority", NONE, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(zone06, "a SOA of another zone", NONE, HEALTHY.with_fault(at(CHILD, "SOA", answer=GO_SOA))),
    Row(zone06, "a malformed SOA", NONE, HEALTHY.edited("dinkes.go.id", SOA, "\\# 4 00000000")),
    Row(zone06, "refused", NONE, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(zone06, "silent", NONE, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone06, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
