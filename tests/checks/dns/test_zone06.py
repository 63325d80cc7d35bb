"""Zone06: minimum at its limits and beyond, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone06
from provision.model.profile import Profile
from tests.checks.dns.soas import timers, whose
from tests.checks.dns.world import Row

ROWS = [
    Row(zone06, "healthy", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK"}, args={"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK": {"minimum": 3600, "highest_minimum": 86400, "lowest_minimum": 300}}),
    *[Row(zone06, f"{minimum}", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK"}, timers("1209600 3600", f"1209600 {minimum}")) for minimum in (300, 86400)],
    Row(zone06, "one more", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER"}, timers("1209600 3600", "1209600 86401"),
        args={"SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER": {"minimum": 86401, "highest_minimum": 86400}}),
    Row(zone06, "one less", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER"}, timers("1209600 3600", "1209600 299"),
        args={"SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER": {"minimum": 299, "lowest_minimum": 300}}),
    Row(zone06, "another most", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER"}, how={"profile": Profile(limits={("zone06", "SOA_DEFAULT_TTL_MAXIMUM_VALUE"): 3599})}),
    Row(zone06, "another least", {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER"}, how={"profile": Profile(limits={("zone06", "SOA_DEFAULT_TTL_MINIMUM_VALUE"): 3601})}),
    *whose(zone06, {"SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK"}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
