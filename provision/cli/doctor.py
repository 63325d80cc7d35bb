"""`provision doctor`: whether the site, its servers and its keys are in order."""

import click

from provision.cli.words import Command
from provision.i18n import Text, msg


@click.command(
    cls=Command,
    help=msg(
        "Look whether the site's files are right, its servers answer, its keys are accepted and closed to others, and "
        "which guards the servers honour. Changes nothing. Ends with 1 where something is wrong.\n\n"
        "\b\nExample:\n  provision doctor"
    ),
)
@click.pass_context
def doctor(ctx: click.Context) -> None:
    from provision.flow.doctor import examine

    office = ctx.obj
    with office.desk() as desk, office.busy(Text("Checking")):
        found = examine(desk)
    if office.output == "json":
        office.print_json([{"what": office.words(one.what), "good": one.good} for one in found])
    else:
        for one in found:
            office.print(
                office.styled("✓ " if one.good else "✗ ", "green" if one.good else "red")
                + office.words(one.what)
            )
            if not one.good and one.do:
                office.print(office.styled(f"  → {office.words(one.do)}", "dim"))
    ctx.exit(0 if all(one.good for one in found) else 1)
