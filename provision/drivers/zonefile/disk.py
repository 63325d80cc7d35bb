"""Files that are read whole, and what the system refuses about them in one sentence."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provision.errors import Outside, ProvisionError, ReadOnly, StorageFull
from provision.i18n import Text

LARGEST = 64 * 2**20
NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
FULL = {errno.ENOSPC, errno.EDQUOT}


def content_of(file: Path) -> bytes:
    """Return what a file holds. Raises Outside."""
    with told(file):
        return _read(file)


def content_or_nothing(file: Path) -> bytes:
    """Return what a file holds, nothing where there is none. Raises Outside."""
    try:
        with told(file):
            return _read(file)
    except Outside as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return b""
        raise


def _read(file: Path) -> bytes:
    # Without waiting: a pipe of that name would never answer.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise Outside(Text("{file} is not a file", file=str(file)))
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Outside(Text("{file} is larger than {most} bytes", file=str(file), most=LARGEST))
    return content


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Say what the system refuses about a file. Raises StorageFull, ReadOnly or Outside."""
    try:
        yield
    except OSError as error:
        raise _error(file, error) from error


def _error(file: Path, error: OSError) -> ProvisionError:
    said = {"file": str(file), "reason": error.strerror or ""}
    if error.errno in FULL:
        return StorageFull(
            Text("No space is left for {file}; make room, then run the same command again", **said)
        )
    if error.errno in NO_RIGHT:
        return ReadOnly(
            Text(
                "{file}: {reason}. Whoever runs this needs the right to it and to write in its folder", **said
            )
        )
    return Outside(Text("{file}: {reason}", **said))
