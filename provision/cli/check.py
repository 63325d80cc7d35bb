"""`provision check` and `plan`: the steps that change nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from provision.cli.asked import accept, all_open, desk_of, ended, render_option, requests_argument
from provision.cli.codes import FINDINGS
from provision.cli.words import Command, Option
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.model.finding import Finding


@click.command(
    cls=Command,
    help=msg(
        "Check what a request asks for: its name, addresses and name servers, against the live zone, the ledger and "
        "the Internet. Nothing is changed. Ends with 3 where something blocks.\n\n"
        "\b\nExamples:\n  provision check dinkes\n  provision check SUB-2026-0001 --output json"
    ),
)
@requests_argument
@all_open
@accept
@click.pass_context
def check(ctx: click.Context, requests: Sequence[str], all_open: bool, accept_dependents: bool) -> None:
    from provision.cli.report import print_survey
    from provision.flow.check import check as run

    office = ctx.obj
    with desk_of(office, requests, every=all_open) as (desk, asked), office.busy(Text("Checking")):
        found = run(desk, asked, accept_dependents=accept_dependents, tell=office.say)
    print_survey(office, found, changes=False)
    blocked = found.reasons(office.site)
    office.say(verdict(blocked))
    ctx.exit(FINDINGS if blocked else 0)


def verdict(blocked: "Sequence[Finding]") -> Text:
    """Return what a check comes to."""
    if blocked:
        return Text("{count} reasons stand in the way: the letter is to be returned", count=len(blocked))
    return Text("Nothing stands in the way")


@click.command(
    cls=Command,
    help=msg(
        "Show what would change for a request, record by record. Nothing is changed; apply then does this and nothing "
        "else. With --render the plan is written down for a person: a script for nsupdate, or a change sheet for a web "
        "panel.\n\n\b\nExamples:\n  provision plan dinkes\n  provision plan SUB-2026-0001 --output json > plan.json\n"
        "  provision plan dinkes --render cpanel\n  provision plan dinkes --render nsupdate > dinkes.nsupdate"
    ),
)
@requests_argument
@all_open
@ended
@accept
@render_option
@click.option(
    "--exit-code", cls=Option, is_flag=True, help=msg("End with 3 where there is something to change.")
)
@click.pass_context
def plan(
    ctx: click.Context,
    requests: Sequence[str],
    *,
    all_open: bool,
    ended: bool,
    accept_dependents: bool,
    render: str | None,
    exit_code: bool,
) -> None:
    from provision.cli.report import print_plans
    from provision.flow.fulfil import fresh_pairs
    from provision.flow.fulfil import plan as run

    office = ctx.obj
    with (
        desk_of(office, requests, every=all_open, ended=ended) as (desk, asked),
        office.busy(Text("Checking")),
    ):
        found, made = run(desk, asked, accept_dependents=accept_dependents)
    if render:
        from provision.cli.byhand import print_byhand

        print_byhand(office, render, made, found, again="apply")
    else:
        print_plans(office, made, fresh_pairs(found))
    ctx.exit(FINDINGS if exit_code and any(made) else 0)
