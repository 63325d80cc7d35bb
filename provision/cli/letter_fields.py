"""The options that tell what a letter says, for the commands that record or correct one."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from provision.cli.words import Choice, Option
from provision.i18n import msg
from provision.model.request import Action

Decorator = Callable[[Callable[..., None]], Callable[..., None]]
FIELDS: Sequence[Decorator] = (
    click.option(
        "--action",
        cls=Option,
        type=Choice([action.value for action in Action]),
        help=msg("What the letter asks for (of a new letter, otherwise: new)."),
    ),
    click.option("--agency", cls=Option, help=msg("The agency that wrote: its key or official name.")),
    click.option("--number", cls=Option, help=msg("The letter's number.")),
    click.option(
        "--date", "date", cls=Option, help=msg("The letter's date, as 2026-11-24 or 24 November 2026.")
    ),
    click.option("--subject", cls=Option, help=msg("The letter's subject.")),
    click.option(
        "--received", cls=Option, help=msg("The day it was received (of a new letter, otherwise: today).")
    ),
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
        "--ds",
        cls=Option,
        multiple=True,
        metavar='"TAG ALGORITHM TYPE DIGEST"',
        help=msg(
            "A DS record for a signed zone (DNSSEC); may be repeated; or the word none, or cds: those that the zone asks for itself."
        ),
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
    click.option(
        "--follows",
        cls=Option,
        help=msg("The request, returned or cancelled, that this letter was sent in again for."),
    ),
    click.option(
        "--scan",
        cls=Option,
        type=click.Path(),
        help=msg("The file that shows the letter: PDF, JPEG or PNG; it is kept."),
    ),
    click.option("--purpose", cls=Option, help=msg("What it is for.")),
)


def letter_fields(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that a letter's fields have."""
    for option in reversed(FIELDS):
        command = option(command)
    return command


def as_document(typed: dict[str, Any]) -> dict[str, Any]:
    """Return the options as the form has them: scalars as text, those of the letter below it."""
    given = {key: list(value) if isinstance(value, tuple) else value for key, value in typed.items()}
    given = {key: value for key, value in given.items() if value is not None and value != []}
    letter = {
        key: given.pop(key) for key in ("number", "date", "subject", "received", "scan") if key in given
    }
    return {**given, "letter": letter} if letter else given
