"""Adopting what a person decided: nothing in the zone changes, the ledger and the list of infrastructure do."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from provision.errors import NotFound, Refused
from provision.flow.adopt.adoption import Adoption, adoption
from provision.flow.adopt.decided import Choice, decided, refuse
from provision.flow.adopt.ignored_file import add_ignored
from provision.flow.adopt.sheet_in import read_table
from provision.flow.border import Border
from provision.flow.carry import NotConfirmed
from provision.flow.desk import Desk
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.grant import Grant, Origin, key_of
from provision.model.playbook import Role
from provision.names import line

# Who may say whose a name is.
DECIDERS = (Role.PRAKOM, Role.SERVER_ADMIN, Role.DIVISION_HEAD)


def look_at_sheet(desk: Desk, path: Path) -> Adoption:
    """Return what would come of a sheet; nothing is written. Raises BadInput that tells sheet and cell."""
    table = read_table(path)
    made = adoption(desk, decided(table, Border.at(desk.site, desk.world.clock)))
    refuse(table.name, made.faults)
    return made


def take(desk: Desk, path: Path, confirm: Callable[[Adoption], bool]) -> Adoption:
    """Make the grants and list the infrastructure, once `confirm` says yes; repeating it changes nothing.

    Raises NotYours, BadInput, Locked, NotConfirmed, and Stale where a grant came into the ledger meanwhile.
    """
    desk.need(*DECIDERS)
    table = read_table(path)
    choices = decided(table, Border.at(desk.site, desk.world.clock))
    with _locked(desk, choices):
        made = adoption(desk, choices)
        refuse(table.name, made.faults)
        if made and not confirm(made):
            raise NotConfirmed()
        add_ignored(desk.site, made.ignored)
        desk.ledger.adopt([(one.grant, {"letter": one.letter}) for one in made.granted], desk.actor)
    return made


@contextmanager
def _locked(desk: Desk, choices: Sequence[Choice]) -> Iterator[None]:
    zones = {desk.site.zone_of(choice.name).name for choice in choices}
    with ExitStack() as locks:
        for zone in sorted(zones):
            locks.enter_context(desk.ledger.lock(f"zone:{zone}", desk.actor))
        yield


def forget(desk: Desk, name: str, reason: str) -> Grant:
    """Take an adoption back, as if nobody had said whose the name is; its records stay as they are.

    Raises NotYours, NotFound, Refused where a letter has changed the grant since: that letter is undone first.
    """
    desk.need(*DECIDERS)
    why = line(reason)
    subdomain = Border.at(desk.site, desk.world.clock).subdomain(name)
    grant = desk.ledger.grant(key_of("subdomain", subdomain.text))
    if grant is None:
        raise NotFound(Text("No grant of {name} is in the ledger", name=subdomain))
    if grant.origin is not Origin.ADOPTED or grant.because:
        raise Refused(
            Text("{name} stands by a letter ({requests}); undo that, or record one that revokes it", name=subdomain,
                 requests=sorted({*grant.because.values()}))
        )  # fmt: skip
    desk.ledger.adopt([(grant, {"reason": why})], desk.actor, Kind.FORGOTTEN)
    return grant
