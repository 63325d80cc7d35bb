"""The bar of a check of several letters, as a terminal sees it and a pipe does not."""

import os
import shlex
import subprocess
import sys

import pytest

from tests.real.office import Office

pytestmark = pytest.mark.sandbox


def test_a_bar_on_a_terminal_and_none_on_a_pipe(office: Office) -> None:
    for name in ("taman", "hutan", "kebun"):
        office.letter("dlh", name)
    words = [sys.executable, "-m", "provision", "--site", str(office.folder), "check", "--all-open"]
    terminal = subprocess.run(
        ["script", "-qec", shlex.join(words), "/dev/null"],
        capture_output=True,
        text=True,
        env={**os.environ, "TERM": "xterm"},  # whatever runs the tests: a dumb terminal shows no bar
        check=False,
    )
    assert "3/3" in terminal.stdout
    assert "/3" not in office.run("check", "--all-open").stderr
