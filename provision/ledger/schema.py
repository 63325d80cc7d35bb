"""Which shape of tables a ledger has, and bringing it up to this version's."""

from sqlalchemy import Connection, inspect, text

from provision.errors import Refused
from provision.i18n import Text
from provision.ledger.store import Store

REVISIONS = ("0001", "0002")
HEAD = REVISIONS[-1]
VERSION_TABLE = "alembic_version"


def ensure(store: Store) -> None:
    """Bring the ledger to this version's tables; alembic is imported only where there is work to do.

    Raises Refused where the ledger is of a newer version, or the database is of something else.
    """
    with store.reading() as conn:
        if _revision(conn, store.place) == HEAD:
            return
    with store.writing() as conn:
        # Again, now alone: another process may have done it meanwhile.
        if _revision(conn, store.place) != HEAD:
            upgrade(conn)


def _revision(conn: Connection, place: str) -> str | None:
    tables = inspect(conn).get_table_names()
    if VERSION_TABLE in tables:
        return _known(conn.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar(), place)  # noqa: S608 - a constant
    if tables:
        raise something_else(place)
    return None


def something_else(place: str) -> Refused:
    """Return the error for a database with other people's tables in it."""
    return Refused(
        Text(
            "{place} is a database of something else, no ledger; give another file in site.yaml", place=place
        )
    )


def _known(revision: str | None, place: str) -> str | None:
    if revision is None or revision in REVISIONS:
        return revision
    raise Refused(
        Text(
            "The ledger {place} was written by a newer version of this program (its tables are {seen}, this version knows {known}); update the program",
            place=place,
            seen=revision,
            known=HEAD,
        )
    )


def upgrade(conn: Connection) -> None:
    """Bring the tables, or an empty database, to this version, in the transaction that is open."""
    from alembic import command  # noqa: PLC0415 - a quarter of a second, rarely needed
    from alembic.config import Config  # noqa: PLC0415 - idem

    config = Config(attributes={"connection": conn})
    config.set_main_option("script_location", "provision.ledger:migrations")
    command.upgrade(config, "head")
