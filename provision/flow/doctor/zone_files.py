"""Whether a zone in files can be written, and whether its server serves what the files say."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from provision.checks.dns.silence import in_words
from provision.drivers.zonefile.checkzone import PROGRAM, installed
from provision.errors import ProvisionError
from provision.flow.desk import Desk
from provision.flow.doctor.examined import Examined, good, holds, tried, warn
from provision.i18n import Text
from provision.model.query import Query
from provision.model.rrset import SERIAL
from provision.model.site import ParentZone
from provision.ports import Parent, Shared


def examine_zone_files(desk: Desk, zone: ParentZone, parent: Parent) -> Iterator[Examined]:
    """Look at the files of a zone, where it has any. Changes nothing."""
    if zone.files is None or not isinstance(parent, Shared):
        return
    yield tried(
        Text("{file} includes {ours}", file=str(zone.files.file), ours=str(zone.files.include)),
        partial(parent.refuse, []),
    )
    for folder in dict.fromkeys(_folder(file) for file in (zone.files.file, zone.files.include)):
        yield holds(
            Text("{path} can be written", path=folder),
            Text("Both files are written beside and then renamed: let who applies write in their folder"),
            true=os.access(folder, os.W_OK | os.X_OK),
        )
    yield _checker()
    yield from _served(desk, zone, parent)


def _folder(file: Path) -> Path:
    return Path(os.path.realpath(file)).parent


def _checker() -> Examined:
    what = Text("{program} looks at zone files before they are put in their place", program=PROGRAM)
    if installed():
        return good(what)
    return warn(what, Text("It is missing (package bind9-utils); only our own reading looks at them"))


def _served(desk: Desk, zone: ParentZone, parent: Parent) -> Iterator[Examined]:
    (answer,) = desk.world.dns.exchange(
        [Query(zone.primary.address, zone.name, "SOA", port=zone.primary.port)]
    )
    told = answer.get(zone.name, "SOA")
    try:
        serial = parent.serial()
    except ProvisionError:
        return  # told above
    what = Text("{server} serves {zone} as the file has it, serial {serial}", server=zone.primary, zone=zone.name, serial=serial)  # fmt: skip
    if told and told.values[0].split()[SERIAL] == str(serial):
        yield good(what)
    elif told:
        yield warn(
            what,
            Text("It serves {served}: let it read its files again; a server that signs inline counts for itself",
                 served=told.values[0].split()[SERIAL]),
        )  # fmt: skip
    else:
        yield warn(what, in_words(answer))
