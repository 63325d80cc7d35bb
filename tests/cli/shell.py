"""A site in a folder, and the program run in it as people run it.

It runs in the tests' own process, which is ten times faster than a process for each command; that it
starts as an installed command too is tried in `tests/cli/sites.py` and on the real servers.
"""

import gc
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from provision.cli.main import run
from provision.cli.office import CliOffice

LETTER = ("--agency", "dinkes", "--number", "015/2026", "--date", "2026-03-17", "--received", "2026-03-17",
          "--subject", "Permohonan subdomain")  # fmt: skip
NEW = ("request", "new", "subdomain", *LETTER, "--name", "dinkes", "--ip", "103.94.10.5", "--ns", "office")
PDF = b"%PDF-1.7\n%surat\n"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of the program ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Ended]


def runner(folder: Path) -> Run:
    """Return what runs the program, in English, in a folder; as another login where one is named."""

    def call(*words: str, typed: str = "", login: str = "") -> Ended:
        out, err = io.StringIO(), io.StringIO()
        with _process(folder, words, typed, login), redirect_stdout(out), redirect_stderr(err):
            try:
                run()
            except SystemExit as end:
                code = end.code
        return Ended(int(code or 0), out.getvalue(), err.getvalue())

    return call


@contextmanager
def _process(folder: Path, words: Sequence[str], typed: str, login: str) -> Iterator[None]:
    """Have what a process has of its own for the length of a block: arguments, input, folder, environment."""
    collecting = gc.get_threshold()
    with ExitStack() as stack:
        stack.callback(gc.set_threshold, *collecting)
        stack.callback(gc.unfreeze)
        stack.enter_context(chdir(folder))
        stack.enter_context(patch.dict(os.environ))
        stack.enter_context(patch("sys.argv", ["provision", "--lang", "en", *words]))
        stack.enter_context(patch("sys.stdin", io.StringIO(typed)))
        if login:
            stack.enter_context(patch.object(CliOffice, "actor", login))
        yield


def shell(folder: Path) -> Run:
    """Return what runs the program in the new site below a folder."""
    made = runner(folder)("init", "site")
    assert made.returncode == 0, made.stderr
    return runner(folder / "site")
