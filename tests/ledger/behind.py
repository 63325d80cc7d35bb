"""Looking into a ledger's tables, and changing them, behind the program's back; on either kind of database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Executable, Row, create_engine, text

from provision.ledger.place import parse_url
from provision.sandbox.postgres import SUPERUSER


@contextmanager
def behind(url: str, *, superuser: bool = True) -> Iterator[Connection]:
    """Give a transaction; as superuser no rule of the database holds it back."""
    place, args = parse_url(url), {}
    if superuser and place.get_backend_name() == "postgresql":
        place, args = place.set(username=SUPERUSER), {"options": "-c session_replication_role=replica"}
    engine = create_engine(place, connect_args=args)
    try:
        with engine.begin() as conn:
            yield conn
    finally:
        engine.dispose()


def alter(url: str, statement: str | Executable, **values: object) -> int:
    """Run a statement; returns how many rows it met."""
    with behind(url) as conn:
        return int(conn.execute(_words(statement), values).rowcount)


def rows(url: str, statement: str | Executable) -> Sequence[Row[Any]]:
    """Return the rows that a question gives."""
    with behind(url) as conn:
        return conn.execute(_words(statement)).all()


def _words(statement: str | Executable) -> Executable:
    return text(statement) if isinstance(statement, str) else statement
