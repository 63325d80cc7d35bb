"""Who holds a role on a day, and what is said to one who does not."""

from collections.abc import Sequence
from datetime import date

from provision.errors import NotYours
from provision.i18n import Text
from provision.model.playbook import ROLES, Role
from provision.model.site import Site, Tenure

# Who writes into the register what came in on paper; on call too, for nobody else is there at night.
CLERKS = (Role.PRAKOM, Role.GENERAL_ADMIN, Role.ON_CALL)


def holders(site: Site, roles: Sequence[Role], day: date) -> Sequence[str]:
    """Return the logins that hold one of the roles on a day, in the order of the site's list."""
    return [login for login in site.users if {*roles} & site.roles(login, day)]


def need(site: Site, actor: str, day: date, roles: Sequence[Role]) -> None:
    """Raise NotYours, telling whose turn it is and who that is, where a login holds none of the roles."""
    if not {*roles} & site.roles(actor, day):
        raise NotYours(refusal(site, actor, day, roles))


def refusal(site: Site, actor: str, day: date, roles: Sequence[Role]) -> Text:
    """Return why a login may not do what needs one of the roles."""
    said = _whose(site, actor, day, roles)
    ended = [tenure for tenure in site.users.get(actor, ()) if tenure.role in roles]
    return Text("{said}. {ended}", said=said, ended=_lapsed(actor, day, ended[-1])) if ended else said


def role_words(roles: Sequence[Role]) -> Sequence[Text]:
    """Return the roles as people call them."""
    return [Text(ROLES[role]) for role in roles]


def _whose(site: Site, actor: str, day: date, roles: Sequence[Role]) -> Text:
    held = holders(site, roles, day)
    if held:
        return Text("{actor} may not do this: it is the turn of {roles} ({holders})",
                    actor=actor, roles=role_words(roles), holders=held)  # fmt: skip
    return Text("{actor} may not do this: it is the turn of {roles}, and nobody holds that role today; "
                "users in inventory/site.yaml tells who does", actor=actor, roles=role_words(roles))  # fmt: skip


def _lapsed(actor: str, day: date, tenure: Tenure) -> Text:
    role = Text(ROLES[tenure.role])
    if tenure.until and tenure.until < day:
        return Text("For {actor} the role of {role} ended on {day}", actor=actor, role=role, day=tenure.until)
    return Text("For {actor} the role of {role} begins on {day}", actor=actor, role=role, day=tenure.since)
