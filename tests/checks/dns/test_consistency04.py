"""Consistency04: sets of name servers that differ from server to server."""

import pytest

from provision.checks.dns import consistency04
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.alike import HEALTHY, NS2, alike, served
from tests.checks.dns.world import NS2_4, ZONE, Row, at

OTHER_NS = RRset.hosts(ZONE, "NS", 60, [Fqdn("ns1.dinkes.go.id")])
SAME_NS_OTHER_TTL = RRset.hosts(ZONE, "NS", 61, [Fqdn("ns1.dinkes.go.id"), Fqdn("ns2.penyedia.id")])
ROWS = [
    *alike(consistency04, "ONE_NS_SET", {"MULTIPLE_NS_SET", "NS_SET"},
                lambda ip: served("dinkes.go.id NS ns2.penyedia.id.\n", "", ip)),
    Row(consistency04, "arguments", {"MULTIPLE_NS_SET", "NS_SET"}, HEALTHY.with_fault(at(NS2_4, "NS", answer=(OTHER_NS,))), args={
        "MULTIPLE_NS_SET": {"count": 2}, "NS_SET": {"nsname_list": "ns1.dinkes.go.id", "servers": NS2}}),
    Row(consistency04, "one", {"ONE_NS_SET"}, args={"ONE_NS_SET": {"nsname_list": "ns1.dinkes.go.id;ns2.penyedia.id"}}),
    Row(consistency04, "the TTL counts", {"MULTIPLE_NS_SET", "NS_SET"}, HEALTHY.with_fault(at(NS2_4, "NS", answer=(SAME_NS_OTHER_TTL,)))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
