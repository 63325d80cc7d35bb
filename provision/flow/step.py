"""Recording the steps of people who never type: who acted, when, on what evidence, and who wrote it down."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from provision.errors import BadInput, Refused
from provision.flow.desk import Desk
from provision.flow.progress import Act, Progress
from provision.flow.roles import CLERKS, role_words
from provision.flow.scans import look_at
from provision.flow.turn import progress
from provision.i18n import Text
from provision.model.event import Event, Kind
from provision.model.playbook import ROLES, Playbook, Role, Step
from provision.model.request import Request


@dataclass(frozen=True, slots=True)
class Taken:
    """What is to be recorded: the role that acted, on which day, and what tells so.

    `to` is whom a disposition passes the letter to; `corrects` lets it replace what was recorded before.
    """

    role: Role
    day: date
    evidence: Path | None = None
    note: str = ""
    to: Role | None = None
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """The entry, None where the same was recorded before, and the earlier steps that nobody recorded."""

    step: Step
    event: Event | None
    missing: Sequence[Step] = field(default_factory=tuple)


def record_step(desk: Desk, request: Request, key: str, taken: Taken) -> Recorded:
    """Record that a person took a step. Recording the same again makes nothing.

    Raises NotFound for an unknown step, BadInput for a role that has no part in it, a day that cannot
    be or evidence that is none, Refused for a step that makes no sense yet or was recorded with other
    data, NotYours where it is not for this desk to record.
    """
    desk.need(*CLERKS, taken.role)
    found = progress(desk, request)
    step = found.playbook.step(key)
    _judge(desk, request, found, step, taken)
    body = _body(desk, step, taken)
    missing = [one for one in found.earlier(step) if not one.command]
    if _same(found, step, taken, body):
        return Recorded(step, None, missing)
    return Recorded(step, desk.ledger.append(Kind.STEP, str(request.id), body, desk.actor), missing)


def disposition(found: Progress, role: Role | None) -> Step:
    """Return the step by which a letter is passed on: that of the role, else the next one.

    Those are the steps of people before the program's first. Raises BadInput where there is none.
    """
    steps = dispositions(found.playbook)
    fitting = [step for step in steps if role is None or role in step.roles]
    if not fitting:
        raise BadInput(
            Text("{roles} does not pass letters on here; the steps are: {steps}",
                 roles=role_words([role] if role else []), steps=[_told(step) for step in steps])
        )  # fmt: skip
    return next((step for step in fitting if not found.is_done(step)), fitting[-1])


def dispositions(playbook: Playbook) -> Sequence[Step]:
    """Return the steps of people before the program's first."""
    steps = playbook.procedure
    first = next((place for place, step in enumerate(steps) if step.command), len(steps))
    return steps[:first]


def only_role(step: Step) -> Role:
    """Return the role of a step that has one. Raises BadInput where somebody must say which."""
    if len(step.roles) > 1:
        raise BadInput(
            Text("{step} is taken by several: say by which with --by ({roles})",
                 step=step.key, roles=[role.value for role in step.roles])
        )  # fmt: skip
    return step.roles[0]


def _judge(desk: Desk, request: Request, found: Progress, step: Step, taken: Taken) -> None:
    """Raise what is wrong with the step, the role or the day."""
    if step.command:
        raise BadInput(
            Text("{step} is a step of the program: it is recorded when you run {command}",
                 step=step.key, command=step.command)
        )  # fmt: skip
    if taken.role not in step.roles:
        raise BadInput(
            Text("{role} has no part in {step}; it is a step of {roles}",
                 role=Text(ROLES[taken.role]), step=step.key, roles=role_words(step.roles))
        )  # fmt: skip
    _judge_day(desk, request, taken.day)
    _judge_order(found, step, taken.day)


def _judge_day(desk: Desk, request: Request, day: date) -> None:
    if day > desk.today:
        raise BadInput(Text("{day} lies in the future; today is {today}", day=day, today=desk.today))
    if day < request.letter.dated:
        raise BadInput(
            Text("{day} is before the letter's own date, {dated}", day=day, dated=request.letter.dated)
        )


def _judge_order(found: Progress, step: Step, day: date) -> None:
    """Refuse what makes no sense: nobody signs a letter before it was drafted."""
    needed = [one for one in found.earlier(step) if one.command]
    if needed:
        raise Refused(
            Text("{step} comes after {needed}, which was not done yet: run {command}",
                 step=step.key, needed=needed[-1].key, command=needed[-1].command)
        )  # fmt: skip
    done = [one for one in found.before(step) if one.command and found.is_done(one)]
    acts = found.acts(done[-1]) if done else ()
    if acts and day < acts[-1].day:
        raise BadInput(
            Text("{day} is before {step} was done, on {done}", day=day, step=done[-1].key, done=acts[-1].day)
        )


def _body(desk: Desk, step: Step, taken: Taken) -> dict[str, str]:
    scan = look_at(taken.evidence, desk.site.folder) if taken.evidence else None
    if scan:
        scan.keep()
    body = {"step": step.key, "role": taken.role.value, "date": taken.day.isoformat(),
            "evidence": scan.digest if scan else "", "note": taken.note}  # fmt: skip
    return {**body, "to": taken.to.value} if taken.to else body


def _same(found: Progress, step: Step, taken: Taken, body: dict[str, str]) -> bool:
    """Tell whether exactly this was recorded before. Raises Refused where other data were."""
    before: Sequence[Act] = [act for act in found.acts(step) if act.role is taken.role]
    if not before:
        return False
    if before[0].event.body == body:
        return True
    if taken.corrects:
        return False
    raise Refused(
        Text("{step} by {role} is already recorded for {day}, by {actor}, with other data; to replace it, add --correct",
             step=step.key, role=Text(ROLES[taken.role]), day=before[0].day, actor=before[0].event.actor)
    )  # fmt: skip


def _told(step: Step) -> Text:
    return Text("{step} ({roles})", step=step.key, roles=role_words(step.roles))
