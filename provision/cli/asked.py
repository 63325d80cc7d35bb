"""Which requests a command is about: named, all that are open, or those whose grants are over."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from provision.cli.words import Choice, Option
from provision.errors import BadInput
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.desk import Desk
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
    help=msg("Take every grant whose last day is over, to end it."),
)
render_option = click.option(
    "--render",
    cls=Option,
    type=Choice(["nsupdate", "cpanel", "cloudflare"]),
    help=msg("Write the plan down for whoever carries it out by hand."),
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
