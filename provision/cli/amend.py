"""`provision request amend` and `scan`: what was typed wrong, corrected; the letter's scan, added."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provision.cli.correction import correction_line
from provision.cli.halt import reason_option
from provision.cli.letter_fields import as_document, letter_fields
from provision.cli.words import Command
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice


@click.command(
    cls=Command,
    help=msg(
        "Correct an open request: name the fields that were typed wrong, and why. What they were stays on record, a plan "
        "that was shown is no longer valid, and the request is open again. An empty text takes a field away. Refused once "
        "the request was applied.\n\n"
        "\b\nExamples:\n"
        '  provision request amend dinkes --reason "Salah ketik" --ip 103.94.10.6\n'
        '  provision request amend 12 --reason "Nomor surat keliru" --number 500.12/016/2026'
    ),
    short_help=msg("Correct an open request; what it was stays on record."),
)
@click.argument("request")
@reason_option
@letter_fields
@click.pass_obj
def amend(office: "CliOffice", /, request: str, reason: str, **typed: Any) -> None:
    from provision.errors import BadInput
    from provision.flow.amend import amend as run

    answers = as_document(typed)
    if not answers:
        raise BadInput(Text("Name what to correct, as --ip or --number; see: provision request amend --help"))
    with office.desk() as desk:
        found = desk.ledger.find(request)
        made = run(desk, found, answers, reason)
    if office.output == "json":
        office.print_json({"request": str(found.id), "changes": [one.to_json() for one in made]})
        return
    for one in made:
        office.print(correction_line(one))
    if not made:
        office.say(Text("{request} says that already; nothing was changed", request=found.id))


@click.command(
    cls=Command,
    help=msg(
        "Keep the scan of a request's letter, a PDF, JPEG or PNG file, in the site's folder; at any time, and in the place "
        "of one that was kept before.\n\n"
        "\b\nExample:\n  provision request scan dinkes surat-015.pdf"
    ),
    short_help=msg("Keep the scan of a request's letter."),
)
@click.argument("request")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def scan(office: "CliOffice", request: str, file: Path) -> None:
    from provision.flow.amend import add_scan
    from provision.flow.scans import kept_scan

    with office.desk() as desk:
        found = desk.ledger.find(request)
        new = add_scan(desk, found, file)
        path = kept_scan(office.site.folder, desk.ledger.request(found.id).letter.scan)
    office.say(Text("Kept as {path}", path=path) if new else Text("It is kept already as {path}", path=path))
    if office.output == "json":
        office.print_json({"request": str(found.id), "scan": str(path), "new": new})
