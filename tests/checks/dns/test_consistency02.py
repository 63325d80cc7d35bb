"""Consistency02: contacts that differ from server to server."""

import pytest

from provision.checks.dns import consistency02
from tests.checks.dns.alike import NS2, alike, served
from tests.checks.dns.world import NS2_4, Row

CONTACT = "hostmaster.dinkes.go.id."
ROWS = [
    *alike(consistency02, "ONE_SOA_RNAME", {"MULTIPLE_SOA_RNAMES", "SOA_RNAME"},
                lambda ip: served(CONTACT, "admin.go.id.", ip)),
    Row(consistency02, "letters do not count", {"ONE_SOA_RNAME"}, served(CONTACT, "HostMaster.DINKES.go.id.", NS2_4),
        args={"ONE_SOA_RNAME": {"rname": "hostmaster.dinkes.go.id"}}),
    Row(consistency02, "arguments", {"MULTIPLE_SOA_RNAMES", "SOA_RNAME"}, served(CONTACT, "admin.go.id.", NS2_4), args={
        "MULTIPLE_SOA_RNAMES": {"count": 2}, "SOA_RNAME": {"rname": "admin.go.id", "ns_list": NS2}}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
