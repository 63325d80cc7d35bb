"""A site in a folder, and the program run in it as people run it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]
LETTER = ("--agency", "dinkes", "--number", "015/2026", "--date", "2026-03-17", "--received", "2026-03-17",
          "--subject", "Permohonan subdomain")  # fmt: skip
NEW = ("request", "new", "subdomain", *LETTER, "--name", "dinkes", "--ip", "103.94.10.5", "--ns", "office")
PDF = b"%PDF-1.7\n%surat\n"


def runner(folder: Path) -> Run:
    """Return what runs the program, in English, in a folder."""

    def call(*words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", "from provision.cli.main import run; run()", "--lang", "en", *words],
            cwd=folder,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def shell(folder: Path) -> Run:
    """Return what runs the program in the new site below a folder."""
    made = runner(folder)("init", "site")
    assert made.returncode == 0, made.stderr
    return runner(folder / "site")
