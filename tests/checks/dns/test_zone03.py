"""Zone03: retry beside refresh, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone03
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
    Row(zone03, "healthy", {"REFRESH_HIGHER_THAN_RETRY"}, args={"REFRESH_HIGHER_THAN_RETRY": {"refresh": 14400, "retry": 3600}}),
    Row(zone03, "equal", {"REFRESH_LOWER_THAN_RETRY"}, timers("3600 1209600", "14400 1209600"), args={"REFRESH_LOWER_THAN_RETRY": {"refresh": 14400, "retry": 14400}}),
    Row(zone03, "one less", {"REFRESH_HIGHER_THAN_RETRY"}, timers("3600 1209600", "14399 1209600")),
    Row(zone03, "higher", {"REFRESH_LOWER_THAN_RETRY"}, timers("3600 1209600", "20000 1209600")),
    Row(zone03, "the first that answers counts", {"REFRESH_HIGHER_THAN_RETRY"}, HEALTHY.with_fault(at([NS1_4, NS2_4], "SOA", silence=Silence.TIMEOUT))),
    Row(zone03, "the first with authority counts", {"REFRESH_HIGHER_THAN_RETRY"}, HEALTHY.with_fault(at(NS1_4, "SOA", authoritative=False, answer=()))),
    Row(zone03, "no authority", NONE, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(zone03, "a SOA of another zone", NONE, HEALTHY.with_fault(at(CHILD, "SOA", answer=GO_SOA))),
    Row(zone03, "a malformed SOA", NONE, HEALTHY.edited("dinkes.go.id", SOA, "\\# 4 00000000")),
    Row(zone03, "refused", NONE, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(zone03, "silent", NONE, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone03, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
