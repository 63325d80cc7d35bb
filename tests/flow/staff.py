"""The people of an office for tests: logins with their roles, and a desk for each of them."""

from dataclasses import replace
from datetime import date, timedelta

from provision.flow.desk import Desk
from provision.model.playbook import Role
from provision.model.request import Action
from provision.model.site import Tenure

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
USERS = {
    "siti": (Tenure(Role.PRAKOM),),
    "budi": (Tenure(Role.SERVER_ADMIN),),
    "rina": (Tenure(Role.GENERAL_ADMIN),),
    "kabid": (Tenure(Role.DIVISION_HEAD),),
    "jaga": (Tenure(Role.ON_CALL),),
    "semua": (Tenure(Role.PRAKOM), Tenure(Role.SERVER_ADMIN)),
    "lama": (Tenure(Role.SERVER_ADMIN, until=YESTERDAY),),
    "baru": (Tenure(Role.SERVER_ADMIN, since=TOMORROW),),
}


def seat(desk: Desk, login: str, *, on_call: frozenset[Action] = frozenset()) -> Desk:
    """Return the desk of an office that lists these users, with one of them, or a stranger, at it."""
    policy = replace(desk.site.policy, on_call=on_call)
    return replace(desk, actor=login, site=replace(desk.site, users=USERS, policy=policy))
