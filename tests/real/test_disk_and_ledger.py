"""A full disk, a ledger in use: one sentence, nothing half done."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real.office import Office

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


def test_a_full_disk_under_the_ledger(office: Office, small: Path) -> None:
    request = str(office.letter("dlh", "taman").id)
    before = office.records()
    ledger = office.folder / "ledger"
    for file in ledger.iterdir():
        shutil.move(file, small / file.name)
    ledger.rmdir()
    ledger.symlink_to(small)
    fill(small)
    said = office.must("apply", request, "--yes", code=1)
    assert "No space is left for the ledger" in said
    assert office.records() == before
    (small / "filler").unlink()
    office.must("apply", request, "--yes")
    office.must("ledger", "verify")


def test_a_full_disk_under_the_outbox(office: Office, small: Path) -> None:
    request = str(office.letter("dlh", "taman", {"ips": ["10.0.0.1"]}).id)
    (office.folder / "outbox").symlink_to(small)
    fill(small)
    office.must("letter", "draft", request, code=1)
    assert [path.name for path in small.iterdir()] == ["filler"]
    (small / "filler").unlink()
    office.must("letter", "draft", request)


def test_a_ledger_that_another_process_holds(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    before = office.records()
    (path,) = (office.folder / "ledger").glob("*.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    said = office.must("apply", request, "--yes", code=4)
    other.execute("ROLLBACK")
    other.close()
    assert "is in use by another process" in said
    assert office.records() == before
    office.must("apply", request, "--yes")
