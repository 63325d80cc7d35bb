"""Zone05: expire at its limit and below, beside refresh, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone05
from provision.model.profile import Profile
from tests.checks.dns.soas import timers, whose
from tests.checks.dns.world import Row

ROWS = [
    Row(zone05, "healthy", {"EXPIRE_MINIMUM_VALUE_OK"}, args={"EXPIRE_MINIMUM_VALUE_OK": {"expire": 1209600, "refresh": 14400, "required_expire": 604800}}),
    Row(zone05, "at the limit", {"EXPIRE_MINIMUM_VALUE_OK"}, timers("1209600", "604800")),
    Row(zone05, "one less", {"EXPIRE_MINIMUM_VALUE_LOWER"}, timers("1209600", "604799"), args={"EXPIRE_MINIMUM_VALUE_LOWER": {"expire": 604799, "required_expire": 604800}}),
    Row(zone05, "below refresh alone", {"EXPIRE_LOWER_THAN_REFRESH"}, timers("14400", "1209601"), args={"EXPIRE_LOWER_THAN_REFRESH": {"expire": 1209600, "refresh": 1209601}}),
    Row(zone05, "as high as refresh", {"EXPIRE_MINIMUM_VALUE_OK"}, timers("14400", "1209600")),
    Row(zone05, "both", {"EXPIRE_MINIMUM_VALUE_LOWER", "EXPIRE_LOWER_THAN_REFRESH"}, timers("1209600", "14399")),
    Row(zone05, "another limit", {"EXPIRE_MINIMUM_VALUE_OK"}, timers("1209600", "14400"), how={"profile": Profile(limits={("zone05", "SOA_EXPIRE_MINIMUM_VALUE"): 14400})}),
    *whose(zone05, {"EXPIRE_MINIMUM_VALUE_OK"}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
