"""Consistency03: times that differ from server to server."""

import pytest

from provision.checks.dns import consistency03
from tests.checks.dns.alike import NS2, alike, served
from tests.checks.dns.world import NS2_4, Row

SERIAL, TIMES = "2026112401", "14400 3600"
ROWS = [
    *alike(consistency03, "ONE_SOA_TIME_PARAMETER_SET",
                {"MULTIPLE_SOA_TIME_PARAMETER_SET", "SOA_TIME_PARAMETER_SET"},
                lambda ip: served(TIMES, "14401 3600", ip)),
    Row(consistency03, "arguments", {"MULTIPLE_SOA_TIME_PARAMETER_SET", "SOA_TIME_PARAMETER_SET"},
        served(TIMES, "7200 1800", NS2_4), args={
            "MULTIPLE_SOA_TIME_PARAMETER_SET": {"count": 2},
            "SOA_TIME_PARAMETER_SET": {
                "refresh": 7200, "retry": 1800, "expire": 1209600, "minimum": 3600, "ns_list": NS2}}),
    Row(consistency03, "another serial alone", {"ONE_SOA_TIME_PARAMETER_SET"}, served(SERIAL, "7", NS2_4), args={
        "ONE_SOA_TIME_PARAMETER_SET": {"refresh": 14400, "retry": 3600, "expire": 1209600, "minimum": 3600}}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
