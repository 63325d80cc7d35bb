"""Carries a plan out, one journaled message at a time, so that `kill -9` anywhere loses nothing.

The intent is on disk before a message leaves, its outcome after the zone was read again. A run
that finds an intent without outcome looks at the zone to learn what became of it.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from provision.decide.guard import guards
from provision.decide.related import not_shown
from provision.decide.status import NOT_DONE
from provision.engine.write import write
from provision.errors import NotReloaded, Outside, ProvisionError, Unsafe
from provision.i18n import Text
from provision.ledger import Ledger
from provision.model.change import Change
from provision.model.plan import GrantChanges, Plan
from provision.model.zone import SeenZone
from provision.ports import Parent

DONE = "done"
FOUND_DONE = "found done"


@dataclass(frozen=True, slots=True)
class Journal:
    """The ledger as the one who acts writes in it."""

    ledger: Ledger
    actor: str

    def begin(self, message: Plan) -> int:
        """Write down what is about to be done; return the intent's number."""
        return self.ledger.intend(message.to_json(), message.requests, self.actor)

    def end(self, intent: int, outcome: str, **detail: object) -> None:
        """Write down what came of it."""
        self.ledger.done(intent, outcome, self.actor, detail)


def carry_out(plan: Plan, parent: Parent, zone: SeenZone, journal: Journal) -> SeenZone:
    """Carry a plan out and return the zone as it is afterwards. Raises what `write` raises."""
    for message in _messages(plan, parent, zone):
        zone = _step(message, parent, zone, journal)
    return zone


def _step(message: Plan, parent: Parent, zone: SeenZone, journal: Journal) -> SeenZone:
    intent = journal.begin(message)
    try:
        after = write(parent, message.changes, zone)
    except Outside as error:
        # It may have arrived: the zone knows. Where that cannot be read either, the intent stays open.
        after = parent.read()
        if not is_done(message.changes, after):
            journal.end(intent, NOT_DONE, error=str(error))
            raise
    except NotReloaded as error:
        # It is done, and somebody must hear that the server does not show it.
        journal.end(intent, DONE, error=str(error))
        raise
    except ProvisionError as error:
        journal.end(intent, NOT_DONE, error=str(error))
        raise
    journal.end(intent, DONE, serial=after.serial)
    return after


def settle(requests: Set[str], zone: SeenZone, journal: Journal) -> Sequence[Plan]:
    """Close what an interrupted run left open, by what the zone shows; return what was intended."""
    found = []
    for event in journal.ledger.open_intents():
        body = event.body or {}
        message = Plan.from_json(body["plan"])
        if message.zone == zone.apex and requests & {*message.requests}:
            journal.end(body["intent"], FOUND_DONE if is_done(message.changes, zone) else NOT_DONE)
            found.append(message)
    return found


def is_done(changes: Sequence[Change], zone: SeenZone) -> bool:
    """Tell whether a zone shows the outcome of all changes."""
    return not not_shown(changes, zone)


def _messages(plan: Plan, parent: Parent, zone: SeenZone) -> Iterator[Plan]:
    """Yield the plan in pieces that each fit one message; a grant's changes are never split."""
    if plan:
        yield from _halved(plan, plan.groups, parent, zone)


def _halved(plan: Plan, groups: Sequence[GrantChanges], parent: Parent, zone: SeenZone) -> Iterator[Plan]:
    piece = Plan(plan.requests, plan.zone, tuple(groups))
    if parent.fits(piece.changes, guards(piece.changes, zone)):
        yield piece
    elif len(groups) == 1:
        raise Unsafe(
            Text("The changes of {grant} do not fit one message to the server", grant=groups[0].grant)
        )
    else:
        middle = len(groups) // 2
        yield from _halved(plan, groups[:middle], parent, zone)
        yield from _halved(plan, groups[middle:], parent, zone)
