"""How a ledger in a PostgreSQL database is kept: one writer at a time, readers of one moment."""

from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, event

# Any number will do, so long as all of us take the same one.
WRITER = 7_065_676_976
# A writer whose machine died is cut off after this long; its lock goes with it.
ABANDONED = "60s"
# A server that loses the last commits when it dies (`off`) is asked not to; more than `on` is left.
BEGIN = (
    "SELECT set_config('lock_timeout', %s, true), set_config('idle_in_transaction_session_timeout', %s, true), "
    "CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END"
)
CONNECT_SECONDS = 10


def options(_patience: float) -> dict[str, Any]:
    """Return what the engine is made with; a connection that died meanwhile is made anew before it is used."""
    asked = {"connect_timeout": CONNECT_SECONDS, "application_name": "provision"}
    return {"pool_pre_ping": True, "use_native_hstore": False, "connect_args": asked}


def prepare(engine: Engine, patience: float) -> None:
    """Make whoever writes wait for the one who does, for `patience` seconds."""
    event.listen(engine, "begin", partial(_begin, wait=f"{patience * 1000:.0f}ms"))


def reading() -> dict[str, Any]:
    """Return the options of a connection that only reads: it sees one moment, however long it looks."""
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _begin(conn: Connection, wait: str) -> None:
    if conn.get_execution_options().get("provision_writes"):
        conn.exec_driver_sql(BEGIN, (wait, ABANDONED))
        # Before anything else, the tables' making included: so writers wait in one line and never for each other.
        conn.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (WRITER,))
