"""Putting a backup in the place of a ledger in a file."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from provision.errors import Outside, Refused
from provision.i18n import Text
from provision.ledger import locks
from provision.ledger.border import border, file_border
from provision.ledger.fetch import fetch
from provision.ledger.log import read_head
from provision.ledger.place import beside, journal_of, make_file, sync_folder, url_of
from provision.ledger.store import Store


def restore(target: Path, path: Path, moment: str, *, replace: bool) -> Path | None:
    """Put a backup in a file's place; return where the file that was there is kept, if any."""
    make_file(target)
    with beside(target) as copy:
        fetch(path, copy)
        with _undisturbed(target, replace=replace):
            return _swap(copy, target, target.with_name(f"{target.name}.{moment}"))


@contextmanager
def _undisturbed(target: Path, *, replace: bool) -> Iterator[None]:
    """Keep other writers out of the ledger that is there, while it is a readable one."""
    with closing(Store(url_of(target), place=str(target))) as store, ExitStack() as stack:
        empty = not target.stat().st_size
        with suppress(Outside), border(str(target)):  # damaged: the very reason to restore
            conn = stack.enter_context(store.writing())
            empty = empty or _is_unused(conn)
        if not empty and not replace:
            raise Refused(
                Text("There is a ledger at {path}; say --replace to keep it beside and restore", path=target)
            )
        yield


def _is_unused(conn: Connection) -> bool:
    """Tell whether nothing was ever written. Raises Locked where somebody is at work."""
    locks.refuse_where_held(conn)
    return read_head(conn)[0] == 0


def _swap(copy: Path, target: Path, kept: Path) -> Path | None:
    """Move the copy to its place in one step; the ledger that was there keeps its content beside it."""
    old = target.stat()
    with file_border(str(target)):
        if old.st_size:
            _keep(target, kept)
        copy.chmod(old.st_mode & 0o777)
        with suppress(PermissionError):
            os.chown(copy, -1, old.st_gid)
        copy.replace(target)
        sync_folder(target)
    return kept if old.st_size else None


def _keep(target: Path, kept: Path) -> None:
    journal = journal_of(target)
    if journal.exists():
        # A way back that was left over would be walked in the restored ledger.
        journal.rename(journal_of(kept))
    try:
        kept.hardlink_to(target)
    except OSError:
        shutil.copy2(target, kept)
