"""Zone03: retry beside refresh, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone03
from tests.checks.dns.soas import timers, whose
from tests.checks.dns.world import Row

ROWS = [
    Row(zone03, "healthy", {"REFRESH_HIGHER_THAN_RETRY"}, args={"REFRESH_HIGHER_THAN_RETRY": {"refresh": 14400, "retry": 3600}}),
    Row(zone03, "equal", {"REFRESH_LOWER_THAN_RETRY"}, timers("3600 1209600", "14400 1209600"), args={"REFRESH_LOWER_THAN_RETRY": {"refresh": 14400, "retry": 14400}}),
    Row(zone03, "one less", {"REFRESH_HIGHER_THAN_RETRY"}, timers("3600 1209600", "14399 1209600")),
    Row(zone03, "higher", {"REFRESH_LOWER_THAN_RETRY"}, timers("3600 1209600", "20000 1209600")),
    *whose(zone03, {"REFRESH_HIGHER_THAN_RETRY"}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
