"""`provision show`: all about a name, an address or a request."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from provision.cli.words import Command
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.inquiry import Known
    from provision.model.grant import Grant

STATES = {"active": msg("active"), "suspended": msg("suspended"), "ended": msg("ended")}
LAST = 8


@click.command(
    cls=Command,
    help=msg(
        "Tell who holds a name or an address, by which letters, what is wanted, what is seen, and what changed last.\n\n"
        "\b\nExamples:\n  provision show dinkes\n  provision show 103.147.10.80\n  provision show SUB-2026-0001"
    ),
)
@click.argument("what", metavar="NAME|IP|REQUEST")
@click.pass_obj
def show(office: "CliOffice", what: str) -> None:
    from provision.flow.inquiry import inquire

    with office.desk() as desk, office.busy(Text("Looking")):
        known = inquire(desk, what)
    if office.output == "json":
        office.print_json([one.to_json(office.lang) for one in known])
        return
    for one in known:
        _page(office, one)


def _page(office: "CliOffice", known: "Known") -> None:
    from provision.cli.ledger import HAPPENED
    from provision.cli.report import print_findings
    from provision.cli.request_page import status_word
    from provision.flow.inquiry import seen

    if known.grant:
        _holder(office, known.grant)
    else:
        office.print(Text("Not granted yet"))
    _section(
        office,
        Text("Letters"),
        [
            Text("{id}  {number} of {dated}, “{subject}”: {status}", id=request.id, number=request.letter.number,
                 dated=request.letter.dated, subject=request.letter.subject, status=status_word(status))
            for request, status in known.requests
        ],
    )  # fmt: skip
    if known.survey:
        _section(office, Text("Wanted"), [str(rrset) for rrset in known.survey.surveyed[0].wanted.rrsets])
        _section(office, Text("Seen"), [str(rrset) for rrset in seen(known.survey)])
        _section(office, Text("Findings"), [])
        print_findings(office, known.survey.findings)
    changes = [
        Text(
            "{at}  {what} ({actor})",
            at=f"{event.at:%Y-%m-%d %H:%M}",
            what=Text(HAPPENED[event.kind]),
            actor=event.actor,
        )
        for event in known.events[-LAST:]
    ]
    _section(office, Text("Last events"), changes)


def _holder(office: "CliOffice", grant: "Grant") -> None:
    agency = office.site.agencies.get(grant.agency)
    office.print(office.styled(grant.object, "bold"))
    office.print(Text("Holder: {agency}", agency=agency.name if agency else grant.agency))
    office.print(Text("State: {state}, since {since}", state=Text(STATES[grant.state]), since=grant.since))


def _section(office: "CliOffice", title: Text, lines: "Sequence[Text | str]") -> None:
    office.print(office.styled(office.words(title), "bold"))
    for line in lines:
        office.print("  " + (office.words(line) if isinstance(line, Text) else line))
