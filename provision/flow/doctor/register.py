"""Whether the ledger is whole, lies where all who work write it, and has room to grow."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from provision.flow.desk import Desk
from provision.flow.doctor.examined import Examined, Mark, bad, closed, good, holds
from provision.flow.scans import missing_scans
from provision.i18n import Text
from provision.ledger.place import file_of, parse_url
from provision.model.playbook import Role

MEGABYTE = 1024 * 1024
LEAST, LITTLE = 50 * MEGABYTE, 500 * MEGABYTE
WRITERS = {Role.PRAKOM, Role.SERVER_ADMIN, Role.DIVISION_HEAD, Role.ON_CALL}
SHARED = stat.S_ISGID | stat.S_IWGRP


def examine_register(desk: Desk) -> Iterator[Examined]:
    """Look at the ledger; one on a server has its rights and its room there."""
    yield holds(
        Text("the ledger's chain is whole"),
        Text("Run provision ledger verify, and restore a backup"),
        true=not desk.ledger.verify(),
    )
    yield from _scans(desk)
    path = file_of(parse_url(desk.site.ledger))
    if path and path.exists():
        yield from _rights(desk, path)
        yield _room(path)


def _scans(desk: Desk) -> Iterator[Examined]:
    what = Text("the scans of letters are all there, as they were kept")
    faults = missing_scans(desk)
    yield from (bad(what, fault) for fault in faults)
    if not faults:
        yield good(what)


def _rights(desk: Desk, path: Path) -> Iterator[Examined]:
    """Look who reads and writes it: it holds what letters hold."""
    yield closed(path)
    writers = [login for login in desk.site.users if desk.site.roles(login, desk.today) & WRITERS]
    if len(writers) > 1:
        yield _shared(path)


def _shared(path: Path) -> Examined:
    # SQLite makes its journal beside the file: who writes the ledger must write the folder too.
    folder = path.parent
    what = Text("all who work write {path}", path=path)
    if path.stat().st_mode & stat.S_IWGRP and folder.stat().st_mode & SHARED == SHARED:
        return good(what)
    return bad(
        what,
        Text("Give it to the office's group: chgrp -R GROUP {folder}; chmod 2770 {folder}; chmod 660 {path}",
             folder=folder, path=path),
    )  # fmt: skip


def _room(path: Path) -> Examined:
    free = shutil.disk_usage(path.parent).free
    what = Text("the disk of the ledger has room: {free} MB", free=free // MEGABYTE)
    do = Text("Free some: without room nothing can be recorded, nor applied")
    mark = Mark.WRONG if free < LEAST else Mark.WARNING if free < LITTLE else Mark.GOOD
    return Examined(what, mark, None if mark is Mark.GOOD else do)
