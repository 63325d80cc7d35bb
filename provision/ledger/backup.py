"""Making a copy of the ledger while others use it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from provision.errors import BadConfig, Refused
from provision.i18n import Text
from provision.ledger.border import border, file_border
from provision.ledger.place import beside, sync_folder
from provision.ledger.store import Store


def backup(store: Store, path: Path) -> None:
    """Copy the ledger, as it is at one moment, to a new file.

    It is there whole or not at all. Raises Refused where the file exists, StorageFull, Outside.
    """
    if path.exists():
        raise _exists(path)
    with beside(path) as copy:
        with store.reading() as conn, border(str(path)):
            copy_to(_sqlite(conn), copy)
        _publish(copy, path)


def copy_to(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database into an empty file."""
    with closing(sqlite3.connect(target)) as connection:
        source.backup(connection)


def _sqlite(conn: Connection) -> sqlite3.Connection:
    connection = conn.connection.driver_connection
    if not isinstance(connection, sqlite3.Connection):
        raise BadConfig(
            Text("Only a ledger in a SQLite file is copied so; use the database server's own tools")
        )
    return connection


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
