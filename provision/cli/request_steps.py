"""The steps of a request as the playbook tells them, and which of ours are done."""

from collections.abc import Iterator, Sequence
from typing import Any

from provision.flow.deadline import playbook_of
from provision.i18n import Text
from provision.model.event import Event, Kind
from provision.model.playbook import ROLES, Step
from provision.model.request import Request
from provision.model.site import Site

# The event that a step's command leaves behind; the other steps are people's, and leave none yet.
LEFT_BY = {
    "provision check": Kind.CHECKED,
    "provision apply": Kind.GRANTED,
    "provision letter draft": Kind.DRAFTED,
}
DONE, OPEN = "✓", "·"


def steps(site: Site, request: Request, events: Sequence[Event], lang: str) -> Iterator[Text]:
    """Yield a line for each step: whose it is, and when it was done where that is known."""
    for step in playbook_of(site, request.service).procedure:
        done = _done(step, events)
        yield Text(
            "  {mark} {title} ({roles})",
            mark=Text("{done} {at}", done=DONE, at=f"{done.at:%Y-%m-%d %H:%M}") if done else OPEN,
            title=step.title.to(lang),
            roles=[Text(ROLES[role]) for role in step.roles],
        )


def steps_json(site: Site, request: Request, events: Sequence[Event], lang: str) -> list[dict[str, Any]]:
    """Return the steps as plain data."""
    rows = [(step, _done(step, events)) for step in playbook_of(site, request.service).procedure]
    return [
        {
            "key": step.key,
            "title": step.title.to(lang),
            "roles": [role.value for role in step.roles],
            "done": done.at.isoformat() if done else None,
        }
        for step, done in rows
    ]


def _done(step: Step, events: Sequence[Event]) -> Event | None:
    kind = LEFT_BY.get(step.command)
    return next((event for event in reversed(events) if event.kind is kind), None)
