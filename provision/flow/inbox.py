"""The inbox: which requests wait for whom, until when, and what was done on call and not confirmed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any

from provision.flow.deadline import Deadline, deadline, playbook_of
from provision.flow.on_call import CONFIRMERS, OnCall, unsettled
from provision.flow.progress import Progress
from provision.flow.turn import Turn, standing_in, turn
from provision.ledger import Ledger
from provision.model.event import Status
from provision.model.playbook import Role
from provision.model.request import Request
from provision.model.site import Site

# How long a letter that was drafted, and what was done on call, is looked for.
LATELY = timedelta(days=90)
SOON = timedelta(days=1)
# Where a request still waits for something: its letter may have to be initialled, signed and sent.
UNDER_WAY = frozenset({Status.ANSWERED, Status.RETURNED})


class Urgency(IntEnum):
    """How near the last day is; the most urgent first."""

    LATE = 0
    SOON = 1
    CALM = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request, whom it waits for, and until when; `roles` may take its next step."""

    request: Request
    status: Status
    turn: Turn
    last: Deadline
    urgency: Urgency
    roles: frozenset[Role]
    held: bool

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "request": str(self.request.id),
            "service": self.request.service,
            "action": self.request.action.value,
            "object": self.request.object,
            "agency": self.request.agency.text,
            "status": self.status.value,
            "next": self.turn.to_json(lang),
            "due": self.last.day.isoformat(),
            "counted_from": self.last.counted_from,
            "urgency": self.urgency.name.lower(),
        }


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits, the most urgent first; what is on hold; what was done on call."""

    waiting: Sequence[Waiting]
    held: Sequence[Waiting]
    on_call: Sequence[OnCall]

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "waiting": [one.to_json(lang) for one in self.waiting],
            "held": [one.to_json(lang) for one in self.held],
            "on_call": [one.to_json() for one in self.on_call],
        }

    def of(self, roles: frozenset[Role]) -> "Inbox":
        """Return what waits for one of the roles."""
        return Inbox(
            [one for one in self.waiting if one.roles & roles],
            [one for one in self.held if one.roles & roles],
            [one for one in self.on_call if roles & _settlers(one)],
        )


def inbox(site: Site, ledger: Ledger, now: datetime) -> Inbox:
    """Return what waits for anybody. Reads the open requests and those of the last weeks alone."""
    today = site.day(now)
    found = ledger.waiting(now - LATELY)
    books = {name: playbook_of(site, name) for name in {request.service for request, _, _ in found}}
    rows = [
        row
        for request, status, events in found
        if (row := _row(Progress(site, books[request.service], events), request, status, today))
    ]
    rows.sort(key=lambda row: (row.urgency, row.last.day, row.request.id))
    on_call = [work for _, _, events in found if (work := unsettled(site, events))]
    on_call.sort(key=lambda work: (work.due, work.request))
    return Inbox([row for row in rows if not row.held], [row for row in rows if row.held], on_call)


def _row(progress: Progress, request: Request, status: Status, today: date) -> Waiting | None:
    """Return what a request waits for; nothing where it is over, or nobody follows its letter."""
    site = progress.site
    whose = turn(site, progress, today) if status.is_open or status in UNDER_WAY else None
    if whose is None or not (status.is_open or progress.is_followed):
        return None
    last = deadline(progress, request, today)
    roles = frozenset([*whose.roles, *standing_in(site, request, whose.step.command)])
    return Waiting(request, status, whose, last, _urgency(last, today), roles, status is Status.HELD)


def _urgency(last: Deadline, today: date) -> Urgency:
    if last.stands_still:
        return Urgency.CALM
    if last.day < today:
        return Urgency.LATE
    return Urgency.SOON if last.day - today <= SOON else Urgency.CALM


def _settlers(work: OnCall) -> frozenset[Role]:
    """Return who has to do something about work done on call: confirm it, or undo what was objected to."""
    return frozenset({Role.SERVER_ADMIN}) if work.objection else frozenset(CONFIRMERS)
