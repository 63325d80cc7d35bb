"""An event: one thing that happened, as the ledger keeps it for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What can happen."""

    OPENED = "request.opened"
    CHECKED = "request.checked"
    PLANNED = "request.planned"
    INTENDED = "change.intended"
    DONE = "change.done"
    GRANTED = "grants.changed"
    VERIFIED = "request.verified"
    DRAFTED = "letter.drafted"
    UNDONE = "request.undone"
    STEP = "step.taken"
    CONFIRMED = "request.confirmed"
    AMENDED = "request.amended"
    HELD = "request.held"
    RELEASED = "request.released"
    ERASED = "body.erased"
    UNLOCKED = "lock.broken"
    CANCELLED = "request.cancelled"
    WAIVED = "finding.waived"
    ADOPTED = "grant.adopted"
    FORGOTTEN = "grant.forgotten"
    CONVERTED = "zone.converted"


class Status(StrEnum):
    """Where a request stands: what its last telling event left behind."""

    OPEN = "open"
    CHECKED = "checked"
    PLANNED = "planned"
    APPLYING = "applying"
    APPLIED = "applied"
    PENDING = "pending"
    VERIFIED = "verified"
    ANSWERED = "answered"
    RETURNED = "returned"
    UNDONE = "undone"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Tell whether the office still owes an answer."""
        return self not in {Status.ANSWERED, Status.RETURNED, Status.UNDONE, Status.CANCELLED}


# The statuses of requests that await an answer.
OPEN = tuple(status for status in Status if status.is_open)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the ledger. `body` is None once it was erased; `link` is the chain's digest after it.

    `subject` is the id of the request it belongs to, the object of a grant that no request made, or the
    zone for what concerns several.
    """

    seq: int
    at: datetime
    kind: Kind
    subject: str
    actor: str
    body: Mapping[str, Any] | None
    link: str
