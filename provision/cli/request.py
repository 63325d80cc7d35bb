"""`provision request`: record the letters that came in, and look at them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provision.cli.words import Group, Option
from provision.i18n import Text, msg
from provision.model.request import Action

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.intake import Draft
    from provision.model.request import Request

HEADERS = (msg("Request"), msg("Service"), msg("Object"), msg("Agency"), msg("Status"), msg("Received"))
FILE = click.Path(dir_okay=False, path_type=Path)

Decorator = Callable[[Callable[..., None]], Callable[..., None]]


@click.group(
    cls=Group,
    help=msg(
        "Record letters that came in, and look at them.\n\n\b\nExample:\n"
        "  provision request new subdomain\n"
        "  provision request list"
    ),
)
def request() -> None:
    """Group the commands about requests."""


def _fields(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that a letter's fields have."""
    for option in reversed(FIELDS):
        command = option(command)
    return command


FIELDS: Sequence[Decorator] = (
    click.option(
        "--action",
        cls=Option,
        type=click.Choice([action.value for action in Action]),
        help=msg("What the letter asks for; otherwise new."),
    ),
    click.option("--agency", cls=Option, help=msg("The agency that wrote: its key or official name.")),
    click.option("--number", cls=Option, help=msg("The letter's number.")),
    click.option(
        "--date", "date", cls=Option, help=msg("The letter's date, as 2026-11-24 or 24 November 2026.")
    ),
    click.option("--subject", cls=Option, help=msg("The letter's subject.")),
    click.option("--received", cls=Option, help=msg("The day it was received; otherwise today.")),
    click.option("--name", cls=Option, help=msg("The subdomain, as dinkes or its full name.")),
    click.option("--ip", "ips", cls=Option, multiple=True, help=msg("A public IP address; may be repeated.")),
    click.option(
        "--ns",
        cls=Option,
        multiple=True,
        help=msg(
            "A name server, NAME or NAME/IP; may be repeated; or the word office, or zone for a zone of its own there."
        ),
    ),
    click.option("--www/--no-www", cls=Option, default=None, help=msg("Whether www.NAME is used too.")),
    click.option(
        "--record",
        "records",
        cls=Option,
        multiple=True,
        metavar='"LABEL TYPE VALUE"',
        help=msg("A further record (TXT, MX, CNAME), @ for the subdomain itself; may be repeated."),
    ),
    click.option(
        "--until", cls=Option, help=msg("The last day: of a name for an event, or of the old name.")
    ),
    click.option("--to", cls=Option, help=msg("For rename: the new name.")),
    click.option("--receiver", cls=Option, help=msg("For handover: the agency that gets the name.")),
    click.option(
        "--reduces",
        cls=Option,
        is_flag=True,
        default=None,
        help=msg("For change: the letter says expressly that less shall be left than there is."),
    ),
    click.option("--purpose", cls=Option, help=msg("What it is for.")),
)


@request.command(
    help=msg(
        "Record a letter; without options, each field is asked for.\n\n\b\nExample:\n"
        "  provision request new subdomain\n"
        "  provision request new subdomain --agency dinkes --number 500.12/015/2026 --date 2026-11-24 \\\n"
        '    --subject "Permohonan subdomain" --name dinkes --ip 103.94.10.5 --ns office\n'
        "  provision request new subdomain --action change --agency dinkes --number 500.12/031/2026 \\\n"
        '    --date "24 November 2026" --subject "Perubahan IP" --name dinkes --ip 103.94.10.6'
    )
)
@click.argument("service")
@_fields
@click.pass_obj
def new(office: "CliOffice", /, service: str, **typed: Any) -> None:
    """Record one letter."""
    from provision.cli.dialogue import ask
    from provision.config.document import Document
    from provision.flow.form import Border
    from provision.flow.intake import OPTIONS, read_draft
    from provision.services.registry import service as known

    border = Border.at(office.site, office.clock)
    answers = {"service": known(service).name, **_as_document(typed)}
    if answers.keys() <= {"service", "action"}:
        answers = ask(answers, border, office)
    _record(office, [read_draft(Document.typed(answers, OPTIONS), border)])


def _as_document(typed: dict[str, Any]) -> dict[str, Any]:
    """Return the options as the form has them: scalars as text, those of the letter below it."""
    given = {key: list(value) if isinstance(value, tuple) else value for key, value in typed.items()}
    given = {key: value for key, value in given.items() if value is not None and value != []}
    letter = {key: given.pop(key) for key in ("number", "date", "subject", "received") if key in given}
    return {**given, "letter": letter} if letter else given


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
    from provision.flow.form import Border
    from provision.flow.intake import read_drafts

    border = Border.at(office.site, office.clock)
    _record(office, [draft for path in files for draft in read_drafts(read_document(path), border)])


def _record(office: "CliOffice", drafts: "Sequence[Draft]") -> None:
    from provision.flow.intake import register_all

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
        "List the requests, the oldest first.\n\n\b\nExample:\n"
        "  provision request list\n"
        "  provision request list --open --output json"
    ),
)
@click.option("--open", "only_open", cls=Option, is_flag=True, help=msg("Only those that await an answer."))
@click.pass_obj
def list_requests(office: "CliOffice", only_open: bool) -> None:
    """Print every request."""
    from provision.cli.request_page import status_word

    with office.ledger() as ledger:
        rows = [(one, status) for one, status in ledger.requests() if status.is_open or not only_open]
    if office.output == "json":
        office.print_json([{**one.to_json(), "status": status.value} for one, status in rows])
    elif rows:
        office.table(
            [Text(header) for header in HEADERS],
            [
                (one.id, one.service, one.object, one.agency, status_word(status), one.letter.received)
                for one, status in rows
            ],
        )
    else:
        office.say(Text("No requests yet; record one with: provision request new subdomain"))


@request.command(
    help=msg(
        "Show a request: what its letter asks for, and until when it is to be answered.\n\n\b\nExample:\n"
        "  provision request show dinkes\n"
        "  provision request show SUB-2026-0001 --output json"
    )
)
@click.argument("request")
@click.pass_obj
def show(office: "CliOffice", request: str) -> None:
    """Print one request."""
    from provision.cli.request_page import page, page_json
    from provision.cli.request_steps import steps, steps_json

    with office.ledger() as ledger:
        found: Request = ledger.find(request)
        status = ledger.status(found.id)
        events = ledger.events(str(found.id))
    told = (office.site, found, events, office.lang)
    if office.output == "json":
        office.print_json({**page_json(office.site, found, status, office.lang), "steps": steps_json(*told)})
        return
    for line in page(office.site, found, status):
        office.print(line)
    office.print(Text("Steps:"))
    for line in steps(*told):
        office.print(line)
