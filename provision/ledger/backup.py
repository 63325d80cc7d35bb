"""Making a copy of the ledger while others use it: a SQLite file, whatever the ledger lies in."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from provision.errors import NotVerified, Refused
from provision.i18n import Text
from provision.ledger.border import border, file_border
from provision.ledger.place import beside, sync_folder, url_of
from provision.ledger.schema import ensure
from provision.ledger.store import Store
from provision.ledger.tablewise import copy_tables
from provision.ledger.verify import verify


def backup(store: Store, path: Path) -> None:
    """Copy the ledger, as it is at one moment, to a new file, and verify the copy.

    It is there whole or not at all. Raises Refused where the file exists, StorageFull, Outside;
    NotVerified, and leaves the copy, where it is as little whole as the ledger itself.
    """
    if path.exists():
        raise _exists(path)
    with beside(path) as copy:
        copy_to(store, copy, path)
        with closing(Store(url_of(copy), place=str(path))) as copied:
            findings = verify(copied)
        _publish(copy, path)
    if findings:
        raise NotVerified(
            Text(
                "Copied to {path}, but the ledger is not whole. {why}. See: provision ledger verify",
                path=path,
                why=findings[0].why,
            )
        )


def copy_to(store: Store, copy: Path, path: Path) -> None:
    """Copy a ledger into an empty file that will be called `path`."""
    with store.reading() as conn:
        connection = conn.connection.driver_connection
        if isinstance(connection, sqlite3.Connection):
            with border(str(path)):
                copy_file(connection, copy)
            return
        with closing(Store(url_of(copy), place=str(path))) as target:
            ensure(target)
            with target.writing() as writing:
                copy_tables(conn, writing)


def copy_file(source: sqlite3.Connection, target: Path) -> None:
    """Copy a SQLite database into an empty file."""
    with closing(sqlite3.connect(target)) as connection:
        source.backup(connection)


def _publish(copy: Path, path: Path) -> None:
    with file_border(str(path)):
        try:
            path.hardlink_to(copy)  # unlike a rename it never replaces
        except FileExistsError as error:
            raise _exists(path) from error
        except OSError:
            # No such links on this file system (a Windows share, say).
            os.rename(copy, path)  # noqa: PTH104 - says what it does
        sync_folder(path)


def _exists(path: Path) -> Refused:
    return Refused(
        Text("{path} exists, and a backup replaces nothing; give the name of a new file", path=path)
    )
