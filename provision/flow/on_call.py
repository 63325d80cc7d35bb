"""Work done on call: what the head has still to confirm, and confirming it or objecting to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from provision.calendar import due
from provision.errors import Refused
from provision.flow.desk import Desk
from provision.flow.roles import CLERKS
from provision.flow.scans import look_at
from provision.i18n import Text
from provision.model.event import Event, Kind
from provision.model.playbook import Role
from provision.model.request import Request
from provision.model.site import Site

CONFIRMERS = (Role.DIVISION_HEAD, Role.HEAD)
EFFECTS = frozenset({Kind.INTENDED, Kind.GRANTED, Kind.UNDONE})


@dataclass(frozen=True, slots=True)
class OnCall:
    """What somebody on call did for a request, and by which day a head confirms it.

    `objection` is what a head said against it; it then waits to be undone.
    """

    request: str
    actor: str
    day: date
    due: date
    marks: tuple[int, ...]
    objection: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "request": self.request,
            "actor": self.actor,
            "date": self.day.isoformat(),
            "due": self.due.isoformat(),
            "objection": self.objection,
        }


def unsettled(site: Site, events: Sequence[Event]) -> OnCall | None:
    """Return what was done on call for one request and is neither confirmed nor, after an objection, undone."""
    said = next((event for event in reversed(events) if event.kind is Kind.CONFIRMED and event.body), None)
    marks = [event for event in _marks(events) if said is None or event.seq > said.seq]
    if marks:
        return _on_call(site, marks, "")
    if said is None or said.body is None or said.body["agrees"] or _undone_after(events, said.seq):
        return None
    objected = [event for event in events if event.seq in said.body["marks"]]
    return _on_call(site, objected, said.body["objection"]) if objected else None


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The word of a head who never types: in which role, on which day, and the scan that shows it."""

    role: Role
    day: date
    evidence: Path

    def keep(self, site: Path) -> dict[str, str]:
        """Keep the scan and return what the entry tells. Raises NotFound, BadInput for what is no scan."""
        scan = look_at(self.evidence, site)
        scan.keep()
        return {"role": self.role.value, "date": self.day.isoformat(), "evidence": scan.digest}


def confirm(
    desk: Desk, request: Request, objection: str = "", on_paper: OnPaper | None = None
) -> Event | None:
    """Record that a head agrees with what was done on call, or objects; None where that was said before.

    A head's word `on_paper` may be recorded by who records letters. Raises NotYours where the one who
    sits here is neither, Refused where nothing was done on call, or the same person did it.
    """
    desk.need(*CONFIRMERS, *(CLERKS if on_paper else ()))
    events = desk.ledger.events(str(request.id))
    marks = _marks(events)
    if not marks:
        raise Refused(
            Text("Nothing was done on call for {request}; there is nothing to confirm", request=request.id)
        )
    if desk.actor in {mark.actor for mark in marks}:
        raise Refused(Text("{actor} did it on call; somebody else confirms it", actor=desk.actor))
    word = {"agrees": not objection, "objection": objection, "marks": [mark.seq for mark in marks]}
    body = {**word, **(on_paper.keep(desk.site.folder) if on_paper else {})}
    before = [event.body for event in events if event.kind is Kind.CONFIRMED]
    if before[-1:] == [body]:
        return None
    return desk.ledger.append(Kind.CONFIRMED, str(request.id), body, desk.actor)


def _marks(events: Sequence[Event]) -> Sequence[Event]:
    """Return the marks of those on call that something came of."""
    return [
        event
        for event in events
        if event.kind is Kind.STEP and event.body and event.body.get("on_call") and _led_to(event, events)
    ]


def _led_to(mark: Event, events: Sequence[Event]) -> bool:
    return any(
        event.seq > mark.seq and event.kind in EFFECTS and event.actor == mark.actor for event in events
    )


def _undone_after(events: Sequence[Event], seq: int) -> bool:
    return any(event.kind is Kind.UNDONE and event.seq > seq for event in events)


def _on_call(site: Site, marks: Sequence[Event], objection: str) -> OnCall:
    day = site.day(marks[0].at)
    until = due(day, 1, site.regional_holidays).day
    return OnCall(marks[0].subject, marks[0].actor, day, until, tuple(mark.seq for mark in marks), objection)
