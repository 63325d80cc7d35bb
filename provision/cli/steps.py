"""The steps of a request, one command each: check, plan, apply, verify, undo."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from provision.cli.codes import FINDINGS, NOT_VERIFIED
from provision.cli.on_call import tell_on_call
from provision.cli.words import Command, Option
from provision.errors import BadInput
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.engine.survey import Survey
    from provision.flow.desk import Desk
    from provision.model.finding import Finding
    from provision.model.plan import Plan
    from provision.model.request import Request

requests_argument = click.argument("requests", nargs=-1, metavar="REQUEST...")
accept = click.option(
    "--accept-dependents",
    cls=Option,
    is_flag=True,
    help=msg("Go on although other names or records depend on the name; they are listed and recorded."),
)
all_open = click.option("--all-open", cls=Option, is_flag=True, help=msg("Take every request that is open."))
ended = click.option(
    "--ended",
    cls=Option,
    is_flag=True,
    help=msg("Take every grant whose last day is over, to end it; for cron with --yes."),
)
yes = click.option("--yes", cls=Option, is_flag=True, help=msg("Say yes to the plan beforehand."))


@contextmanager
def desk_of(
    office: "CliOffice", words: Sequence[str], *, every: bool = False, ended: bool = False
) -> Iterator[tuple["Desk", list["Request"]]]:
    """Open the desk and find the requests that were named."""
    with office.desk() as desk:
        asked = [desk.ledger.find(word) for word in words]
        if every:
            asked += [request for request in _at_work(office, desk) if request not in asked]
        if ended:
            from provision.flow.propose import over

            asked += over(desk)
        if not asked and not every and not ended:
            raise BadInput(
                Text("Name a request: its id, the end of its number, or its object; or use --all-open")
            )
        yield desk, list({request.id: request for request in asked}.values())


def _at_work(office: "CliOffice", desk: "Desk") -> list["Request"]:
    """Return the open requests that nobody holds, and say which are left out."""
    from provision.model.event import Status

    held = {request.id for request in desk.ledger.standing_at(Status.HELD)}
    if held:
        office.say(Text("Held, and left out: {requests}", requests=sorted(str(one) for one in held)))
    return [request for request in desk.ledger.open_requests() if request.id not in held]


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
        "else.\n\n\b\nExamples:\n  provision plan dinkes\n  provision plan SUB-2026-0001 --output json > plan.json"
    ),
)
@requests_argument
@all_open
@ended
@accept
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
    exit_code: bool,
) -> None:
    from provision.cli.report import print_plans
    from provision.flow.fulfil import plan as run

    office = ctx.obj
    with (
        desk_of(office, requests, every=all_open, ended=ended) as (desk, asked),
        office.busy(Text("Checking")),
    ):
        _, made = run(desk, asked, accept_dependents=accept_dependents)
    print_plans(office, made)
    ctx.exit(FINDINGS if exit_code and any(made) else 0)


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
    from provision.flow.fulfil import apply as run

    office = ctx.obj
    with desk_of(office, requests, every=all_open, ended=ended) as (desk, asked):
        made = run(desk, asked, confirm(office, yes=yes), accept_dependents=accept_dependents)
        tell_on_call(office, desk, asked)
    print_applied(office, made)


def confirm(office: "CliOffice", *, yes: bool) -> "Callable[[Sequence[Plan]], bool]":
    """Return what shows a plan and asks; without a terminal only --yes says yes."""
    from provision.cli.report import print_plans

    def ask(plans: "Sequence[Plan]") -> bool:
        if office.output == "text":
            print_plans(office, plans)
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
        "Tell whether the world shows what a request was granted: every server of the parent zone, a resolver, and "
        "the agency's own name servers. Waits for secondaries. Ends with 5 where it does not.\n\n"
        "A request for which servers that follow by themselves are all that is missing is pending. With --pending, for "
        "cron, these are looked at again: silent and 0 while they are within the site's time.\n\n"
        "\b\nExamples:\n  provision verify dinkes\n  provision verify --pending"
    ),
)
@requests_argument
@click.option(
    "--pending",
    "look_again",
    cls=Option,
    is_flag=True,
    help=msg("Look once at every pending request, and wait for none."),
)
@click.pass_context
def verify(ctx: click.Context, requests: Sequence[str], look_again: bool) -> None:
    from provision.cli.pending import follow_up
    from provision.cli.report import print_survey

    office = ctx.obj
    if look_again:
        ctx.exit(follow_up(office, requests))
    with desk_of(office, requests) as (desk, asked):
        found, good = verified(office, desk, asked)
    print_survey(office, found)
    office.say(outcome(desk, found))
    ctx.exit(0 if good else NOT_VERIFIED)


def outcome(desk: "Desk", found: "Survey") -> Text:
    """Return what a verification comes to."""
    from provision.flow.verify import behind, passed, pending

    if passed(desk, found.findings):
        return Text("Verified: the world shows it")
    if pending(desk, found.findings):
        waited = {finding.why.to("en"): finding.why for finding in behind(desk, found)}
        return Text(
            "Pending: it was carried out, and is not told everywhere yet ({why}). No letter says that it was done before it "
            "is; provision verify --pending looks again",
            why=list(waited.values()),
        )
    return Text("Not verified: see above")


def verified(office: "CliOffice", desk: "Desk", asked: "Sequence[Request]") -> "tuple[Survey, bool]":
    """Verify, telling what is waited for."""
    from provision.flow.verify import passed
    from provision.flow.verify import verify as run

    with office.busy(Text("Verifying")):
        found = run(desk, asked, lambda finding: office.say(finding.why))
    return found, passed(desk, found.findings)


@click.command(
    cls=Command,
    help=msg(
        "Go back to the grants before a request: plan the way back, ask, carry it out. Refused where a later request "
        "touched the same grant.\n\n\b\nExample:\n  provision undo SUB-2026-0001"
    ),
)
@click.argument("request")
@accept
@yes
@click.pass_obj
def undo(office: "CliOffice", request: str, accept_dependents: bool, yes: bool) -> None:
    from provision.flow.undo import undo as run

    with desk_of(office, [request]) as (desk, asked):
        made = run(desk, asked[0], confirm(office, yes=yes), accept_dependents=accept_dependents)
        tell_on_call(office, desk, asked)
    print_applied(office, made)
