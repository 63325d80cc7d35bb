"""A full disk, a ledger in use: one sentence, nothing half done."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from provision.config.load import load_site
from provision.model.request import Action
from tests.real.office import PARENT, Office

pytestmark = pytest.mark.sandbox


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of one mebibyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(folder: Path) -> None:
    with (folder / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


def move_ledger(office: Office, small: Path) -> None:
    ledger = office.folder / "ledger"
    for file in ledger.iterdir():
        shutil.move(file, small / file.name)
    ledger.rmdir()
    ledger.symlink_to(small)


def test_a_full_disk_under_the_ledger(office: Office, small: Path) -> None:
    request = str(office.letter("dlh", "taman").id)
    before = office.records()
    move_ledger(office, small)
    fill(small)
    said = office.must("apply", request, "--yes", code=1)
    assert "No space is left for the ledger" in said
    assert office.records() == before
    (small / "filler").unlink()
    office.must("apply", request, "--yes")
    office.must("ledger", "verify")


# The disk is full from the moment when the update has been carried out.
FILLING = """
from provision.drivers.rfc2136 import Rfc2136Parent
real = Rfc2136Parent.write
def filling(self, changes, guards):
    real(self, changes, guards)
    with open("{filler}", "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            pass
Rfc2136Parent.write = filling
"""


@pytest.mark.parametrize("action", ["new", "revoke"])
def test_a_disk_that_fills_up_after_the_update(office: Office, small: Path, action: str) -> None:
    """The outcome cannot be written down: the next run learns it from the zone."""
    before = office.records()
    if action == "revoke":
        office.granted("dlh", "taman")
    kind = Action.NEW if action == "new" else Action.REVOKE
    request = str(office.letter("dlh", "taman", action=kind).id)
    move_ledger(office, small)
    script = FILLING.format(filler=small / "filler")
    said = office.must("apply", request, "--yes", code=1, script=script)
    assert "No space is left" in said.splitlines()[-1]
    (small / "filler").unlink()
    assert "Done: 0 " in office.must("apply", request, "--yes")
    assert len(office.records()) == len(before) + (action == "new")
    with office.desk() as desk:
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
        assert [grant.stands for grant in desk.ledger.grants()] == [action == "new"]
    assert office.locks() == []


def test_a_full_disk_under_the_outbox(office: Office, small: Path) -> None:
    request = str(office.letter("dlh", "taman", {"ips": ["10.0.0.1"]}).id)
    (office.folder / "outbox").symlink_to(small)
    fill(small)
    assert "No space left" in office.must("letter", "draft", request, code=1)
    assert [path.name for path in small.iterdir()] == ["filler"]
    (small / "filler").unlink()
    office.must("letter", "draft", request)


def test_a_letter_that_finds_no_room_comes_with_the_next_run(office: Office, small: Path) -> None:
    request = str(office.letter("dlh", "taman").id)
    (office.folder / "outbox").symlink_to(small)
    fill(small)
    office.must("fulfil", request, "--yes", code=1)
    (small / "filler").unlink()
    assert "Done: 0 " in office.must("fulfil", request, "--yes")
    assert (small / f"{request}-granted.docx").is_file()


HOLDING = """
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1], isolation_level=None)
ledger.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(office: Office) -> Iterator[None]:
    """Let another process hold the ledger while a block runs."""
    (path,) = (office.folder / "ledger").glob("*.db")
    words = [sys.executable, "-c", HOLDING, path]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.kill()


def test_a_ledger_that_another_process_holds(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    before = office.records()
    commands = [("apply", "--yes"), ("undo", "--yes"), ("check",), ("verify",), ("letter", "draft")]
    with held(office), ThreadPoolExecutor(len(commands)) as pool:
        words = [(*command[:2], request) if "draft" in command else (command[0], request, *command[1:])
                 for command in commands]  # fmt: skip
        for said in pool.map(lambda one: office.must(*one, code=4), words):
            assert "is in use by another process" in said
            assert said.count("\n") == 1
    assert office.records() == before
    office.must("apply", request, "--yes")


LOCKING = """
import sys, time
from provision.cli.office import SystemClock
from provision.ledger import open_ledger
with open_ledger(sys.argv[1], SystemClock()) as ledger, ledger.lock(sys.argv[2], "siti"):
    print("locked", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("command", ["apply", "undo"])
def test_a_zone_lock_of_a_living_process_and_of_a_dead_one(office: Office, command: str) -> None:
    """Who is at work since when is told; a killed process keeps no lock."""
    request = str(office.granted("dlh", "taman").id)
    before = office.records()
    words = [sys.executable, "-c", LOCKING, load_site(office.folder).ledger, f"zone:{PARENT}"]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"locked\n"
        said = office.must(command, request, "--yes", code=4)
        assert re.search(
            rf"siti is at work on zone:{PARENT} since \d{{4}}-\d\d-\d\d \d\d:\d\d, on .* \(process {other.pid}\)",
            said,
        )
        assert said.count("\n") == 1
        assert office.records() == before
        other.kill()
    office.must(command, request, "--yes")
    assert office.locks() == []
