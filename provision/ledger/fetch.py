"""A backup, fetched and examined before it takes anything's place."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import delete

from provision.errors import NotFound, Refused
from provision.i18n import Text
from provision.ledger import tables
from provision.ledger.backup import copy_file
from provision.ledger.border import border
from provision.ledger.log import read_head
from provision.ledger.place import url_of
from provision.ledger.schema import ensure
from provision.ledger.store import Store
from provision.ledger.verify import verify


def fetch(path: Path, copy: Path) -> None:
    """Copy a backup into an empty file, whole and of this version. Raises NotFound, Refused, Outside."""
    if not path.is_file():
        raise NotFound(Text("There is no backup {path}", path=path))
    source = f"{path.absolute().as_uri()}?mode=ro"
    with border(str(path)), closing(sqlite3.connect(source, uri=True)) as opened:
        copy_file(opened, copy)
    _examine(copy, path)


def _examine(copy: Path, path: Path) -> None:
    """Bring the copy to this version's tables, verify it, and free its locks: their holders are of then."""
    with closing(Store(url_of(copy), place=str(path))) as store:
        ensure(store)
        findings = verify(store)
        with store.writing() as conn:
            if findings or not read_head(conn)[0]:
                why = findings[0].why if findings else Text("It holds no entries")
                raise Refused(
                    Text("The backup {path} is not whole and was not restored. {why}", path=path, why=why)
                )
            conn.execute(delete(tables.locks))
