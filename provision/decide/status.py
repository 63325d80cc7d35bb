"""Where a request stands, derived from what happened to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from provision.model.amendment import moves_the_plan
from provision.model.event import Event, Kind, Status

NOT_DONE = "not done"

# From these a check or a plan moves a request on. Elsewhere it does not: what was answered stays
# answered when it is checked again, and what is being written is not "planned" while it is.
BEFORE_WORK = frozenset({Status.OPEN, Status.CHECKED, Status.PLANNED})
CAN_BE_PLANNED = BEFORE_WORK | {Status.RETURNED, Status.UNDONE}


def status_after(status: Status | None, kind: Kind, body: Mapping[str, Any] | None) -> Status:
    """Return where a request stands after an event; `status` is None before its first.

    Raises ValueError where the body would tell and was erased, and where nothing opened the request.
    """
    if kind is Kind.OPENED:
        return Status.OPEN
    if status is None or (body is None and kind in TELLING):
        raise ValueError(kind)
    if status in {Status.HELD, Status.CANCELLED}:
        return _at_rest(status, kind, body or {})
    if kind in BY_KIND:
        return BY_KIND[kind]
    if kind in ON_THE_WAY:
        origins, to = ON_THE_WAY[kind]
        moves = kind is not Kind.AMENDED or moves_the_plan(body)
        return to if moves and status in origins else status
    return _after_work(status, kind, body or {})


# What these leave behind whatever was before.
BY_KIND: Mapping[Kind, Status] = {
    Kind.UNDONE: Status.UNDONE,
    Kind.HELD: Status.HELD,
    Kind.CANCELLED: Status.CANCELLED,
}
# What these lead to, and from where.
ON_THE_WAY: Mapping[Kind, tuple[frozenset[Status], Status]] = {
    Kind.CHECKED: (BEFORE_WORK, Status.CHECKED),
    Kind.PLANNED: (CAN_BE_PLANNED, Status.PLANNED),
    Kind.AMENDED: (BEFORE_WORK, Status.OPEN),
}
# The kinds whose body decides.
TELLING = frozenset({Kind.DONE, Kind.VERIFIED, Kind.DRAFTED, Kind.AMENDED, Kind.RELEASED})


def status_unheld(events: Sequence[Event]) -> Status:
    """Return where a held request would stand had nobody held it; open, where an erased entry would tell.

    `events` are those of the request, the oldest first.
    """
    last = max((event.seq for event in events if event.kind is Kind.HELD), default=0)
    status: Status | None = None
    try:
        for event in events:
            status = status if event.seq == last else status_after(status, event.kind, event.body)
    except ValueError:
        return Status.OPEN
    return status or Status.OPEN


def _at_rest(status: Status, kind: Kind, body: Mapping[str, Any]) -> Status:
    """Return where a held or cancelled request stands: looking at it, or correcting it, does not move it."""
    if status is Status.HELD and kind is Kind.RELEASED:
        return Status(body["back"])
    return Status.CANCELLED if kind is Kind.CANCELLED else status


def _after_work(status: Status, kind: Kind, body: Mapping[str, Any]) -> Status:
    if kind is Kind.DRAFTED:
        return Status.RETURNED if body["outcome"] == "returned" else Status.ANSWERED
    if status is Status.ANSWERED:
        # Its records were mended, or are being undone; the agency has had its answer.
        return status
    if kind is Kind.INTENDED:
        return Status.APPLYING
    if kind is Kind.DONE:
        return Status.PLANNED if body["outcome"] == NOT_DONE else Status.APPLIED
    if kind is Kind.VERIFIED:
        # Entries of before there was a "pending" have none.
        return _after_verify(status, passed=body["passed"], pending=body.get("pending", False))
    return status


def _after_verify(status: Status, *, passed: bool, pending: bool) -> Status:
    if status in {Status.RETURNED, Status.UNDONE}:
        return status
    if passed:
        return Status.VERIFIED
    if pending:
        return Status.PENDING
    return Status.APPLIED if status in {Status.VERIFIED, Status.PENDING} else status
