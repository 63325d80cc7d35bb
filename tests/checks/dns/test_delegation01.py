"""Delegation01: each tag, and the healthy zone."""

import pytest

from provision.checks.dns import delegation01
from tests.checks.dns.world import Row, World

HEALTHY = World()
ROWS = [
    Row(delegation01, "healthy", {"ENOUGH_NS_DEL"}),
    Row(delegation01, "one in the parent", {"NOT_ENOUGH_NS_DEL"},
        HEALTHY.edited("go.id", "dinkes.go.id NS ns2.penyedia.id.\n", ""),
        args={"NOT_ENOUGH_NS_DEL": {"count": 1, "minimum": 2, "nsname_list": "ns1.dinkes.go.id"}}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
