"""A site in a folder with one recorded letter, and the real command run in it."""

import os
import subprocess
import sys
from pathlib import Path

PROVISION = Path(sys.executable).with_name("provision")
LETTER = ("--agency", "dinkes", "--number", "015/2026", "--date", "2026-03-17", "--received", "2026-03-17",
          "--subject", "Permohonan subdomain", "--name", "dinkes", "--ip", "103.94.10.5", "--ns", "office")  # fmt: skip


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
        recorded = run("request", "new", "subdomain", *LETTER, cwd=folder)
        assert recorded.returncode == 0, recorded.stderr
    return folder
