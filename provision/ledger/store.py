"""The database behind the ledger: connections for reading, transactions for writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from provision.ledger.border import border

BUSY_SECONDS = 5.0

# The rollback journal and not WAL: one file, that who may only read it can read, on any file
# system. EXTRA: with less, the last commit can come undone when the power fails.
PRAGMAS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is erased is overwritten
)


class Store:
    """Gives connections to the ledger's database at `place`; what goes wrong comes out as our errors."""

    def __init__(self, url: URL, place: str) -> None:
        self.place = place
        # hide_parameters: they are people's data, and tracebacks get mailed around.
        self.engine = create_engine(url, hide_parameters=True, connect_args=_connect_args(url))
        self._writer = self.engine.execution_options(provision_writes=True)
        if url.get_backend_name() == "sqlite":
            event.listen(self.engine, "connect", _prepare)
            event.listen(self.engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger; keep it briefly, writers wait for it."""
        with border(self.place), self.engine.connect() as conn:
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction of one writer at a time; on disk when it ends, gone when it raises."""
        with border(self.place), self._writer.begin() as conn:
            yield conn

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _connect_args(url: URL) -> dict[str, Any]:
    return {"timeout": BUSY_SECONDS} if url.get_backend_name() == "sqlite" else {}


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    # Python's sqlite3 would begin transactions where it likes; we do it in `_begin`.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma).close()


def _begin(conn: Connection) -> None:
    # IMMEDIATE: who will write says so first; two who read first and write then would deadlock.
    writes = conn.get_execution_options().get("provision_writes")
    conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
