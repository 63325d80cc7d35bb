"""Putting a backup in the ledger's place, whatever that place is."""

from datetime import UTC
from pathlib import Path

from provision.errors import BadConfig
from provision.i18n import Text
from provision.ledger import restore_file, restore_server
from provision.ledger.place import file_of, parse_url
from provision.ports import Clock


def restore(url: str, path: Path, clock: Clock, *, replace: bool = False) -> Path | str | None:
    """Put a backup in the ledger's place; return where the ledger that was there is kept, if any.

    That is a file beside it, or the name of a schema in the same database. The backup is verified
    first. Raises NotFound; Refused where the backup is not whole, or where a ledger with entries is
    there and `replace` was not said; Locked where that ledger is in use.
    """
    parsed, moment = parse_url(url), f"{clock.now().astimezone(UTC):%Y%m%dT%H%M%S%f}"
    target = file_of(parsed)
    if target:
        return restore_file.restore(target, path, moment, replace=replace)
    if parsed.get_backend_name() == "sqlite":
        raise BadConfig(
            Text("ledger: a backup is restored into a file or a database server, not into memory")
        )
    return restore_server.restore(parsed, path, moment, replace=replace)
