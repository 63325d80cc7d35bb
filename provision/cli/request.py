"""`provision request`: record the letters that came in, and look at them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provision.cli.letter_fields import as_document, letter_fields
from provision.cli.words import Group, Option
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.draft import Draft

HEADERS = (
    msg("Request"),
    msg("Letter asks for"),
    msg("Object"),
    msg("Agency"),
    msg("Status"),
    msg("Received"),
)
FILE = click.Path(dir_okay=False, path_type=Path)
STEP = "provision.cli.step"
# The commands of this group that live in files of their own.
ELSEWHERE = {
    "show": ("provision.cli.request_show", msg("Show a request and its course, its steps and its last day.")),
    "inbox": ("provision.cli.inbox", msg("Tell what waits for you.")),
    "disposisi": (STEP, msg("Record that a letter was passed on.")),
    "step": (STEP, msg("Record a step that a person took.")),
    "confirm": ("provision.cli.on_call", msg("Confirm what was done on call.")),
    "amend": ("provision.cli.amend", msg("Correct an open request; what it was stays on record.")),
    "scan": ("provision.cli.amend", msg("Keep the scan of a request's letter.")),
    "hold": ("provision.cli.halt", msg("Let a request wait.")),
    "release": ("provision.cli.halt", msg("Let a held request go on.")),
    "cancel": ("provision.cli.halt", msg("Close a request that nobody wants any more.")),
}


@click.group(
    cls=Group,
    lazy=ELSEWHERE,
    help=msg(
        "Record letters that came in, and look at them.\n\n\b\nExamples:\n"
        "  provision request new subdomain\n"
        "  provision request list"
    ),
)
def request() -> None:
    """Group the commands about requests."""


@request.command(
    help=msg(
        "Record a letter; without options, each field is asked for.\n\n\b\nExamples:\n"
        "  provision request new subdomain\n"
        "  provision request new subdomain --agency dinkes --number 500.12/015/2026 --date 2026-11-24 \\\n"
        '    --subject "Permohonan subdomain" --name dinkes --ip 103.94.10.5 --ns office\n'
        "  provision request new subdomain --action change --agency dinkes --number 500.12/031/2026 \\\n"
        '    --date "24 November 2026" --subject "Perubahan IP" --name dinkes --ip 103.94.10.6'
    )
)
@click.argument("service")
@letter_fields
@click.pass_obj
def new(office: "CliOffice", /, service: str, **typed: Any) -> None:
    """Record one letter."""
    from provision.cli.dialogue import ask
    from provision.config.document import Document
    from provision.flow.border import Border
    from provision.flow.intake import OPTIONS, read_draft
    from provision.services.registry import service as known

    border = Border.at(office.site, office.clock)
    answers = {"service": known(service).name, **as_document(typed)}
    if answers.keys() <= {"service", "action"}:
        answers = ask(answers, border, office)
    _record(office, [read_draft(Document.typed(answers, OPTIONS), border)])


@request.command(
    help=msg(
        "Write a form to fill in, for `request import`.\n\n\b\nExample:\n"
        "  provision request template subdomain --output-file dinkes.yaml"
    )
)
@click.argument("service")
@click.option(
    "--output-file", cls=Option, type=FILE, help=msg("Write it into a new file instead of the screen.")
)
@click.pass_obj
def template(office: "CliOffice", service: str, output_file: Path | None) -> None:
    """Write the form."""
    from provision.flow.intake import template as form

    text = form(service, office.lang)
    if output_file is None:
        click.echo(text, nl=False)
        return
    with output_file.open("x", encoding="utf-8") as file:
        file.write(text)
    office.say(Text("The form is in {path}", path=output_file))


@request.command(
    "import",
    help=msg(
        "Record the letters in YAML or JSON files; none where one field of one is wrong.\n\n"
        "A letter that was recorded before makes nothing.\n\n\b\nExample:\n"
        "  provision request import dinkes.yaml disdik.json"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.pass_obj
def import_files(office: "CliOffice", files: Sequence[Path]) -> None:
    """Record what files hold."""
    from provision.config.document import read_document
    from provision.flow.border import Border
    from provision.flow.intake import read_drafts

    border = Border.at(office.site, office.clock)
    drafts = [
        draft
        for path in files
        for draft in read_drafts(read_document(path), replace(border, folder=path.parent))
    ]
    _record(office, drafts)


def _record(office: "CliOffice", drafts: "Sequence[Draft]") -> None:
    from provision.flow.recording import register_all
    from provision.flow.roles import CLERKS, need

    need(office.site, office.actor, office.site.day(office.clock.now()), CLERKS)
    with office.ledger() as ledger:
        done = register_all(ledger, drafts, office.actor, office.clock)
    for made, is_new in done:
        told = msg("Recorded {id}: {object}, {agency}, letter {number}")
        if not is_new:
            told = msg("Already recorded as {id}: {object}, {agency}, letter {number}; nothing was made")
        agency, number = made.agency, made.letter.number
        office.say(Text(told, id=made.id, object=made.object, agency=agency, number=number))
    if office.output == "json":
        office.print_json([{**made.to_json(), "new": is_new} for made, is_new in done])
    else:
        for made, _ in done:
            office.print(str(made.id))


@request.command(
    "list",
    help=msg(
        "List the requests, the oldest first.\n\n\b\nExamples:\n"
        "  provision request list\n"
        "  provision request list --open --output json"
    ),
)
@click.option("--open", "only_open", cls=Option, is_flag=True, help=msg("Only those that await an answer."))
@click.pass_obj
def list_requests(office: "CliOffice", only_open: bool) -> None:
    """Print every request."""
    from provision.cli.request_page import action_word, status_word

    with office.ledger() as ledger:
        rows = [(one, status) for one, status in ledger.requests() if status.is_open or not only_open]
    if office.output == "json":
        office.print_json([{**one.to_json(), "status": status.value} for one, status in rows])
    elif rows:
        office.table(
            [Text(header) for header in HEADERS],
            [
                (one.id, action_word(one), one.object, one.agency, status_word(status), one.letter.received)
                for one, status in rows
            ],
        )
    elif only_open:
        office.say(Text("No request awaits an answer"))
    else:
        office.say(Text("No requests yet; record one with: provision request new subdomain"))
