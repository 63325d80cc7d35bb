"""Worlds with another SOA record, and the rows that every test case of its numbers has: whose record is judged."""

from collections.abc import Sequence

from provision.checks.registry import TestCase
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


def whose(case: TestCase, fine: set[str]) -> Sequence[Row]:
    """Return the rows about whose SOA record is judged; `fine` is what is said of the healthy world."""
    return [
        Row(case, "the first that answers counts", fine, HEALTHY.with_fault(at([NS1_4, NS2_4], "SOA", silence=Silence.TIMEOUT))),
        Row(case, "the first with authority counts", fine, HEALTHY.with_fault(at(NS1_4, "SOA", authoritative=False, answer=()))),
        Row(case, "no authority", NONE, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
        Row(case, "a SOA of another zone", NONE, HEALTHY.with_fault(at(CHILD, "SOA", answer=GO_SOA))),
        Row(case, "a malformed SOA", NONE, HEALTHY.edited("dinkes.go.id", SOA, "\\# 4 00000000")),
        Row(case, "refused", NONE, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
        Row(case, "silent", NONE, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
        *[Row(case, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
    ]  # fmt: skip
