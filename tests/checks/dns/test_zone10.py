"""Zone10: one SOA record, none, many, another zone's."""

import pytest

from provision.checks.dns import zone10
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS2_4, SOA, ZONE, Row, World, at

HEALTHY = World()
NS2 = {"ns": f"ns2.penyedia.id/{NS2_4}"}
TWO = (RRset.of(ZONE, "SOA", 60, [SOA, SOA.replace("2026112401", "2026112402")]),)
OTHER = (RRset.of(Fqdn("go.id"), "SOA", 60, [SOA]),)


ROWS = [
    Row(zone10, "healthy", {"ONE_SOA"}),
    Row(zone10, "two", {"MULTIPLE_SOA"}, HEALTHY.with_fault(at(NS2_4, "SOA", answer=TWO)), args={"MULTIPLE_SOA": {**NS2, "count": 2}}),
    Row(zone10, "one of ours and one of another zone", {"MULTIPLE_SOA"}, HEALTHY.with_fault(at(CHILD, "SOA", answer=TWO[:1] + OTHER)), args={"MULTIPLE_SOA": {"count": 3}}),
    Row(zone10, "of another zone", {"WRONG_SOA"}, HEALTHY.with_fault(at(NS2_4, "SOA", answer=OTHER)), args={"WRONG_SOA": {**NS2, "owner": "go.id.", "name": "dinkes.go.id."}}),
    Row(zone10, "none", {"NO_SOA_IN_RESPONSE"}, HEALTHY.with_fault(at(NS2_4, "SOA", answer=())), args={"NO_SOA_IN_RESPONSE": NS2}),
    Row(zone10, "refused", {"NO_SOA_IN_RESPONSE"}, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(zone10, "silent", {"NO_RESPONSE"}, HEALTHY.with_fault(at(NS2_4, silence=Silence.TIMEOUT)), args={"NO_RESPONSE": NS2}),
    Row(zone10, "no authority", {"ONE_SOA"}, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    *[Row(zone10, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
