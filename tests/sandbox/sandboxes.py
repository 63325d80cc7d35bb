"""Start sandboxes as an operator does, and find every process that belongs to one."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROVISION = (sys.executable, "-c", "from provision.cli.main import run; run()", "--lang", "en")
MARK = "PROVISION_TEST_MARK"


@dataclass(frozen=True)
class Sandboxes:
    """Starts sandboxes whose every process carries a mark in its environment, and finds them by it."""

    mark: str
    folder: Path

    def start(self, *command: str, **options: object) -> "subprocess.Popen[bytes]":
        words = (*PROVISION, "sandbox", "run", "--", *command)
        env = os.environ | {MARK: self.mark}
        return subprocess.Popen(words, env=env, cwd=self.folder, **options)  # type: ignore[call-overload,no-any-return]

    def run(self, *command: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        words = (*PROVISION, "sandbox", "run", "--", *command)
        env = os.environ | {MARK: self.mark}
        return subprocess.run(
            words,
            check=False,
            env=env,
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def processes(self) -> dict[int, str]:
        """Return those alive, with their command lines."""
        wanted, found = f"{MARK}={self.mark}".encode(), {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if wanted in (folder / "environ").read_bytes():
                    words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(folder.name)] = words
            except OSError:
                continue
        return found


def wait_for(true: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.01)


def in_new_namespaces(script: str) -> "subprocess.CompletedProcess[str]":
    """Run a shell script in namespaces of its own, as the inner half of the sandbox is."""
    words = ("unshare", "-n", "-m", "-p", "-i", "-u", "--fork", "--kill-child", "--mount-proc", "sh", "-ec")
    return subprocess.run((*words, script), check=False, capture_output=True, text=True, timeout=60)
