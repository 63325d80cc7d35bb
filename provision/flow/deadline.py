"""Until when the office owes an answer: where the clock started, and when it stood still."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from provision.calendar import Due, Pause, due
from provision.config.data import site_folder
from provision.config.playbook import load_playbook
from provision.flow.progress import Progress
from provision.i18n import Text, msg
from provision.model.event import Event, Kind
from provision.model.playbook import Playbook, Step
from provision.model.request import Request
from provision.model.site import Site

# What ends the days on which the agency has its letter back.
TAKEN_UP = frozenset({Kind.PLANNED, Kind.INTENDED, Kind.GRANTED})
ENDED_BY = {Kind.HELD: frozenset({Kind.RELEASED}), Kind.DRAFTED: TAKEN_UP}
REASONS = {Kind.HELD: msg("on hold"), Kind.DRAFTED: msg("returned to the agency")}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day for the answer, and how it is counted.

    `step` is the step of the playbook after which the working days began, None where it is not
    recorded and they are counted from the letter's receipt. While the clock stands still, the day is
    the earliest it can be.
    """

    due: Due
    start: date
    step: Step | None
    pauses: tuple[Pause, ...] = ()
    stands_still: bool = False

    @property
    def day(self) -> date:
        """The last day on which the answer is in time."""
        return self.due.day

    @property
    def counted_from(self) -> str:
        """The key of the step that the days are counted from, "received" where it is the letter's receipt."""
        return self.step.key if self.step else "received"

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "day": self.day.isoformat(),
            "skipped": [
                {"day": day.day.isoformat(), "reason": day.reason.to(lang)} for day in self.due.skipped
            ],
            "certain": self.due.certain,
            "start": self.start.isoformat(),
            "counted_from": self.counted_from,
            "pauses": [
                {
                    "since": pause.since.isoformat(),
                    "until": pause.until.isoformat(),
                    "reason": pause.reason.to(lang),
                }
                for pause in self.pauses
            ],
            "stands_still": self.stands_still,
        }


def playbook_of(site: Site, service: str) -> Playbook:
    """Return the playbook of a service: the site's own, or the shipped one. Raises NotFound, BadConfig."""
    return load_playbook(site_folder(site.folder, "playbooks"), service)


def deadline(found: Progress, request: Request, today: date) -> Deadline:
    """Return the last day for the answer to a request that has come so far.

    The working days begin after the playbook's step `starts_after` where that is recorded, else at the
    letter's receipt: the true last day is then that one or later. They do not run while the request
    is on hold or returned to the agency (our reading of the decree; see the playbook's `paused_while`).
    """
    clock = found.playbook.time
    acts = found.acts(found.playbook.step(clock.starts_after)) if clock.starts_after else ()
    start = acts[-1].day if acts else request.letter.received
    step = found.playbook.step(clock.starts_after) if acts else None
    pauses = tuple(_pauses(found, today))
    still = any(_stops(event) and _end(found, event) is None for event in found.events)
    last = due(start, clock.working_days, found.site.regional_holidays, pauses)
    return Deadline(last, start, step, pauses, still)


def _pauses(found: Progress, today: date) -> Iterator[Pause]:
    for event in found.events:
        if _stops(event):
            end = _end(found, event)
            until = found.site.day(end.at) if end else today
            yield Pause(found.site.day(event.at), until, Text(REASONS[event.kind]))


def _stops(event: Event) -> bool:
    """Tell whether the clock stands still from an entry on."""
    if event.kind is Kind.DRAFTED:
        return bool(event.body and event.body["outcome"] == "returned")
    return event.kind is Kind.HELD


def _end(found: Progress, event: Event) -> Event | None:
    """Return the entry with which the clock went on again."""
    kinds = ENDED_BY[event.kind]
    return next((one for one in found.events if one.seq > event.seq and one.kind in kinds), None)
