"""`provision adopt dns ZONE --convert`: a file that people edit is given up to dynamic updates."""

from typing import TYPE_CHECKING

from provision.i18n import Text

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.drivers.hand_file import HandFile


def convert_zone(office: "CliOffice", zone: str, *, yes: bool) -> None:
    """Convert a zone once somebody says yes, and tell what is left to do."""
    from provision.flow.adopt.convert import convert
    from provision.flow.adopt.held import zone_named

    def agree(file: "HandFile") -> bool:
        _tell_losses(office, file)
        return yes or (office.interactive and office.agrees(Text("Give this file up to dynamic updates?")))

    with office.desk() as desk:
        done = convert(desk, zone_named(desk, zone), agree)
    if office.output == "json":
        office.print_json({"file": str(done.file.path), "backup": str(done.kept) if done.kept else None,
                           "lost": done.file.lost})  # fmt: skip
    if done.kept is None:
        office.say(Text("{path} takes updates already; nothing to convert", path=done.file.path))
        return
    office.say(Text("A copy is kept as {path}", path=done.kept))
    office.say(
        Text("From now on nobody edits {path}: a change goes by letter, or with rndc freeze and thaw around it. Let "
             "the server take updates with the writing key, then look with: provision doctor", path=done.file.path)
    )  # fmt: skip


def _tell_losses(office: "CliOffice", file: "HandFile") -> None:
    from provision.flow.hand_edited import losses

    office.say(
        Text("The first update makes the server write {path} anew: its order and spacing go", path=file.path)
    )
    if lost := losses(file):
        office.say(Text("Lost with them: {lost}", lost=lost))
