"""The database behind the ledger: connections for reading, transactions for writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, create_engine

from provision.ledger import postgresql, sqlite
from provision.ledger.border import border

BACKENDS = {"sqlite": sqlite, "postgresql": postgresql}
BUSY_SECONDS = 5.0


class Store:
    """Gives connections to the ledger's database at `place`; what goes wrong comes out as our errors."""

    def __init__(self, url: URL, place: str) -> None:
        self.place = place
        backend = BACKENDS[url.get_backend_name()]
        # hide_parameters: they are people's data, and tracebacks get mailed around.
        self.engine = create_engine(url, hide_parameters=True, **backend.options(BUSY_SECONDS))
        backend.prepare(self.engine, BUSY_SECONDS)
        self._reader = self.engine.execution_options(**backend.reading())
        self._writer = self.engine.execution_options(provision_writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger; keep it briefly, writers may wait for it."""
        with border(self.place), self._reader.connect() as conn:
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction of one writer at a time; on disk when it ends, gone when it raises."""
        with border(self.place), self._writer.begin() as conn:
            yield conn

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
