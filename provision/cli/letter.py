"""`provision letter`: the reply letters."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provision.cli.words import Group, Option
from provision.i18n import msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice


@click.group(
    cls=Group,
    help=msg("Draft the letters that answer requests.\n\n\b\nExample:\n  provision letter draft dinkes"),
)
def letter() -> None:
    pass


@letter.command(
    help=msg(
        "Write the letter that answers a request, as Word file and PDF, into the outbox. Whether it grants or returns "
        "follows from the survey. A letter that is there already is kept: the new one gets a version number.\n\n"
        "\b\nExamples:\n  provision letter draft dinkes\n  provision letter draft SUB-2026-0001 --to /tmp"
    ),
    short_help=msg("Write the letter that answers a request."),
)
@click.argument("requests", nargs=-1, required=True, metavar="REQUEST...")
@click.option(
    "--to",
    cls=Option,
    type=click.Path(file_okay=False, path_type=Path),
    help=msg("The folder to write to, instead of the outbox."),
)
@click.pass_obj
def draft(office: "CliOffice", requests: Sequence[str], to: Path | None) -> None:
    from provision.cli.asked import desk_of
    from provision.cli.drafted import draft_letters, letters_json

    with desk_of(office, requests) as (desk, asked):
        drafted = draft_letters(office, desk, asked, to)
    if office.output == "json":
        office.print_json(letters_json(drafted))
