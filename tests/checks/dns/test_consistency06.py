"""Consistency06: primaries that differ from server to server."""

import pytest

from provision.checks.dns import consistency06
from tests.checks.dns.alike import NS2, alike, served
from tests.checks.dns.world import NS2_4, Row

PRIMARY = "ns1.dinkes.go.id. "
ROWS = [
    *alike(consistency06, "ONE_SOA_MNAME", {"MULTIPLE_SOA_MNAMES", "SOA_MNAME"},
                lambda ip: served(PRIMARY, "ns2.penyedia.id. ", ip)),
    Row(consistency06, "arguments", {"MULTIPLE_SOA_MNAMES", "SOA_MNAME"}, served(PRIMARY, "ns2.penyedia.id. ", NS2_4), args={
        "MULTIPLE_SOA_MNAMES": {"count": 2}, "SOA_MNAME": {"mname": "ns2.penyedia.id", "ns_list": NS2}}),
    Row(consistency06, "the primary is the root", {"ONE_SOA_MNAME"}, served(PRIMARY, ". "), args={"ONE_SOA_MNAME": {"mname": "."}}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
