"""Converting a zone: people give its file up to dynamic updates; a copy of the file is kept, and who said so."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from provision.drivers.hand_file import HandFile, read_hand_file
from provision.errors import BadInput, NotFound, NotVerified
from provision.flow.carry import NotConfirmed
from provision.flow.desk import Desk
from provision.flow.hand_edited import conversion, edited_file
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.playbook import Role
from provision.model.site import ParentZone

FOLDER = "backup"
PRIVATE = 0o600
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of it: the copy that was kept, None where the zone needs no converting (any more)."""

    file: HandFile
    kept: Path | None


def convert(desk: Desk, zone: ParentZone, confirm: Callable[[HandFile], bool]) -> Converted:
    """Keep a copy of a zone's file and write down that it may be updated, once `confirm` says yes.

    The file itself is left as it is; the server's first update will write it anew. Raises NotYours, BadInput
    where the site names no such file, NotFound where it is not on this machine, NotConfirmed.
    """
    desk.need(Role.SERVER_ADMIN, Role.DIVISION_HEAD)
    with desk.ledger.lock(f"zone:{zone.name}", desk.actor):
        file = _file(zone)
        if file.takes_updates or _is_converted(desk, zone, file):
            return Converted(file, None)
        if not confirm(file):
            raise NotConfirmed()
        kept = _keep(desk, zone, file)
        body = {"file": str(file.path), "digest": file.digest, "backup": str(kept), "lost": file.lost}
        desk.ledger.append(Kind.CONVERTED, zone.name.text, body, desk.actor)
    return Converted(file, kept)


def _file(zone: ParentZone) -> HandFile:
    path = edited_file(zone)
    if path is None:
        raise BadInput(
            Text("inventory/zones.yaml names no file of {zone} that people edit (people_edit); there is nothing to convert",
                 zone=zone.name)
        )  # fmt: skip
    file = read_hand_file(path)
    if file is None:
        raise NotFound(
            Text("{path} is not on this machine; run this where the file of {zone} lies", path=path,
                 zone=zone.name)
        )  # fmt: skip
    return file


def _is_converted(desk: Desk, zone: ParentZone, file: HandFile) -> bool:
    event = conversion(desk, zone)
    return event is not None and (event.body or {}).get("digest") == file.digest


def _keep(desk: Desk, zone: ParentZone, file: HandFile) -> Path:
    """Copy the file into the site's folder, and read the copy."""
    folder = desk.site.folder / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{zone.name}-{desk.today}-{file.digest[:DIGITS]}.zone"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "wb") as copy:  # noqa: PTH123 - its rights from the start
        copy.write(file.raw)
        copy.flush()
        os.fsync(copy.fileno())
    again = read_hand_file(path)
    if again is None or again.digest != file.digest:
        raise NotVerified(Text("The copy {path} is not what was written; nothing was converted", path=path))
    return path
