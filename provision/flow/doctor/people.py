"""Whether who is listed in the site is there, and every step that the program takes has somebody to take it."""

import pwd
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from provision.flow.doctor.examined import Examined, bad, good, warn
from provision.i18n import Text
from provision.model.playbook import ROLES, Role
from provision.model.site import Site, Tenure

SOON = timedelta(days=30)
# The roles that a command asks for; others have their steps recorded for them.
NEEDED = (Role.PRAKOM, Role.SERVER_ADMIN, Role.DIVISION_HEAD)


def examine_people(site: Site, actor: str, today: date) -> Iterator[Examined]:
    """Look at the users of the site."""
    if not site.users:
        yield warn(
            Text("nobody is listed: everybody may do everything"),
            Text("List who holds which role in inventory/site.yaml, users"),
        )
        return
    yield _self(site, actor, today)
    yield from (_account(login) for login in site.users)
    yield from _vacant(site, today)
    for login, tenures in site.users.items():
        yield from (_ending(login, one) for one in tenures if _ends_soon(one, tenures, today))


def _self(site: Site, actor: str, today: date) -> Examined:
    roles = [Text(ROLES[role]) for role in Role if role in site.roles(actor, today)]
    if roles:
        return good(Text("{login} holds today: {roles}", login=actor, roles=roles))
    return warn(
        Text("{login} holds no role today", login=actor),
        Text("You can look, and nothing else; inventory/site.yaml, users, tells who does what"),
    )


def _account(login: str) -> Examined:
    what = Text("{login} has an account here", login=login)
    try:
        pwd.getpwnam(login)
    except (KeyError, ValueError):
        return warn(
            what,
            Text("No such login on this machine: correct inventory/site.yaml, users, or make the account"),
        )
    return good(what)


def _vacant(site: Site, today: date) -> Iterator[Examined]:
    held = {role for login in site.users for role in site.roles(login, today)}
    for role in NEEDED:
        what = Text("somebody is {role} today", role=Text(ROLES[role]))
        do = Text("Nobody can take the steps of this role; name somebody in inventory/site.yaml, users")
        yield good(what) if role in held else bad(what, do)


def _ends_soon(one: Tenure, tenures: Sequence[Tenure], today: date) -> bool:
    """Tell whether a role ends within a month, and the same login does not go on holding it."""
    if one.until is None or not one.covers(today) or one.until > today + SOON:
        return False
    after = one.until + timedelta(days=1)
    return not any(other.role is one.role and other.covers(after) for other in tenures)


def _ending(login: str, one: Tenure) -> Examined:
    return warn(
        Text("{login} is {role} until {day}", login=login, role=Text(ROLES[one.role]), day=one.until),
        Text("Write the new date, or who follows, into inventory/site.yaml, users"),
    )
