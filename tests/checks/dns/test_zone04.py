"""Zone04: retry at its limit and below, and a zone that tells no SOA."""

import pytest

from provision.checks.dns import zone04
from provision.model.profile import Profile
from tests.checks.dns.soas import timers, whose
from tests.checks.dns.world import Row

ROWS = [
    Row(zone04, "healthy", {"RETRY_MINIMUM_VALUE_OK"}, args={"RETRY_MINIMUM_VALUE_OK": {"retry": 3600, "required_retry": 3600}}),
    Row(zone04, "one less", {"RETRY_MINIMUM_VALUE_LOWER"}, timers("3600 1209600", "3599 1209600"), args={"RETRY_MINIMUM_VALUE_LOWER": {"retry": 3599, "required_retry": 3600}}),
    Row(zone04, "another limit", {"RETRY_MINIMUM_VALUE_OK"}, timers("3600 1209600", "900 1209600"),
        how={"profile": Profile(limits={("zone04", "SOA_RETRY_MINIMUM_VALUE"): 900})}),
    *whose(zone04, {"RETRY_MINIMUM_VALUE_OK"}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
