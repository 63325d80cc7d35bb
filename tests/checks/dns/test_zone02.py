"""Zone02: refresh at its limit and below, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone02
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
    Row(zone02, "healthy", {"REFRESH_MINIMUM_VALUE_OK"}, args={"REFRESH_MINIMUM_VALUE_OK": {"refresh": 14400, "required_refresh": 14400}}),
    Row(zone02, "one less", {"REFRESH_MINIMUM_VALUE_LOWER"}, timers("14400", "14399"), args={"REFRESH_MINIMUM_VALUE_LOWER": {"refresh": 14399, "required_refresh": 14400}}),
    Row(zone02, "another limit", {"REFRESH_MINIMUM_VALUE_LOWER"}, how={"profile": Profile(limits={("zone02", "SOA_REFRESH_MINIMUM_VALUE"): 20000})},
        args={"REFRESH_MINIMUM_VALUE_LOWER": {"refresh": 14400, "required_refresh": 20000}}),
    Row(zone02, "the first that answers counts", {"REFRESH_MINIMUM_VALUE_OK"}, HEALTHY.with_fault(at([NS1_4, NS2_4], "SOA", silence=Silence.TIMEOUT))),
    Row(zone02, "the first with authority counts", {"REFRESH_MINIMUM_VALUE_OK"}, HEALTHY.with_fault(at(NS1_4, "SOA", authoritative=False, answer=()))),
    Row(zone02, "no authority", NONE, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(zone02, "a SOA of another zone", NONE, HEALTHY.with_fault(at(CHILD, "SOA", answer=GO_SOA))),
    Row(zone02, "a malformed SOA", NONE, HEALTHY.edited("dinkes.go.id", SOA, "\\# 4 00000000")),
    Row(zone02, "refused", NONE, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(zone02, "silent", NONE, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone02, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
