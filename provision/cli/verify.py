"""`provision verify`: whether the world shows what was granted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from provision.cli.asked import desk_of, requests_argument
from provision.cli.codes import NOT_VERIFIED
from provision.cli.words import Command, Option
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.engine.surveyed import Survey
    from provision.flow.desk import Desk
    from provision.model.finding import Finding
    from provision.model.request import Request


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

    said: set[str] = set()

    def waiting(finding: "Finding") -> None:
        """Tell what is waited for, once: it is looked for every second."""
        told = office.words(finding.why)
        if told not in said:
            office.say(finding.why)
        said.add(told)

    with office.busy(Text("Verifying")):
        found = run(desk, asked, waiting, office.say)
    return found, passed(desk, found.findings)
