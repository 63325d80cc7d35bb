"""How what would come of a sheet looks on a terminal."""

from collections.abc import Sequence

from provision.cli.office import CliOffice
from provision.flow.adopt.adoption import Adopted, Adoption
from provision.i18n import Text, msg

LISTS = (
    (
        "changed",
        msg("Changed in the zone since the sheet was written, and left out; take a fresh sheet for them:"),
    ),
    ("known", msg("Decided about before; nothing to do:")),
    ("open", msg("Left open:")),
    ("missing", msg("In the zone, and not on the sheet:")),
)


def print_adoption(office: CliOffice, made: Adoption) -> None:
    """Print what would be granted and what listed, and what stays open; no record changes by it."""
    if office.output == "json":
        office.print_json(made.to_json())
        return
    _list(office, Text("To be granted, as it stands:"), [_granted(office, one) for one in made.granted])
    own = [f"{name}: {reason}" for name, reason in made.ignored.items()]
    _list(office, Text("To be listed as infrastructure in inventory/ignored.yaml:"), own)
    for key, title in LISTS:
        _list(office, Text(title), [name.text for name in getattr(made, key)])
    office.print(Text("No record in the zone will change.") if made else Text("Nothing is to be adopted."))


def _granted(office: CliOffice, one: Adopted) -> str:
    parts = [name.text for name in one.names if name.text != one.grant.object]
    said = Text(
        "{name} for {agency}", name=one.grant.object, agency=office.site.agency_name(one.grant.agency)
    )
    if parts:
        said = Text("{said}, with {parts}", said=said, parts=parts)
    return office.words(
        Text("{said} (letter {letter})", said=said, letter=one.letter) if one.letter else said
    )


def _list(office: CliOffice, title: Text, lines: Sequence[str]) -> None:
    if lines:
        office.print(office.styled(office.words(title), "bold"))
    for line in lines:
        office.print(f"  {line}")
