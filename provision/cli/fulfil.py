"""`provision fulfil`: the steps of a request in turn, with one question before anything is changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from provision.cli.apply import confirm, say_applied
from provision.cli.asked import accept, desk_of, yes
from provision.cli.check import verdict
from provision.cli.codes import FINDINGS, NOT_VERIFIED
from provision.cli.drafted import draft_letters, letters_json
from provision.cli.on_call import tell_on_call
from provision.cli.verify import outcome, verified
from provision.cli.words import Command
from provision.flow.progress import APPLY, CHECK, DRAFT
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.engine.surveyed import Survey
    from provision.flow.answer import Drafted
    from provision.flow.desk import Desk
    from provision.flow.turn import Turn
    from provision.model.request import Request


@click.command(
    cls=Command,
    help=msg(
        "Run a request through its steps: check, plan, apply, verify, and draft the letter, with one question before "
        "anything is changed. Where the check blocks, the letter that returns it is drafted and it ends with 3.\n\n"
        "Where the site lists users, it takes the steps that are yours and stops at one that is not, telling whose "
        "turn it is. That ends with 0, and with 4 where none of them was yours.\n\n"
        "\b\nExamples:\n  provision fulfil dinkes\n  provision fulfil SUB-2026-0001 --yes"
    ),
    short_help=msg("Check, plan, apply, verify and draft the letter, in turn."),
)
@click.argument("request")
@accept
@yes
@click.pass_context
def fulfil(ctx: click.Context, request: str, accept_dependents: bool, yes: bool) -> None:
    from provision.flow.halt import refuse_halted
    from provision.flow.turn import need_turn

    office = ctx.obj
    with desk_of(office, [request]) as (desk, asked):
        refuse_halted(desk, asked)
        job = _Job(office, desk, asked, yes=yes, accept_dependents=accept_dependents)
        stopped = next((command for command, take in STEPS if not take(job)), None)
        if job.is_unverified:
            ctx.exit(NOT_VERIFIED)
        if stopped and not job.took:
            need_turn(desk, asked, stopped)
        following = job.turn()
    if following and office.site.users:
        office.say(following.words(office.lang))
    if office.output == "json":
        office.print_json(_json(job, following))
    ctx.exit(FINDINGS if job.blocked else 0)


@dataclass(slots=True)
class _Job:
    """A request on its way, and what came of it so far."""

    office: "CliOffice"
    desk: "Desk"
    asked: "Sequence[Request]"
    yes: bool
    accept_dependents: bool
    took: bool = False
    found: "Survey | None" = None
    blocked: bool = False
    is_unverified: bool = False
    letters: "Sequence[Drafted]" = ()

    def takes(self, command: str) -> bool:
        """Tell whether a step is for whoever sits here, and remember that one was."""
        from provision.flow.turn import yours

        mine = bool(yours(self.desk, self.asked, command))
        self.took |= mine
        return mine

    def is_done(self, command: str) -> bool:
        """Tell whether somebody took a step before."""
        from provision.flow.turn import progress

        found = progress(self.desk, self.asked[0])
        return all(found.is_done(step) for step in found.playbook.steps_by(command))

    def turn(self) -> "Turn | None":
        """Return whom the request waits for now."""
        from provision.flow.turn import progress, turn

        return turn(self.desk.site, progress(self.desk, self.asked[0]), self.desk.today)


def _check(job: _Job) -> bool:
    """Check, where that is ours; tell whether to go on."""
    from provision.flow.check import check
    from provision.flow.turn import progress

    if not job.takes(CHECK):
        job.blocked = progress(job.desk, job.asked[0]).is_blocked
        return job.is_done(CHECK)
    with job.office.busy(Text("Checking")):
        job.found = check(job.desk, job.asked, accept_dependents=job.accept_dependents)
    _show(job.office, job.found, changes=False)
    reasons = job.found.reasons(job.office.site)
    job.office.say(verdict(reasons))
    job.blocked = bool(reasons)
    return True


def _activate(job: _Job) -> bool:
    """Apply and verify, where that is ours and nothing stands in the way; tell whether to go on."""
    from provision.flow.fulfil import apply

    if job.blocked:
        return True
    if not job.takes(APPLY):
        return job.is_done(APPLY)
    agree = confirm(job.office, yes=job.yes)
    say_applied(job.office, apply(job.desk, job.asked, agree, accept_dependents=job.accept_dependents))
    tell_on_call(job.office, job.desk, job.asked)
    job.found, good = verified(job.office, job.desk, job.asked)
    if job.found.findings:
        _show(job.office, job.found, changes=True)
    if not good:
        job.office.say(outcome(job.desk, job.found))
    job.is_unverified = not good
    return good


def _answer(job: _Job) -> bool:
    """Draft the letter, unless the request has its answer: repeating the command makes nothing twice."""
    from provision.model.event import Status

    request = job.asked[0].id
    if not job.takes(DRAFT):
        return job.desk.ledger.status(request) in {Status.ANSWERED, Status.RETURNED}
    if job.desk.ledger.status(request) in {Status.ANSWERED, Status.RETURNED}:
        job.office.say(Text("The letter was drafted before; provision letter draft {request} writes a new version",
                            request=request))  # fmt: skip
    else:
        job.letters = draft_letters(job.office, job.desk, job.asked)
    return True


# Each with the command that takes it alone; only a step whose roles are held is taken.
STEPS: Sequence[tuple[str, Callable[[_Job], bool]]] = (
    (CHECK, _check),
    (APPLY, _activate),
    (DRAFT, _answer),
)


def _show(office: "CliOffice", found: "Survey", *, changes: bool) -> None:
    from provision.cli.report import print_survey

    if office.output == "text":
        print_survey(office, found, changes=changes)


def _json(job: _Job, following: "Turn | None") -> dict[str, Any]:
    from provision.flow.check import report_of

    lang = job.office.lang
    reports = [report_of(*letter).to_json(lang) for letter in job.found.letters] if job.found else []
    return {
        "report": reports[0] if reports else None,
        "letters": letters_json(job.letters),
        "next": following.to_json(lang) if following else None,
    }
