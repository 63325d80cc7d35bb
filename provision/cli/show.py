"""`provision show`: all about a name, an address, a letter, an agency or a zone."""

import click

from provision.cli.words import Command
from provision.i18n import Text, msg


@click.command(
    cls=Command,
    help=msg(
        "Tell who holds a name, an address or a name server, by which letters, what is wanted, what is seen, and what "
        "changed last; of an agency or a zone, what it holds. A request is named by its id, its object or its letter's "
        "number, an agency by its key or its official name.\n\n"
        "\b\nExamples:\n"
        "  provision show dinkes\n"
        "  provision show 103.147.10.80\n"
        "  provision show SUB-2026-0001\n"
        "  provision show 015/DINKES/2026\n"
        '  provision show "Dinas Kesehatan"\n'
        "  provision show bengkaliskab.go.id"
    ),
)
@click.argument("what", metavar="WORD")
@click.pass_context
def show(ctx: click.Context, what: str) -> None:
    from provision.flow.inquiry import Known, inquire

    office = ctx.obj
    with office.desk() as desk, office.busy(Text("Looking")):
        known = inquire(desk, what)
    if office.output == "json":
        office.print_json([one.to_json(office.lang) for one in known])
    else:
        from provision.cli.show_page import print_found

        for one in known:
            print_found(office, one)
    faults = [one.fault for one in known if isinstance(one, Known) and one.fault]
    for fault in faults:
        office.say(Text("This is what the ledger tells; nobody could look: {fault}", fault=fault))
    ctx.exit(1 if faults else 0)
