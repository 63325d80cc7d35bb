"""One writer at a time on this machine, and what a writer that died still owes.

A lock file beside our own file is held by `flock`, which ends with its process. What is written in it
is the serial that is being written: as long as it stands there, the people's file may lack the serial,
and the server may not have been told.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from provision.drivers.zonefile.disk import told
from provision.drivers.zonefile.staged import look_like
from provision.errors import Locked, ProvisionError
from provision.i18n import Text

BETWEEN = 0.05
MADE_MODE = 0o660
LONGEST = 32


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to write, while it is held."""

    file: Path
    opened: int

    @property
    def owed(self) -> int | None:
        """The serial that an earlier writer did not bring to its end; None where none did."""
        said = os.pread(self.opened, LONGEST, 0).split(b"\n")[0]
        return int(said) if said.isdigit() else None

    def owe(self, serial: int) -> None:
        """Write down what is begun, for good."""
        with told(self.file):
            os.pwrite(self.opened, b"%d\n" % serial, 0)
            os.fsync(self.opened)

    def done(self) -> None:
        """Write down that nothing is owed."""
        with told(self.file):
            os.ftruncate(self.opened, 0)
            os.fsync(self.opened)


@contextmanager
def turn(beside: Path, like: Path, patience: float) -> Iterator[Turn]:
    """Hold the right to write while a block runs. Raises Locked, or what tells why there can be no lock file."""
    file = lock_file(beside)
    with told(file):
        opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, MADE_MODE)
    try:
        with suppress(ProvisionError, OSError):
            look_like(opened, like, ours=True)  # so that colleagues can hold it too
        _wait(opened, file, patience)
        yield Turn(file, opened)
    finally:
        os.close(opened)


def owes(beside: Path) -> bool:
    """Tell, without the lock, whether something seems to be owed."""
    try:
        return bool(lock_file(beside).read_bytes())
    except OSError:
        return False


def lock_file(beside: Path) -> Path:
    """Return where the lock of a file is."""
    return beside.with_name(f"{beside.name}.lock")


def _wait(opened: int, file: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while not _taken(opened):
        if time.monotonic() > until:
            raise Locked(Text("Somebody else is writing this zone (lock {file}); try again", file=str(file)))
        time.sleep(BETWEEN)


def _taken(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
