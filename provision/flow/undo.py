"""Undo: the way back to the grants before a request, by the same survey and the same plan."""

from collections.abc import Sequence
from dataclasses import replace

from provision.checks.office.ending import DEPENDENTS
from provision.engine.plan import plans
from provision.engine.survey import Survey, survey
from provision.errors import Refused, Stale, Unsafe
from provision.flow.desk import Desk
from provision.flow.fulfil import Confirm, NotConfirmed, carry, settled
from provision.flow.progress import APPLY
from provision.flow.propose import TELLING, granted
from provision.flow.turn import mark_stand_in, need_turn
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.grant import Grant, State
from provision.model.plan import Plan
from provision.model.request import Request
from provision.services.service import Proposal


def undo(
    desk: Desk, request: Request, confirm: Confirm, *, accept_dependents: bool = False
) -> Sequence[Plan]:
    """Carry out the way back once `confirm` says yes; return the plans.

    Raises NotYours where it is not for this desk to apply; Refused where the request changed nothing, where a later one touched the same grant
    (it is named), or where nobody said yes; Unsafe where something depends on a name that would go.
    """
    need_turn(desk, [request], APPLY)
    with desk.locked([request]):
        back, before = _way_back(desk, request)
        ends = not back.after.stands
        found = survey(
            desk.world, desk.site, [replace(back, undone=ends, accept_dependents=accept_dependents)]
        )
        _refuse_in_use(desk, found)
        settled(desk, [request], found)
        made = plans(found)
        if not confirm(made):
            raise NotConfirmed()
        mark_stand_in(desk, [request])
        carry(desk, made, found)
        desk.ledger.change_grants([str(request.id)], [(back.before, before)], desk.actor, kind=Kind.UNDONE)
    return made


def _refuse_in_use(desk: Desk, found: Survey) -> None:
    """Raise Unsafe where something depends on what would go, as a revocation does."""
    using = [f.why for f in found.findings if f.tag == DEPENDENTS and f.level >= desk.site.policy.blocks]
    if using:
        raise Unsafe(
            Text("Nothing was undone: {using}. Let these go first, or add --accept-dependents", using=using)
        )


def _way_back(desk: Desk, request: Request) -> tuple[Proposal, Grant | None]:
    """Return the proposal that undoes a request, and the grant to put back (None: there was none)."""
    change = granted(desk, request)
    if change is None:
        raise Refused(Text("{request} has changed nothing that could be undone", request=request.id))
    now = desk.ledger.grant(request.grant_key)
    if now is None or now.to_json() != change["after"]:
        raise Stale(
            Text(
                "{request} cannot be undone: {later} changed the same grant after it; undo that first",
                request=request.id,
                later=_later(desk, request),
            )
        )
    before = Grant.from_json(change["before"]) if change["before"] else None
    return Proposal(request, now, before or replace(now, state=State.ENDED), judged=False), before


def _later(desk: Desk, request: Request) -> str:
    """Return the last request that changed the same grant."""
    touched = [
        event.subject
        for event in desk.ledger.events(kind=TELLING)
        if event.body
        for change in event.body["changes"]
        for grant in (change["after"] or change["before"],)
        if f"{grant['service']}:{grant['object']}" == request.grant_key
    ]
    return touched[-1]
