"""`provision request hold`, `release` and `cancel`: a request that waits, or that nobody wants any more."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from provision.cli.words import Command, Option
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.desk import Desk
    from provision.model.request import Request

Step = Callable[["Desk", "Request", str], bool]
# What is said of a step that changed something, and of one that changed nothing.
SAID = {
    ("hold", True): msg("{request} is held"),
    ("hold", False): msg("{request} is held already; nothing was changed"),
    ("release", True): msg("{request} goes on"),
    ("release", False): msg("{request} is not held; nothing was changed"),
    ("cancel", True): msg("{request} is cancelled"),
    ("cancel", False): msg("{request} was cancelled before; nothing was changed"),
}
reason_option = click.option("--reason", cls=Option, required=True, help=msg("Why; it stays on record."))


@click.command(
    cls=Command,
    help=msg(
        "Let a request wait: until it is released, it is not applied, fulfilled or answered, and --all-open passes it by. "
        "Its working days do not run meanwhile.\n\n"
        '\b\nExample:\n  provision request hold dinkes --reason "Menunggu konfirmasi dari penyedia"'
    ),
    short_help=msg("Let a request wait."),
)
@click.argument("request")
@reason_option
@click.pass_obj
def hold(office: "CliOffice", request: str, reason: str) -> None:
    from provision.flow.halt import hold as run

    _take(office, request, reason, "hold", run)


@click.command(
    cls=Command,
    help=msg(
        "Let a held request go on where it stood.\n\n"
        '\b\nExample:\n  provision request release dinkes --reason "Penyedia sudah menjawab"'
    ),
    short_help=msg("Let a held request go on."),
)
@click.argument("request")
@reason_option
@click.pass_obj
def release(office: "CliOffice", request: str, reason: str) -> None:
    from provision.flow.halt import release as run

    _take(office, request, reason, "release", run)


@click.command(
    cls=Command,
    help=msg(
        "Close a request that nobody wants any more. Refused once it was applied: undo it then, or record the letter that "
        "ends it.\n\n"
        '\b\nExample:\n  provision request cancel dinkes --reason "Ditarik kembali oleh Dinas Kesehatan"'
    ),
    short_help=msg("Close a request that nobody wants any more."),
)
@click.argument("request")
@reason_option
@click.pass_obj
def cancel(office: "CliOffice", request: str, reason: str) -> None:
    from provision.flow.halt import cancel as run

    _take(office, request, reason, "cancel", run)


def _take(office: "CliOffice", word: str, reason: str, name: str, run: Step) -> None:
    """Run a step and say whether it changed anything."""
    with office.desk() as desk:
        request = desk.ledger.find(word)
        changed = run(desk, request, reason)
        status = desk.ledger.status(request.id)
    office.say(Text(SAID[name, changed], request=request.id))
    if office.output == "json":
        office.print_json({"request": str(request.id), "status": status.value, "changed": changed})
