"""The steps of a request as the playbook tells them: which were taken, by whom, when, and who wrote it down."""

from collections.abc import Iterator
from typing import Any

from provision.flow.progress import Act, Progress
from provision.flow.roles import role_words
from provision.i18n import Text
from provision.ledger.log import local
from provision.model.playbook import ROLES, Step

DONE, OPEN = "✓", "·"


def steps(found: Progress, lang: str) -> Iterator[Text]:
    """Yield a line for each step: whose it is, and below it how it was taken where that is known."""
    for step in found.playbook.procedure:
        yield Text(
            "  {mark} {title} ({roles})",
            mark=DONE if found.is_done(step) else OPEN,
            title=step.title.to(lang),
            roles=role_words(step.roles),
        )
        for act in found.acts(step):
            yield _line(act)


def _line(act: Act) -> Text:
    at = local(act.event.at)
    if act.role is None:
        return Text("      {at}, by {actor}", at=at, actor=act.event.actor)
    told = Text("      {day}, by the {role}; recorded by {actor}", day=act.day, role=Text(ROLES[act.role]),
                actor=act.event.actor)  # fmt: skip
    if act.evidence:
        told = Text("{line}; scan {scan}", line=told, scan=act.evidence[:12])
    return Text("{line}: {note}", line=told, note=act.note) if act.note else told


def steps_json(found: Progress, lang: str) -> list[dict[str, Any]]:
    """Return the steps as plain data; `done` is the moment of the entry that completed a step."""
    return [_json(found, step, lang) for step in found.playbook.procedure]


def _json(found: Progress, step: Step, lang: str) -> dict[str, Any]:
    acts = found.acts(step)
    done = acts[-1].event.at.isoformat() if acts and found.is_done(step) else None
    return {
        "key": step.key,
        "title": step.title.to(lang),
        "roles": [role.value for role in step.roles],
        "done": done,
        "acts": [
            {
                "role": act.role.value if act.role else None,
                "date": act.day.isoformat(),
                "recorded_by": act.event.actor,
                "recorded_at": act.event.at.isoformat(),
                "evidence": act.evidence,
                "note": act.note,
            }
            for act in acts
        ],
    }
