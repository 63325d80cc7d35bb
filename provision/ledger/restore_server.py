"""Putting a backup in the place of a ledger on a database server: in one transaction, or not at all."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.schema import CreateSchema

from provision.errors import Refused
from provision.i18n import Text
from provision.ledger import locks
from provision.ledger.border import border, file_border
from provision.ledger.fetch import fetch
from provision.ledger.log import read_head
from provision.ledger.place import shown_url, url_of
from provision.ledger.schema import VERSION_TABLE, something_else, upgrade
from provision.ledger.store import Store
from provision.ledger.tables import metadata
from provision.ledger.tablewise import copy_tables

OURS = {*metadata.tables, VERSION_TABLE}


def restore(url: URL, path: Path, moment: str, *, replace: bool) -> str | None:
    """Put a backup into a database; return the schema where the ledger that was there is kept, if any."""
    with file_border(gettempdir()):
        folder = TemporaryDirectory()  # readable by us alone
    with folder as name:
        copy = Path(name) / "ledger.db"
        fetch(path, copy)
        with (
            closing(Store(url, place=shown_url(url))) as store,
            closing(Store(url_of(copy), place=str(path))) as source,
            source.reading() as found,
            store.writing() as conn,
        ):
            kept = _make_room(conn, store.place, f"ledger_{moment.lower()}", replace=replace)
            upgrade(conn)
            copy_tables(found, conn)
        return kept


def _make_room(conn: Connection, place: str, beside: str, *, replace: bool) -> str | None:
    tables = {*inspect(conn).get_table_names()}
    if tables and VERSION_TABLE not in tables:
        raise something_else(place)
    there = tables & OURS
    if "locks" in there:
        locks.refuse_where_held(conn)
    if not there or (there == OURS and read_head(conn)[0] == 0):
        metadata.drop_all(conn)
        conn.execute(text(f"DROP TABLE IF EXISTS {VERSION_TABLE}"))
        return None
    if not replace:
        raise Refused(
            Text("There is a ledger at {path}; say --replace to keep it beside and restore", path=place)
        )
    _move(conn, place, there, beside)
    return beside


def _move(conn: Connection, place: str, tables: set[str], schema: str) -> None:
    try:
        with border(place):
            conn.execute(CreateSchema(schema))
    except Refused as error:
        raise Refused(
            Text(
                "The ledger {place} cannot be kept beside: the right to make a schema is missing. Ask for it (GRANT CREATE ON DATABASE), or restore into another database, an empty one",
                place=place,
            )
        ) from error
    for table in sorted(tables):
        conn.execute(text(f"ALTER TABLE {table} SET SCHEMA {schema}"))
