"""`provision request disposisi|step`: the steps of people who never type, written down for them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provision.cli.words import Command, Option
from provision.i18n import Text, msg
from provision.model.playbook import Role

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.progress import Progress
    from provision.flow.step import Recorded, Taken
    from provision.model.playbook import Step
    from provision.model.request import Request

ROLE = click.Choice([role.value for role in Role])
OPTIONS = (
    click.option("--by", cls=Option, type=ROLE, help=msg("The role that acted; needed where several take the step.")),
    click.option("--date", "day", cls=Option, required=True, help=msg("The day it was done, as 2026-11-24 or 24 November 2026.")),
    click.option("--evidence", cls=Option, type=click.Path(path_type=Path),
                 help=msg("A scan that shows it (PDF, JPEG or PNG); a copy is kept.")),
    click.option("--note", cls=Option, default="", help=msg("What else is to be remembered, in a line.")),
    click.option("--correct", cls=Option, is_flag=True, help=msg("Replace what was recorded before; both stay in the log.")),
)  # fmt: skip


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command(
    cls=Command,
    help=msg(
        "Record that a letter was passed on: by the head to the division, by the head of division to the Prakom. "
        "The working days begin with the last of these. Recording the same twice makes nothing.\n\n\b\nExamples:\n"
        "  provision request disposisi dinkes --by head --date 2026-11-24\n"
        "  provision request disposisi dinkes --by division_head --date 2026-11-24 --evidence lembar.pdf"
    ),
    short_help=msg("Record that a letter was passed on."),
)
@click.argument("request")
@_options
@click.option("--to", cls=Option, type=ROLE, help=msg("The role that the letter was passed to."))
@click.pass_obj
def disposisi(office: "CliOffice", /, request: str, **typed: Any) -> None:
    """Record a disposition."""
    from provision.flow.step import disposition

    role = Role(typed["by"]) if typed["by"] else None
    _record(office, request, lambda found: disposition(found, role), typed)


@click.command(
    cls=Command,
    help=msg(
        "Record a step that a person took outside this program: dispose, assign, initial, sign, send. The log keeps "
        "who acted and who recorded it. Recording the same twice makes nothing.\n\n\b\nExamples:\n"
        "  provision request step dinkes initial --by secretary --date 2026-11-24\n"
        "  provision request step dinkes sign --by head --date 2026-11-25 --evidence surat.pdf"
    ),
    short_help=msg("Record a step that a person took."),
)
@click.argument("request")
@click.argument("step")
@_options
@click.pass_obj
def step(office: "CliOffice", /, request: str, step: str, **typed: Any) -> None:
    """Record a step."""
    _record(office, request, lambda found: found.playbook.step(step), typed)


def _record(
    office: "CliOffice", word: str, which: "Callable[[Progress], Step]", typed: dict[str, Any]
) -> None:
    from provision.flow.step import record_step
    from provision.flow.turn import progress, turn

    with office.desk() as desk:
        request = desk.ledger.find(word)
        one = which(progress(desk, request))
        done = record_step(desk, request, one.key, _taken(one, typed))
        following = turn(desk.site, progress(desk, request), desk.today)
    _tell(office, request, done)
    if following:
        office.say(following.words(office.lang))
    if office.output == "json":
        body = done.event.body if done.event else None
        following_json = following.to_json(office.lang) if following else None
        office.print_json({"request": str(request.id), "step": one.key, "new": bool(done.event),
                           "recorded": body, "next": following_json})  # fmt: skip


def _taken(one: "Step", typed: dict[str, Any]) -> "Taken":
    from provision.flow.step import Taken, only_role
    from provision.flow.written_day import written_day
    from provision.names import line

    return Taken(
        role=Role(typed["by"]) if typed["by"] else only_role(one),
        day=written_day(typed["day"]),
        evidence=typed["evidence"],
        note=line(typed["note"]) if typed["note"] else "",
        to=Role(typed["to"]) if typed.get("to") else None,
        corrects=typed["correct"],
    )


def _tell(office: "CliOffice", request: "Request", done: "Recorded") -> None:
    title = done.step.title.to(office.lang)
    if done.event is None:
        office.say(
            Text("Already recorded for {request}: {step}; nothing was made", request=request.id, step=title)
        )
        return
    office.say(Text("Recorded for {request}: {step}", request=request.id, step=title))
    if done.missing:
        steps = [step.key for step in done.missing]
        office.say(
            Text("Not recorded before it: {steps}; record them with: provision request step", steps=steps)
        )
