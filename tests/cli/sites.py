"""A site in a folder with one recorded letter, and the installed command run in it as a process."""

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.shell import NEW

PROVISION = Path(sys.executable).with_name("provision")


def run(*words: str, cwd: Path, environ: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run the installed command."""
    known = {
        key: value for key, value in os.environ.items() if not key.startswith(("PROVISION", "_PROVISION"))
    }
    return subprocess.run(
        [PROVISION, *words],
        cwd=cwd,
        env=known | (environ or {}),
        capture_output=True,
        text=True,
        check=False,
    )


def new_site(folder: Path, *, letters: bool = True) -> Path:
    """Write a site, and record a letter in it."""
    made = run("init", str(folder), cwd=folder.parent)
    assert made.returncode == 0, made.stderr
    if letters:
        recorded = run(*NEW, cwd=folder)
        assert recorded.returncode == 0, recorded.stderr
    return folder
