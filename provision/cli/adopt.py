"""`provision adopt`: names that were there before us get a holder, and no record changes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provision.cli.asked import yes
from provision.cli.words import Group, Option
from provision.errors import BadInput
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.adopt.adoption import Adoption
    from provision.flow.adopt.outlook import Outlook
    from provision.names import Fqdn

FILE = click.Path(dir_okay=False, path_type=Path)
NAMED = 12
LEFT_OUT = {
    "granted": msg("Granted already, and left out ({count}): {names}"),
    "ignored": msg("Listed in inventory/ignored.yaml, and left out ({count}): {names}"),
}


@click.group(
    cls=Group,
    help=msg(
        "Take over names that were there before us: a sheet proposes whose they are, a person decides, and grants are "
        "made of them. No record changes.\n\n"
        "\b\nExample:\n"
        "  provision adopt dns bengkaliskab.go.id --to nama.xlsx\n"
        "  provision adopt import nama.xlsx"
    ),
)
def adopt() -> None:
    pass


@adopt.command(
    help=msg(
        "Read a zone once, write nothing to it, and propose for each name its kind, its agency and what to do with it, "
        "as a workbook (.xlsx) or text with separators (.csv) to edit. Names already granted, or listed in "
        "inventory/ignored.yaml, are left out and told.\n\n"
        "\b\nExamples:\n  provision adopt dns bengkaliskab.go.id --to nama.xlsx\n"
        "  provision adopt dns bengkaliskab.go.id --convert"
    ),
    short_help=msg("Propose on a sheet whose the names of a zone are."),
)
@click.argument("zone")
@click.option("--to", "path", cls=Option, type=FILE, help=msg("The sheet to write, a new file."))
@click.option(
    "--convert",
    cls=Option,
    is_flag=True,
    help=msg(
        "Give the file that people edit up to dynamic updates: a copy is kept, and what will be lost is told."
    ),
)
@yes
@click.pass_obj
def dns(office: "CliOffice", zone: str, path: Path | None, convert: bool, yes: bool) -> None:
    from provision.cli.convert import convert_zone

    if convert:
        convert_zone(office, zone, yes=yes)
    elif path is None:
        raise BadInput(Text("Name the sheet to write: --to FILE.xlsx"))
    else:
        _propose(office, zone, path)


def _propose(office: "CliOffice", zone: str, path: Path) -> None:
    from provision.flow.adopt.held import zone_named
    from provision.flow.adopt.outlook import outlook
    from provision.flow.adopt.sheet_out import kind_of_file, write_sheet

    kind_of_file(path)
    with office.desk() as desk, office.busy(Text("Looking")):
        found = outlook(desk, zone_named(desk, zone))
    write_sheet(path, found.rows, [*office.site.agencies.values()], office.lang)
    _tell_outlook(office, found, path)


def _tell_outlook(office: "CliOffice", found: "Outlook", path: Path) -> None:
    if office.output == "json":
        office.print_json({"file": str(path), "serial": found.seen.serial,
                           "names": [row.to_json(office.lang) for row in found.rows],
                           "granted": _texts(found.granted), "ignored": _texts(found.ignored)})  # fmt: skip
    else:
        office.print(Text("{count} names to decide about are in {path}; nothing was written to the zone",
                          count=len(found.rows), path=path))  # fmt: skip
    for key, words in LEFT_OUT.items():
        if names := getattr(found, key):
            office.say(Text(words, count=len(names), names=_some(names)))
    office.say(Text("Decide about each line, save it, and run: provision adopt import {path}", path=path))


def _texts(names: "Sequence[Fqdn]") -> list[str]:
    return [name.text for name in names]


def _some(names: "Sequence[Fqdn]") -> list[str]:
    return [*_texts(names)[:NAMED], *["…"] * (len(names) > NAMED)]


@adopt.command(
    "import",
    help=msg(
        "Make grants of what was decided on a sheet, and list the infrastructure in inventory/ignored.yaml. The whole "
        "sheet is checked first; names whose records have changed since are left out and told. Shows what would come of "
        "it, and asks. No record changes. Repeating it is safe.\n\n"
        "\b\nExamples:\n  provision adopt import nama.xlsx\n  provision adopt import nama.xlsx --yes"
    ),
    short_help=msg("Adopt what was decided on a sheet."),
)
@click.argument("path", metavar="FILE", type=FILE)
@yes
@click.pass_obj
def import_(office: "CliOffice", path: Path, yes: bool) -> None:
    from provision.cli.adopt_page import print_adoption
    from provision.flow.adopt.take import look_at_sheet, take

    with office.desk() as desk:
        if not yes and not office.interactive:
            made = look_at_sheet(desk, path)
            print_adoption(office, made)
            if made:
                office.say(Text("Nothing was adopted yet: add --yes"))
            return
        made = take(desk, path, _confirm(office, yes=yes))
    if not made or office.output == "json":
        print_adoption(office, made)
    office.say(
        Text("Adopted: {granted} grants, {ignored} names of infrastructure; no record was changed",
             granted=len(made.granted), ignored=len(made.ignored))
    )  # fmt: skip


def _confirm(office: "CliOffice", *, yes: bool) -> "Callable[[Adoption], bool]":
    from provision.cli.adopt_page import print_adoption

    def ask(made: "Adoption") -> bool:
        if office.output == "text":
            print_adoption(office, made)
        return yes or office.agrees(Text("Adopt this?"))

    return ask


@adopt.command(
    help=msg(
        "Take the adoption of a name back, as if nobody had said whose it is; its records stay. Refused where a letter "
        "has changed the grant since.\n\n"
        '\b\nExample:\n  provision adopt forget dinkes --reason "Milik perangkat daerah lain"'
    ),
    short_help=msg("Take an adoption back."),
)
@click.argument("name")
@click.option("--reason", cls=Option, required=True, help=msg("Why, for the ledger."))
@click.pass_obj
def forget(office: "CliOffice", name: str, reason: str) -> None:
    from provision.flow.adopt.take import forget as run

    with office.desk() as desk:
        grant = run(desk, name, reason)
    if office.output == "json":
        office.print_json(grant.to_json())
    office.say(
        Text("The adoption of {name} for {agency} is taken back; no record was changed", name=grant.object,
             agency=office.site.agency_name(grant.agency))
    )  # fmt: skip
