"""Plan and apply: from a survey that blocks nothing to changed records and a changed ledger."""

from collections.abc import Mapping, Sequence
from typing import Any

from provision.engine.plan import plans
from provision.engine.surveyed import Survey, Surveyed
from provision.errors import Refused, Stale
from provision.flow.carry import Confirm, NotConfirmed, carry, refuse_by_hand, refuse_in_use, settled
from provision.flow.check import look, record
from provision.flow.desk import Desk
from provision.flow.halt import refuse_amended, refuse_cancelled, refuse_halted
from provision.flow.hand_edited import refuse_hand_edited
from provision.flow.progress import APPLY, CHECK
from provision.flow.shared import refuse_theirs, resume
from provision.flow.turn import mark_stand_in, need_turn, yours
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.plan import Plan
from provision.model.request import Request
from provision.services.service import Pair


def plan(
    desk: Desk, requests: Sequence[Request], *, accept_dependents: bool = False
) -> tuple[Survey, Sequence[Plan]]:
    """Return what would change, and remember it: `apply` then does this and nothing else.

    Anybody may look; only a plan that was shown to who checks or applies binds. Raises Refused where the
    letter is to be returned or was cancelled, or people edit the zone as a file, Unsafe where the zone would not be sound.
    """
    refuse_cancelled(desk, requests)
    found = look(desk, requests, accept_dependents=accept_dependents)
    record(desk, found)
    refuse_blocked(desk, found)
    made = plans(found)
    refuse_theirs(desk, made)
    refuse_hand_edited(desk, made)
    told = [
        (str(request.id), {"plans": _of(request, about, made)}) for request, about in _binding(desk, found)
    ]
    desk.ledger.append_all(Kind.PLANNED, told, desk.actor)
    return found, made


def _binding(desk: Desk, found: Survey) -> Sequence[tuple[Request, Sequence[Surveyed]]]:
    """Return the letters whose plan binds: those that the one who looked may check or apply."""
    requests = [request for request, _ in found.letters]
    ids = {request.id for command in (CHECK, APPLY) for request in yours(desk, requests, command)}
    return [(request, about) for request, about in found.letters if request.id in ids]


def _of(request: Request, about: Sequence[Surveyed], made: Sequence[Plan]) -> Sequence[Mapping[str, Any]]:
    grants = {one.wanted.grant for one in about}
    parts = (plan.only(grants, str(request.id)) for plan in made)
    return [part.to_json() for part in parts if part]


def apply(
    desk: Desk, requests: Sequence[Request], confirm: Confirm, *, accept_dependents: bool = False
) -> Sequence[Plan]:
    """Carry out what the requests ask for, once `confirm` says yes to the plan; return the plans.

    Raises NotYours, before anything is looked at, where it is somebody else's turn.
    Surveys anew under the lock of each zone; raises Stale where the world no longer gives the plan
    that was shown, Locked where somebody else is at work, Refused where the letter is to be
    returned, is held or cancelled, or nobody said yes, and what `write` raises. Repeating it is safe at any time.
    """
    need_turn(desk, requests, APPLY)
    with desk.locked(requests):
        refuse_halted(desk, requests)
        refuse_amended(desk, requests)
        return _apply(desk, requests, confirm, accept_dependents=accept_dependents)


def _apply(
    desk: Desk, requests: Sequence[Request], confirm: Confirm, *, accept_dependents: bool
) -> Sequence[Plan]:
    resume(desk, requests)
    found = look(desk, requests, accept_dependents=accept_dependents)
    record(desk, found)
    refuse_blocked(desk, found)
    begun = settled(desk, requests, found)
    made = plans(found)
    refuse_hand_edited(desk, made)
    _refuse_stale(desk, found, made, begun)
    refuse_by_hand(desk, made, "plan")
    refuse_theirs(desk, made)
    fresh = fresh_pairs(found)
    # A hand-over or a last day changes the ledger alone and is asked for, too; to what was begun somebody said yes.
    if (any(made) or (fresh and not begun)) and not confirm(made, fresh):
        raise NotConfirmed()
    if any(made) or fresh:
        mark_stand_in(desk, requests)
    carry(desk, made, found)
    _grant(desk, found)
    return made


def fresh_pairs(found: Survey) -> Sequence[Pair]:
    """Return what would change among the grants: nothing of a letter that was fulfilled and has not lapsed."""
    return [one.proposal.pair for one in found.surveyed if one.proposal.fresh]


def refuse_blocked(desk: Desk, found: Survey) -> None:
    """Raise Refused, with every reason, where a letter is to be returned instead."""
    reasons = [
        finding.why for one in found.surveyed if one.proposal.judged for finding in one.reasons(desk.site)
    ]
    refuse_in_use(desk, found.only([one for one in found.surveyed if one.proposal.lapsed]))
    if reasons:
        raise Refused(
            Text("Not to be fulfilled: {reasons}. Draft the letter that returns it: provision letter draft",
                 reasons=reasons)
        )  # fmt: skip


def _refuse_stale(desk: Desk, found: Survey, made: Sequence[Plan], begun: Sequence[Plan]) -> None:
    """Raise Stale where a plan was shown and a change is not in it: none may come unseen.

    A part of what was shown is right: it is what remains after an interrupted run.
    """
    shown = _shown(desk, [request for request, _ in found.letters])
    known = {
        change
        for plan in (*begun, *(plan for plans in shown.values() for plan in plans))
        for change in plan.changes
    }
    watched = {
        one.wanted.grant
        for request, about in found.letters
        for one in about
        # What lapses was shown and asked for now, whatever was planned when it was granted.
        if str(request.id) in shown and not one.proposal.lapsed
    }
    groups = [group for plan in made for group in plan.groups if group.grant in watched]
    if not all(change in known for group in groups for change in group.changes):
        raise Stale(
            Text(
                "The zone has changed since the plan was shown; nothing was changed. Run provision plan again"
            )
        )


def _shown(desk: Desk, requests: Sequence[Request]) -> Mapping[str, Sequence[Plan]]:
    """Return, for each request that a plan was shown for, the last one."""
    planned = desk.ledger.events([str(request.id) for request in requests], kind=Kind.PLANNED)
    last = {event.subject: event.body for event in planned if event.body}
    return {subject: [Plan.from_json(plan) for plan in body["plans"]] for subject, body in last.items()}


def _grant(desk: Desk, found: Survey) -> None:
    """Put the grants into the ledger: the records stand, so from now on the office answers for them."""
    ids = [str(request.id) for request, about in found.letters if any(one.proposal.fresh for one in about)]
    if ids:
        desk.ledger.change_grants(ids, fresh_pairs(found), desk.actor)
