"""Zone05: expire at its limit and below, beside refresh, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone05
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
    Row(zone05, "healthy", {"EXPIRE_MINIMUM_VALUE_OK"}, args={"EXPIRE_MINIMUM_VALUE_OK": {"expire": 1209600, "refresh": 14400, "required_expire": 604800}}),
    Row(zone05, "at the limit", {"EXPIRE_MINIMUM_VALUE_OK"}, timers("1209600", "604800")),
    Row(zone05, "one less", {"EXPIRE_MINIMUM_VALUE_LOWER"}, timers("1209600", "604799"), args={"EXPIRE_MINIMUM_VALUE_LOWER": {"expire": 604799, "required_expire": 604800}}),
    Row(zone05, "below refresh alone", {"EXPIRE_LOWER_THAN_REFRESH"}, timers("14400", "1209601"), args={"EXPIRE_LOWER_THAN_REFRESH": {"expire": 1209600, "refresh": 1209601}}),
    Row(zone05, "as high as refresh", {"EXPIRE_MINIMUM_VALUE_OK"}, timers("14400", "1209600")),
    Row(zone05, "both", {"EXPIRE_MINIMUM_VALUE_LOWER", "EXPIRE_LOWER_THAN_REFRESH"}, timers("1209600", "14399")),
    Row(zone05, "another limit", {"EXPIRE_MINIMUM_VALUE_OK"}, timers("1209600", "14400"), how={"profile": Profile(limits={("zone05", "SOA_EXPIRE_MINIMUM_VALUE"): 14400})}),
    Row(zone05, "the first that answers counts", {"EXPIRE_MINIMUM_VALUE_OK"}, HEALTHY.with_fault(at([NS1_4, NS2_4], "SOA", silence=Silence.TIMEOUT))),
    Row(zone05, "the first with authority counts", {"EXPIRE_MINIMUM_VALUE_OK"}, HEALTHY.with_fault(at(NS1_4, "SOA", authoritative=False, answer=()))),
    Row(zone05, "no authority", NONE, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(zone05, "a SOA of another zone", NONE, HEALTHY.with_fault(at(CHILD, "SOA", answer=GO_SOA))),
    Row(zone05, "a malformed SOA", NONE, HEALTHY.edited("dinkes.go.id", SOA, "\\# 4 00000000")),
    Row(zone05, "refused", NONE, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(zone05, "silent", NONE, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone05, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
