"""Holding a request, releasing it, cancelling it; and what a halted request refuses."""

from collections.abc import Mapping, Sequence

from provision.decide.status import BEFORE_WORK, status_unheld
from provision.errors import Refused, Stale
from provision.flow.begun import begun
from provision.flow.desk import Desk
from provision.flow.propose import granted
from provision.flow.roles import DECIDERS
from provision.i18n import Text
from provision.model.amendment import moves_the_plan
from provision.model.event import Event, Kind, Status
from provision.model.request import Request
from provision.names import line


def hold(desk: Desk, request: Request, reason: str) -> bool:
    """Let a request wait; return False where it does already. Raises Refused where it is beyond that, BadInput."""
    return _halt(desk, request, reason, Kind.HELD, Status.HELD)


def release(desk: Desk, request: Request, reason: str) -> bool:
    """Let a held request go on where it stood; return False where nobody holds it. Raises BadInput."""
    desk.need(*DECIDERS)
    told = {"reason": line(reason)}
    with desk.locked([request]):
        if desk.ledger.status(request.id) is not Status.HELD:
            return False
        back = status_unheld(desk.ledger.events(str(request.id)))
        desk.ledger.append(Kind.RELEASED, str(request.id), {**told, "back": back.value}, desk.actor)
    return True


def cancel(desk: Desk, request: Request, reason: str) -> bool:
    """Close a request that nobody wants any more; return False where it was cancelled before.

    Raises Refused once it was applied or while applying it was interrupted, BadInput.
    """
    return _halt(desk, request, reason, Kind.CANCELLED, Status.CANCELLED)


def _halt(desk: Desk, request: Request, reason: str, kind: Kind, status: Status) -> bool:
    desk.need(*DECIDERS)
    told = {"reason": line(reason)}
    with desk.locked([request]):
        if desk.ledger.status(request.id) is status:
            return False
        refuse_begun(desk, request)
        desk.ledger.append(kind, str(request.id), told, desk.actor)
    return True


def refuse_begun(desk: Desk, request: Request) -> None:
    """Raise Refused, with what to do instead, unless the request is open and nothing was done for it yet."""
    status = desk.ledger.status(request.id)
    if status is Status.APPLYING or begun(desk, request) or desk.ledger.open_intents(str(request.id)):
        raise Refused(
            Text("{request} is being applied, or that was interrupted; run provision apply {request} first, or take back "
                 "what was written with provision undo {request}", request=request.id)
        )  # fmt: skip
    if granted(desk, request) or status in {Status.APPLIED, Status.VERIFIED, Status.ANSWERED}:
        raise Refused(
            Text(
                "{request} has been applied already: go back with provision undo {request}, or record the agency's "
                "letter that changes or ends it",
                request=request.id,
            )
        )
    if status not in BEFORE_WORK | {Status.HELD}:
        raise Refused(
            Text(
                "{request} is closed; record the letter again with: provision request new --follows {request}",
                request=request.id,
            )
        )


def refuse_halted(desk: Desk, requests: Sequence[Request]) -> None:
    """Raise Refused where one of the requests is held or cancelled, with the reason given then."""
    _refuse_at(desk, requests, Status.HELD, Status.CANCELLED)


def refuse_cancelled(desk: Desk, requests: Sequence[Request]) -> None:
    """Raise Refused where one of the requests is cancelled, with the reason given then."""
    _refuse_at(desk, requests, Status.CANCELLED)


def _refuse_at(desk: Desk, requests: Sequence[Request], *statuses: Status) -> None:
    ids = {request.id for request in requests}
    for halted in desk.ledger.standing_at(*statuses):
        if halted.id in ids:
            raise _halted(halted, desk.ledger.events(str(halted.id), kind=(Kind.HELD, Kind.CANCELLED))[-1])


def _halted(request: Request, event: Event) -> Refused:
    reason = event.body["reason"] if event.body else Text("(erased)")
    told: Mapping[str, object] = {"request": request.id, "actor": event.actor, "reason": reason}
    if event.kind is Kind.CANCELLED:
        return Refused(Text("{request} was cancelled by {actor}: {reason}", **told))
    return Refused(
        Text("{request} is held by {actor}: {reason}. Let it go on with: provision request release {request}",
             **told)
    )  # fmt: skip


def refuse_amended(desk: Desk, requests: Sequence[Request]) -> None:
    """Raise Stale where a request was amended after it was read, or after its plan was shown."""
    now = {request.id: request for request in desk.ledger.open_requests()}
    read_before = [request.id for request in requests if now.get(request.id, request) != request]
    events = desk.ledger.events([str(one.id) for one in requests], kind=(Kind.PLANNED, Kind.AMENDED))
    shown_before = _amended_last(events)
    if changed := [*read_before, *shown_before]:
        raise Stale(
            Text(
                "{request} was amended after its plan was shown; nothing was changed. Run provision plan again",
                request=changed[0],
            )
        )


def _amended_last(events: Sequence[Event]) -> Sequence[str]:
    """Return the requests that a plan was shown for, and that were amended afterwards."""
    planned: dict[str, bool] = {}
    for event in events:
        if event.kind is Kind.PLANNED:
            planned[event.subject] = True
        elif moves_the_plan(event.body) and event.subject in planned:
            planned[event.subject] = False
    return [subject for subject, good in planned.items() if not good]
