"""How a ledger in a SQLite file is kept."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

# The rollback journal and not WAL: one file, that who may only read it can read, on any file
# system. EXTRA: with less, the last commit can come undone when the power fails.
PRAGMAS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is erased is overwritten
)


def options(patience: float) -> dict[str, Any]:
    """Return what the engine is made with; `patience` is how long to wait for who writes, in seconds."""
    return {"connect_args": {"timeout": patience}}


def prepare(engine: Engine, _patience: float) -> None:
    """Make every connection durable, and every transaction begin as what it is."""
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)


def reading() -> dict[str, Any]:
    """Return the options of a connection that only reads: every transaction sees one state anyhow."""
    return {}


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    # Python's sqlite3 would begin transactions where it likes; we do it in `_begin`.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma).close()


def _begin(conn: Connection) -> None:
    # IMMEDIATE: who will write says so first; two who read first and write then would deadlock.
    writes = conn.get_execution_options().get("provision_writes")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
