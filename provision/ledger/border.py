"""Where the database's exceptions become ours, once."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from provision.errors import Outside, ProvisionError, ReadOnly
from provision.i18n import Text, msg
from provision.ledger import states
from provision.ledger.states import FAILED, FULL, IN_USE, Meaning

READ_ONLY = msg(
    "The ledger {place} may only be read: nothing was written. Ask for write permission on it and its folder"
)
DAMAGED = msg(
    "{place} is not a ledger or is damaged ({reason}). Leave it as it is, and restore the last backup: provision ledger restore FILE"
)
UNREACHABLE = msg(
    "The ledger {place} cannot be opened ({reason}); see that the file and its folder may be read"
)

CODES: dict[int, Meaning] = {
    sqlite3.SQLITE_BUSY: IN_USE,
    sqlite3.SQLITE_LOCKED: IN_USE,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: (ReadOnly, READ_ONLY),
    sqlite3.SQLITE_CORRUPT: (Outside, DAMAGED),
    sqlite3.SQLITE_NOTADB: (Outside, DAMAGED),
    sqlite3.SQLITE_CANTOPEN: (Outside, UNREACHABLE),
    sqlite3.SQLITE_PERM: (Outside, UNREACHABLE),
}
ERRNOS: dict[int | None, Meaning] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: (ReadOnly, READ_ONLY),
}


@contextmanager
def border(place: str) -> Iterator[None]:
    """Translate what the database raises into our errors, naming the ledger at `place`."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(error.orig, place) from error
    except sqlite3.Error as error:
        raise _translated(error, place) from error
    except UnicodeDecodeError as error:
        # SQLite quotes the damaged place in its message.
        raise Outside(Text(DAMAGED, place=place, reason=error.reason)) from error
    except SQLAlchemyError as error:
        kind, words = FAILED
        raise kind(Text(words, place=place, reason=type(error).__name__)) from error


@contextmanager
def file_border(place: str) -> Iterator[None]:
    """Translate what the file system raises; apart from `border`, which runs other people's code within."""
    try:
        yield
    except OSError as error:
        kind, words = ERRNOS.get(error.errno, (Outside, UNREACHABLE))
        raise kind(Text(words, place=place, reason=error.strerror)) from error


@contextmanager
def legible(seq: object) -> Iterator[None]:
    """Translate what an altered entry does to its reader."""
    try:
        yield
    except (ValueError, KeyError, TypeError) as error:
        raise Outside(
            Text("Entry {seq} of the ledger cannot be read; run: provision ledger verify", seq=seq)
        ) from error


def _translated(error: BaseException | None, place: str) -> ProvisionError:
    if hasattr(error, "sqlstate"):
        return states.translated(error, place)
    # The extended codes of SQLite keep the plain one in their lowest byte.
    code = getattr(error, "sqlite_errorcode", None)
    kind, words = CODES.get(code & 0xFF, FAILED) if code else FAILED
    return kind(Text(words, place=place, reason=str(error)))
