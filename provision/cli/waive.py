"""`provision waive`: the head of division lets a finding pass, with a reason and until a day."""

from typing import TYPE_CHECKING

import click

from provision.cli.halt import reason_option
from provision.cli.words import Command, Option
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice


@click.command(
    cls=Command,
    help=msg(
        "Let a finding of a request's last check pass, with a reason and until a day; afterwards it counts again, in the "
        "nightly audit too. Only the head of division may, and only what policy.waivable in inventory/site.yaml lists. "
        "Repeating it with another day or reason replaces it; the reply letter tells it.\n\n"
        "\b\nExample:\n"
        "  provision waive dinkes NOT_ENOUGH_NS_DEL --until 2027-06-30 \\\n"
        '    --reason "Name server kedua dipasang penyedia pada Juni 2027"'
    ),
)
@click.argument("request")
@click.argument("code")
@reason_option
@click.option(
    "--until",
    cls=Option,
    required=True,
    help=msg("The last day on which it may pass, as 2027-06-30 or 30 June 2027."),
)
@click.pass_obj
def waive(office: "CliOffice", request: str, code: str, reason: str, until: str) -> None:
    from provision.flow.waive import waive as run

    with office.desk() as desk:
        found = desk.ledger.find(request)
        done = run(desk, found, code, reason, until)
    for one in done.waivers:
        told = msg("{code} may pass for {grant} until {until}")
        if not done.new:
            told = msg("{code} may pass for {grant} until {until} already; nothing was changed")
        office.say(Text(told, code=one.code, grant=one.grant, until=one.until))
    if done.new and not done.blocks:
        office.say(Text("It does not stand in the way as it is now; the waiver is on record all the same"))
    if office.output == "json":
        office.print_json({"waivers": [one.to_json() for one in done.waivers], "new": done.new})
