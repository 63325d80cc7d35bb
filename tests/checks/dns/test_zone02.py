"""Zone02: refresh at its limit and below, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone02
from provision.model.profile import Profile
from tests.checks.dns.soas import timers, whose
from tests.checks.dns.world import Row

ROWS = [
    Row(zone02, "healthy", {"REFRESH_MINIMUM_VALUE_OK"}, args={"REFRESH_MINIMUM_VALUE_OK": {"refresh": 14400, "required_refresh": 14400}}),
    Row(zone02, "one less", {"REFRESH_MINIMUM_VALUE_LOWER"}, timers("14400", "14399"), args={"REFRESH_MINIMUM_VALUE_LOWER": {"refresh": 14399, "required_refresh": 14400}}),
    Row(zone02, "another limit", {"REFRESH_MINIMUM_VALUE_LOWER"}, how={"profile": Profile(limits={("zone02", "SOA_REFRESH_MINIMUM_VALUE"): 20000})},
        args={"REFRESH_MINIMUM_VALUE_LOWER": {"refresh": 14400, "required_refresh": 20000}}),
    *whose(zone02, {"REFRESH_MINIMUM_VALUE_OK"}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
