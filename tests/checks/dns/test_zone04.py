"""Zone04: retry at its limit and below, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone04
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
    Row(zone04, "healthy", {"RETRY_MINIMUM_VALUE_OK"}, args={"RETRY_MINIMUM_VALUE_OK": {"retry": 3600, "required_retry": 3600}}),
    Row(zone04, "one less", {"RETRY_MINIMUM_VALUE_LOWER"}, timers("3600 1209600", "3599 1209600"), args={"RETRY_MINIMUM_VALUE_LOWER": {"retry": 3599, "required_retry": 3600}}),
    Row(zone04, "another limit", {"RETRY_MINIMUM_VALUE_OK"}, timers("3600 1209600", "900 1209600"),
        how={"profile": Profile(limits={("zone04", "SOA_RETRY_MINIMUM_VALUE"): 900})}),
    Row(zone04, "the first that answers counts", {"RETRY_MINIMUM_VALUE_OK"}, HEALTHY.with_fault(at([NS1_4, NS2_4], "SOA", silence=Silence.TIMEOUT))),
    Row(zone04, "the first with authority counts", {"RETRY_MINIMUM_VALUE_OK"}, HEALTHY.with_fault(at(NS1_4, "SOA", authoritative=False, answer=()))),
    Row(zone04, "no authority", NONE, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(zone04, "a SOA of another zone", NONE, HEALTHY.with_fault(at(CHILD, "SOA", answer=GO_SOA))),
    Row(zone04, "a malformed SOA", NONE, HEALTHY.edited("dinkes.go.id", SOA, "\\# 4 00000000")),
    Row(zone04, "refused", NONE, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(zone04, "silent", NONE, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone04, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
