"""Who holds which role, and when."""

from datetime import date

import pytest

from provision.model.playbook import Role
from provision.model.site import Tenure

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (date(2026, 11, 25), None, False),
        (None, date(2026, 11, 23), False),
    ],
)
def test_a_role_is_held_within_its_days(since: date | None, until: date | None, held: bool) -> None:
    assert Tenure(Role.PRAKOM, since, until).covers(DAY) is held
