"""Where a request stands, derived from what happened to it."""

from collections.abc import Mapping
from typing import Any

from provision.model.event import Kind, Status

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
    match kind:
        case Kind.CHECKED:
            return Status.CHECKED if status in BEFORE_WORK else status
        case Kind.PLANNED:
            return Status.PLANNED if status in CAN_BE_PLANNED else status
        case Kind.UNDONE:
            return Status.UNDONE
    return _after_work(status, kind, body or {})


# The kinds whose body decides.
TELLING = frozenset({Kind.DONE, Kind.VERIFIED, Kind.DRAFTED})


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
