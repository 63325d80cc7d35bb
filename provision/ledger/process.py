"""Who this process is, and whether another one still lives."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
START_TIME = 19  # counted after the name: field 22 of /proc/PID/stat, see proc(5)


@dataclass(frozen=True, slots=True)
class Process:
    """A process for ever: its number alone is given to another one soon.

    `identity` is the boot, the pid namespace (numbers mean nothing outside it) and the moment of
    its start, in ticks since that boot.
    """

    host: str
    pid: int
    identity: str

    @classmethod
    def this(cls) -> "Process":
        """Return the process that asks."""
        pid = os.getpid()
        return cls(socket.gethostname(), pid, f"{_place()} {_started(pid)}")

    def is_surely_alive(self) -> bool:
        """Tell whether it can be seen to run, here."""
        here = self.host == socket.gethostname() and self.identity.startswith(_place())
        return here and self.identity.endswith(f" {_started(self.pid)}")

    def is_surely_dead(self) -> bool:
        """Tell whether it cannot be alive; another host's, or another namespace's, may always be."""
        if self.host != socket.gethostname():
            return False
        boot, space, started = self.identity.split()
        here_boot, here_space = _place().split()
        if boot != here_boot:
            return True
        now = _started(self.pid)
        return space == here_space and now is not None and now != started


def _place() -> str:
    boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
    return f"{boot} {(PROC / 'self/ns/pid').readlink()}"


def _started(pid: int) -> str | None:
    """Return when a process began; "" for one that is gone, or ended and not yet collected; None where nothing tells."""
    try:
        # The name stands in parentheses and may hold anything, so count from the last one.
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except PermissionError:
        return None
    except (FileNotFoundError, ProcessLookupError):
        return None if _is_hidden(pid) else ""
    return "" if fields[0] in {"Z", "X"} else fields[START_TIME]


def _is_hidden(pid: int) -> bool:
    """Tell whether a process runs that may not be looked at: other people's, under hidepid (proc(5))."""
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except ProcessLookupError:
        return False
    return False
