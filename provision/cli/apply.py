"""`provision apply` and `undo`: a plan shown, agreed to, and carried out, there and back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from provision.cli.asked import accept, all_open, desk_of, ended, render_option, requests_argument, yes
from provision.cli.on_call import tell_on_call
from provision.cli.words import Command
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.errors import Refused
    from provision.model.plan import Plan
    from provision.services.service import Pair


@click.command(
    cls=Command,
    help=msg(
        "Carry out the plan of a request: survey again, ask, write under guards, read again, and enter the grant into "
        "the ledger. Refused where the world no longer gives the plan that was shown. Repeating it is safe.\n\n"
        "\b\nExamples:\n  provision apply dinkes\n  provision apply --all-open --yes\n  provision apply --ended --yes"
    ),
)
@requests_argument
@all_open
@ended
@accept
@yes
@click.pass_context
def apply(
    ctx: click.Context,
    requests: Sequence[str],
    *,
    all_open: bool,
    ended: bool,
    accept_dependents: bool,
    yes: bool,
) -> None:
    from provision.flow.ending import end
    from provision.flow.fulfil import apply as run

    office = ctx.obj
    left: Sequence[Refused] = []
    with desk_of(office, requests, every=all_open, ended=ended) as (desk, asked):
        agree = confirm(office, yes=yes)
        if ended:
            made, left = end(desk, asked, agree, accept_dependents=accept_dependents)
        else:
            made = run(desk, asked, agree, accept_dependents=accept_dependents)
        tell_on_call(office, desk, asked)
    if asked or not ended:  # cron asks every night, and most nights nothing ends
        print_applied(office, made)
    for refused in left:
        office.say(refused.text)
    if left:
        ctx.exit(left[0].exit_code)


def confirm(office: "CliOffice", *, yes: bool) -> "Callable[[Sequence[Plan], Sequence[Pair]], bool]":
    """Return what shows a plan and asks; without a terminal only --yes says yes."""
    from provision.cli.report import print_plans

    def ask(plans: "Sequence[Plan]", pairs: "Sequence[Pair]") -> bool:
        if office.output == "text":
            print_plans(office, plans, pairs)
        return yes or (office.interactive and office.agrees(Text("Carry this out?")))

    return ask


def print_applied(office: "CliOffice", made: "Sequence[Plan]") -> None:
    """Print what was carried out."""
    if office.output == "json":
        office.print_json([plan.to_json() for plan in made])
    say_applied(office, made)


def say_applied(office: "CliOffice", made: "Sequence[Plan]") -> None:
    """Say how much was carried out."""
    count = sum(len(plan.changes) for plan in made)
    office.say(Text("Done: {count} record sets changed, read back, and as wanted", count=count))


@click.command(
    cls=Command,
    help=msg(
        "Go back to the grants before a request: plan the way back, ask, carry it out. Refused where a later request "
        "touched the same grant. With --render the way back is written down for a person, and nothing is changed.\n\n"
        "\b\nExamples:\n  provision undo SUB-2026-0001\n  provision undo SUB-2026-0001 --render cpanel"
    ),
)
@click.argument("request")
@accept
@yes
@render_option
@click.pass_obj
def undo(
    office: "CliOffice", request: str, *, accept_dependents: bool, yes: bool, render: str | None
) -> None:
    from provision.flow.undo import plan_back
    from provision.flow.undo import undo as run

    if render:
        from provision.cli.byhand import print_byhand

        with desk_of(office, [request]) as (desk, asked):
            found, made = plan_back(desk, asked[0], accept_dependents=accept_dependents)
        print_byhand(office, render, made, found, again="undo")
        return
    with desk_of(office, [request]) as (desk, asked):
        made = run(desk, asked[0], confirm(office, yes=yes), accept_dependents=accept_dependents)
        tell_on_call(office, desk, asked)
    print_applied(office, made)
