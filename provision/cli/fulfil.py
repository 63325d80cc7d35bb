"""`provision fulfil`: the steps of a request in turn, with one question before anything is changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from provision.cli.codes import FINDINGS, NOT_VERIFIED
from provision.cli.drafted import draft_letters, letters_json
from provision.cli.steps import (
    accept,
    confirm,
    desk_of,
    say_applied,
    verdict,
    verified,
    yes,
)
from provision.cli.words import Command
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.engine.survey import Survey
    from provision.flow.answer import Drafted
    from provision.flow.desk import Desk
    from provision.model.request import Request


@click.command(
    cls=Command,
    help=msg(
        "Run a request through its steps: check, plan, apply, verify, and draft the letter, with one question before "
        "anything is changed. Where the check blocks, the letter that returns it is drafted and it ends with 3.\n\n"
        "\b\nExamples:\n  provision fulfil dinkes\n  provision fulfil SUB-2026-0001 --yes"
    ),
)
@click.argument("request")
@accept
@yes
@click.pass_context
def fulfil(ctx: click.Context, request: str, accept_dependents: bool, yes: bool) -> None:
    from provision.flow.check import check
    from provision.flow.fulfil import apply
    from provision.flow.halt import refuse_halted

    office = ctx.obj
    with desk_of(office, [request]) as (desk, asked):
        refuse_halted(desk, asked)
        with office.busy(Text("Checking")):
            found = check(desk, asked, accept_dependents=accept_dependents)
        _show(office, found, changes=False)
        blocked = found.reasons(office.site)
        office.say(verdict(blocked))
        if not blocked:
            say_applied(
                office, apply(desk, asked, confirm(office, yes=yes), accept_dependents=accept_dependents)
            )
            found, good = verified(office, desk, asked)
            if found.findings:
                _show(office, found, changes=True)
            if not good:
                ctx.exit(NOT_VERIFIED)
        letters = _answer(office, desk, asked)
    if office.output == "json":
        office.print_json(_json(office, found, letters))
    ctx.exit(FINDINGS if blocked else 0)


def _show(office: "CliOffice", found: "Survey", *, changes: bool) -> None:
    from provision.cli.report import print_survey

    if office.output == "text":
        print_survey(office, found, changes=changes)


def _answer(office: "CliOffice", desk: "Desk", asked: "Sequence[Request]") -> "Sequence[Drafted]":
    """Draft the letter, unless the request has its answer: repeating the command makes nothing twice."""
    from provision.model.event import Status

    if desk.ledger.status(asked[0].id) in {Status.ANSWERED, Status.RETURNED}:
        office.say(Text("The letter was drafted before; provision letter draft {request} writes a new version",
                        request=asked[0].id))  # fmt: skip
        return ()
    return draft_letters(office, desk, asked)


def _json(office: "CliOffice", found: "Survey", letters: "Sequence[Drafted]") -> dict[str, Any]:
    from provision.flow.check import report_of

    [letter] = found.letters
    return {"report": report_of(*letter).to_json(office.lang), "letters": letters_json(letters)}
