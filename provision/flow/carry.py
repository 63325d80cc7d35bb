"""Carrying out what a survey led to, there and back: asked for, guarded, and settled after an interruption."""

from collections.abc import Callable, Sequence

from provision.checks.office.ending import DEPENDENTS
from provision.engine.apply import carry_out, settle
from provision.engine.child_steps import await_children, ground, place, refuse_filled
from provision.engine.surveyed import Survey
from provision.errors import Refused, Unsafe
from provision.flow.desk import Desk
from provision.i18n import Text
from provision.model.plan import Plan
from provision.model.request import Request
from provision.model.site import ZoneKind
from provision.services.service import Pair

# Shown what would change in the zones and among the grants; tells whether somebody says yes.
Confirm = Callable[[Sequence[Plan], Sequence[Pair]], bool]


class NotConfirmed(Refused):
    """Nobody said yes to the plan."""

    def __init__(self) -> None:
        super().__init__(
            Text("Nothing was changed: nobody said yes to the plan; without a terminal, add --yes")
        )


class ByHand(Refused):
    """A person changes the zone, and has not done so yet."""


def refuse_in_use(desk: Desk, found: Survey) -> None:
    """Raise Unsafe where something depends on what would go."""
    using = [f.why for f in found.findings if f.tag == DEPENDENTS and f.level >= desk.site.policy.blocks]
    if using:
        raise Unsafe(
            Text("Nothing was changed: {using}. Let these go first, or add --accept-dependents", using=using)
        )


def refuse_by_hand(desk: Desk, made: Sequence[Plan], command: str) -> None:
    """Raise ByHand where a plan would change a zone that a person changes, before anything is asked or journaled.

    `command` is the one that writes such a plan down.
    """
    for one in made:
        zone = desk.site.zones.get(one.zone)
        if one and zone and zone.kind is ZoneKind.RENDER:
            raise ByHand(
                Text("Nothing was changed: {zone} is changed by hand (kind: render). Print what to enter: provision "
                     "{command} {requests} --render {panel}. Once it is entered, run this again: it finds it and goes on",
                     zone=one.zone, command=command, requests=" ".join(one.requests), panel=zone.panel)
            )  # fmt: skip


def carry(desk: Desk, made: Sequence[Plan], found: Survey) -> None:
    """Carry out the plans that a survey led to. Raises what `write` raises."""
    world, site = desk.world, desk.site
    for one in made:
        await_children(world, site, one, found.children)
        refuse_filled(world, site, one.changes, found.zones)
        zone = ground(world, site, one, found.zones)
        carry_out(one, place(world, site, one.zone), zone, desk.journal)


def settled(desk: Desk, requests: Sequence[Request], found: Survey) -> Sequence[Plan]:
    """Close what an interrupted run left open, by what the survey saw; return what was intended."""
    ids = {str(request.id) for request in requests}
    return [begun for zone in found.zones.values() for begun in settle(ids, zone, desk.journal)]
