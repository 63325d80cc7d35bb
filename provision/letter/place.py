"""A finished letter, put in its place whole or not at all."""

import os
import tempfile
from errno import EDQUOT, ENOSPC
from pathlib import Path

from provision.errors import Outside, StorageFull
from provision.i18n import Text
from provision.names import shown

# Letters hold names of officials: the office's group reads them, nobody else.
MODE = 0o640


def place(target: Path, content: bytes) -> None:
    """Write a file in one step, over one that is there. Raises StorageFull or Outside, leaving nothing."""
    try:
        _place(target, content)
    except OSError as error:
        file, reason = shown(str(target), 200), reason_of(error)
        raise disk_fault(
            error, Text("{file} could not be written: {reason}", file=file, reason=reason)
        ) from error


def disk_fault(error: OSError, text: Text) -> Outside:
    """Return what to raise for a failure of the disk: a full one is told apart."""
    return StorageFull(text) if error.errno in {ENOSPC, EDQUOT} else Outside(text)


def reason_of(error: OSError) -> str:
    """Return the system's words for a failure."""
    return error.strerror or type(error).__name__


def _place(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=target.suffix, dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(handle, MODE)
            os.fsync(handle)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
