"""Undo: the way back to the grants before a request, by the same survey and the same plan."""

from collections.abc import Sequence
from dataclasses import replace

from provision.engine.plan import plans
from provision.engine.survey import survey
from provision.engine.surveyed import Survey
from provision.errors import Refused, Stale
from provision.flow.begun import begun
from provision.flow.carry import Confirm, NotConfirmed, carry, refuse_by_hand, refuse_in_use, settled
from provision.flow.desk import Desk
from provision.flow.hand_edited import refuse_hand_edited
from provision.flow.progress import APPLY
from provision.flow.propose import Change, granted, last_changed, proposals
from provision.flow.restored import restored
from provision.flow.shared import refuse_theirs, resume
from provision.flow.turn import mark_stand_in, need_turn
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.grant import Grant, State
from provision.model.plan import Plan
from provision.model.request import Request
from provision.names import Fqdn
from provision.services.service import Pair, Proposal


def undo(
    desk: Desk, request: Request, confirm: Confirm, *, accept_dependents: bool = False
) -> Sequence[Plan]:
    """Carry out the way back once `confirm` says yes; return the plans.

    Raises NotYours where it is not for this desk to apply; Refused where the request changed nothing,
    where a later one touched the same grant (it is named), or where nobody said yes; Unsafe where
    something depends on a name that would go.
    """
    need_turn(desk, [request], APPLY)
    with desk.locked([request]):
        if written := begun(desk, request):
            return _take_back(desk, request, written, confirm, accept_dependents=accept_dependents)
        changes = _changes(desk, request)
        back = [_way_back(request, *change, accept_dependents=accept_dependents) for change in changes]
        made = _carry_back(desk, request, back, confirm)
        desk.ledger.change_grants([str(request.id)], changes, desk.actor, kind=Kind.UNDONE)
    return made


def plan_back(
    desk: Desk, request: Request, *, accept_dependents: bool = False
) -> tuple[Survey, Sequence[Plan]]:
    """Return the way back without going it; raises what `undo` raises before it asks."""
    back = [
        _way_back(request, *change, accept_dependents=accept_dependents) for change in _changes(desk, request)
    ]
    return _surveyed_back(desk, request, back)


def _surveyed_back(desk: Desk, request: Request, back: Sequence[Proposal]) -> tuple[Survey, Sequence[Plan]]:
    back = [replace(one, restored=restored(desk, request, Fqdn.host(one.after.object))) for one in back]
    found = survey(desk.world, desk.site, back, ask=False)
    refuse_in_use(desk, found)
    return found, plans(found)


def _take_back(
    desk: Desk, request: Request, written: Sequence[Plan], confirm: Confirm, *, accept_dependents: bool
) -> Sequence[Plan]:
    """Take back what was begun and never entered as granted; Stale where that would touch anything else."""
    ours = {change for plan in written for change in plan.changes}

    def agree(made: Sequence[Plan], pairs: Sequence[Pair]) -> bool:
        if any(change.reversed() not in ours for plan in made for change in plan.changes):
            raise Stale(
                Text("The zone has changed since {request} was interrupted; nothing was changed. Look whose the records "
                     "are, then run provision plan again", request=request.id)
            )  # fmt: skip
        return confirm(made, pairs)

    asked = proposals(desk, [request])
    back = [_way_back(request, one.after, one.before, accept_dependents=accept_dependents) for one in asked]
    made = _carry_back(desk, request, back, agree)
    desk.ledger.change_grants([str(request.id)], [], desk.actor, kind=Kind.UNDONE)
    return made


def _carry_back(desk: Desk, request: Request, back: Sequence[Proposal], confirm: Confirm) -> Sequence[Plan]:
    resume(desk, [request])
    found, made = _surveyed_back(desk, request, back)
    settled(desk, [request], found)
    refuse_by_hand(desk, made, "undo")
    refuse_theirs(desk, made)
    refuse_hand_edited(desk, made)
    if not confirm(made, [one.pair for one in back]):
        raise NotConfirmed()
    mark_stand_in(desk, [request])
    carry(desk, made, found)
    return made


def _changes(desk: Desk, request: Request) -> Sequence[tuple[Grant, Grant | None]]:
    """Return each grant that the request changed, as it stands, and the one to put back (None: there was none)."""
    changes = granted(desk, request)
    if not changes:
        raise Refused(Text("{request} has changed nothing that could be undone", request=request.id))
    return [_change(desk, request, change) for change in changes]


def _change(desk: Desk, request: Request, change: Change) -> tuple[Grant, Grant | None]:
    after = Grant.from_json(change["after"])
    now = desk.ledger.grant(after.key)
    if now is None or now != after:
        raise Stale(
            Text(
                "{request} cannot be undone: {later} changed the same grant after it; undo that first",
                request=request.id,
                later=last_changed(desk, after.key),
            )
        )
    before = Grant.from_json(change["before"]) if change["before"] else None
    if before and before.on(desk.today).stands is not before.stands:
        raise Refused(
            Text("{name} ended by itself on {day}; it is not put back, a new letter asks for it anew",
                 name=before.object, day=before.until or "")
        )  # fmt: skip
    return now, before


def _way_back(request: Request, now: Grant, before: Grant | None, *, accept_dependents: bool) -> Proposal:
    """Return the proposal of a grant as it was; what the request made new ends."""
    after = before or replace(now, state=State.ENDED)
    return Proposal(
        request,
        now,
        after,
        judged=False,
        accept_dependents=accept_dependents,
        undone=now.active and not after.active,
    )
