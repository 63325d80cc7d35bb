"""`provision request confirm`: a head agrees with what was done on call, or objects."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provision.cli.words import Command, Option
from provision.errors import BadInput
from provision.i18n import Text, msg
from provision.model.playbook import Role

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.desk import Desk
    from provision.flow.on_call import OnPaper
    from provision.model.request import Request


HEADS = (Role.DIVISION_HEAD.value, Role.HEAD.value)


@click.command(
    cls=Command,
    help=msg(
        "Confirm what was done on call for a request, by the next working day; for the head of division or of the "
        "office. With an objection it is recorded that the head does not agree, and the request waits to be undone.\n\n"
        "\b\nExamples:\n  provision request confirm dinkes\n"
        '  provision request confirm SUB-2026-0007 --objection "alamat lama masih dipakai"\n'
        "  provision request confirm dinkes --by head --date 2026-11-25 --evidence lembar.pdf"
    ),
    short_help=msg("Confirm what was done on call."),
)
@click.argument("request")
@click.option("--objection", cls=Option, help=msg("Why the head does not agree, in a line."))
@click.option(
    "--by",
    cls=Option,
    type=click.Choice(HEADS),
    help=msg("For a head who never types: the role that gave its word on paper."),
)
@click.option("--date", "day", cls=Option, help=msg("With --by: the day it was given."))
@click.option(
    "--evidence",
    cls=Option,
    type=click.Path(path_type=Path),
    help=msg("With --by: the scan that shows it (PDF, JPEG or PNG); a copy is kept."),
)
@click.pass_obj
def confirm(office: "CliOffice", /, request: str, objection: str | None, **paper: Any) -> None:
    """Record the head's word."""
    from provision.flow.on_call import confirm as run
    from provision.names import line

    said = line(objection) if objection is not None else ""
    with office.desk() as desk:
        found = desk.ledger.find(request)
        event = run(desk, found, said, _on_paper(office, paper))
    if event is None:
        office.say(Text("That was recorded for {request} before; nothing was made", request=found.id))
    elif said:
        office.say(
            Text("The objection is recorded; go back with: provision undo {request}", request=found.id)
        )
    else:
        office.say(Text("Confirmed: {request}", request=found.id))
    if office.output == "json":
        office.print_json(
            {"request": str(found.id), "new": event is not None, "agrees": not said, "objection": said}
        )


def _on_paper(office: "CliOffice", paper: dict[str, Any]) -> "OnPaper | None":
    """Return the word that was given on paper, if any. Raises BadInput where a part of it is missing."""
    from provision.flow.border import Border
    from provision.flow.on_call import OnPaper

    if not any(paper.values()):
        return None
    if not all(paper.values()):
        raise BadInput(
            Text("Write --by, --date and --evidence together: whose word, of which day, shown by which scan")
        )
    day = Border.at(office.site, office.clock).day(paper["day"])
    return OnPaper(Role(paper["by"]), day, paper["evidence"])


def tell_on_call(office: "CliOffice", desk: "Desk", asked: "Sequence[Request]") -> None:
    """Tell whoever did something on call by when a head has to confirm it."""
    from provision.flow.on_call import unsettled

    if not desk.site.users or Role.ON_CALL not in desk.roles:
        return
    for request in asked:
        work = unsettled(desk.site, desk.ledger.events(str(request.id)))
        if work and work.actor == desk.actor and not work.objection:
            office.say(Text("{request} was done on call, to be confirmed by {day}: provision request confirm {request}",
                            request=request.id, day=work.due))  # fmt: skip
