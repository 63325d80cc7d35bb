"""`provision doctor`: whether the site, its servers and its keys are in order."""

from typing import TYPE_CHECKING

import click

from provision.cli.words import Command, Option
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.doctor import Examined
    from provision.flow.doctor.aside import Aside
    from provision.model.site import ParentZone

SIGNS = {"good": ("✓", "green"), "warning": ("!", "yellow"), "wrong": ("✗", "red")}


@click.command(
    cls=Command,
    help=msg(
        "Look whether the site's files are right and closed to others, people and letter templates are in order, its "
        "servers answer, its keys are accepted, clocks agree, the ledger is whole, and the machine has what is needed. "
        "Changes nothing. A line begins with ✓ where all is well, with ! for what to know or to mend in time, and with ✗ "
        "for what stops a step: then it ends with 1.\n\n"
        "\b\nExamples:\n  provision doctor\n  provision doctor --offline"
    ),
)
@click.option("--offline", cls=Option, is_flag=True, help=msg("Ask no server."))
@click.pass_context
def doctor(ctx: click.Context, offline: bool) -> None:
    from provision.flow.doctor import visit

    office: CliOffice = ctx.obj
    with office.busy(Text("Checking")):
        found = visit(lambda: office.site, office.desk, _aside, offline=offline)
    if office.output == "json":
        office.print_json([_json(office, one) for one in found])
    else:
        for one in found:
            _print(office, one)
    ctx.exit(0 if all(one.good for one in found) else 1)


def _aside(zone: "ParentZone") -> "Aside":
    from dataclasses import replace

    from provision.drivers import doors
    from provision.drivers.aside import clock_ahead, version
    from provision.flow.doctor.aside import Aside

    wide = [server for server in zone.servers if doors.transfers(server, zone.name, zone.timeout)]
    transfers = tuple((server, version(replace(zone, primary=server))) for server in wide)
    return Aside(clock_ahead(zone), version(zone), transfers, doors.updates(zone))


def _json(office: "CliOffice", one: "Examined") -> dict[str, object]:
    do = office.words(one.do) if one.do and one.mark != "good" else ""
    return {"what": office.words(one.what), "mark": one.mark.value, "good": one.good, "do": do}


def _print(office: "CliOffice", one: "Examined") -> None:
    sign, colour = SIGNS[one.mark]
    office.print(office.styled(f"{sign} ", colour) + office.words(one.what))
    if one.do and one.mark != "good":
        office.print(office.styled(f"  → {office.words(one.do)}", "dim"))
