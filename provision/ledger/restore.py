"""Putting a backup in the ledger's place."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC
from pathlib import Path

from sqlalchemy import Connection, delete

from provision.errors import BadConfig, NotFound, Outside, Refused
from provision.i18n import Text
from provision.ledger import locks, tables
from provision.ledger.backup import copy_to
from provision.ledger.border import border, file_border
from provision.ledger.log import read_head
from provision.ledger.place import beside, file_of, journal_of, make_file, parse_url, sync_folder, url_of
from provision.ledger.schema import ensure
from provision.ledger.store import Store
from provision.ledger.verify import verify
from provision.ports import Clock


def restore(url: str, path: Path, clock: Clock, *, replace: bool = False) -> Path | None:
    """Put a backup in the ledger's place, and return where the ledger that was there is kept, if any.

    The backup is verified first. Raises NotFound; Refused where the backup is not whole, or where a
    ledger with entries is there and `replace` was not said; Locked where that ledger is in use.
    """
    target = file_of(parse_url(url))
    if target is None:
        raise BadConfig(
            Text("Only a ledger in a SQLite file is restored so; use the database server's own tools")
        )
    make_file(target)
    with beside(target) as copy:
        _fetch(path, copy)
        _examine(copy, path)
        with _undisturbed(target, replace=replace):
            kept = target.with_name(f"{target.name}.{clock.now().astimezone(UTC):%Y%m%dT%H%M%S%f}")
            return _swap(copy, target, kept)


def _fetch(path: Path, copy: Path) -> None:
    if not path.is_file():
        raise NotFound(Text("There is no backup {path}", path=path))
    with (
        border(str(path)),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
    ):
        copy_to(source, copy)


def _examine(copy: Path, path: Path) -> None:
    """Bring the copy to this version's tables, verify it, and free its locks: their holders are of then."""
    with closing(Store(url_of(copy), place=str(path))) as store:
        ensure(store)
        findings = verify(store)
        with store.writing() as conn:
            if findings or not read_head(conn)[0]:
                why = findings[0].why if findings else Text("It holds no entries")
                raise Refused(
                    Text("The backup {path} is not whole and was not restored. {why}", path=path, why=why)
                )
            conn.execute(delete(tables.locks))


@contextmanager
def _undisturbed(target: Path, *, replace: bool) -> Iterator[None]:
    """Keep other writers out of the ledger that is there, while it is a readable one."""
    with closing(Store(url_of(target), place=str(target))) as store, ExitStack() as stack:
        empty = not target.stat().st_size
        with suppress(Outside):  # damaged: the very reason to restore
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
