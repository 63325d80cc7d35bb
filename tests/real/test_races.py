"""The same request applied by many at once, with the real command: one does it, the others say why they did not."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from provision.model.event import Kind
from tests.postgres import BACKENDS
from tests.real.office import Office, on_ledger

pytestmark = pytest.mark.sandbox
MANY, PATIENCE = 8, 60


@pytest.fixture(params=BACKENDS)
def anywhere(request: pytest.FixtureRequest, office: Office) -> Iterator[Office]:
    """The office with its ledger in a file, and on a database server."""
    if request.param == "sqlite":
        yield office
        return
    with request.getfixturevalue("postgres").new() as url:
        on_ledger(office.folder, url)
        yield office


# Everything heavy is there before the gate opens.
WAITING = """
import os, pathlib, time
import provision.cli.apply, provision.engine.world, provision.flow.fulfil, provision.ledger
folder = pathlib.Path({folder!r})
(folder / f"ready{{os.getpid()}}").touch()
while not (folder / "gate").exists():
    time.sleep(0.005)
from provision.cli.main import run
run()
"""


def all_at_once(office: Office, words: Sequence[str], folder: Path) -> list[tuple[int, str]]:
    """Run the same command in many processes that begin together; return how each ended and what it said."""
    folder.mkdir()
    script = WAITING.format(folder=str(folder))
    environ = {**os.environ, "PROVISION_SITE": str(office.folder), "PROVISION_LANG": "en"}
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environ,
        )
        for _ in range(MANY)
    ]
    until = time.monotonic() + PATIENCE
    while len([*folder.glob("ready*")]) < MANY:
        assert time.monotonic() < until
        time.sleep(0.01)
    (folder / "gate").touch()
    said = [process.communicate(timeout=PATIENCE)[0] for process in started]
    return [(process.returncode, words) for process, words in zip(started, said, strict=True)]


def test_one_of_many_applies_and_the_others_are_told(anywhere: Office, tmp_path: Path) -> None:
    request = str(anywhere.letter("dlh", "taman").id)
    before = anywhere.records()
    ended = all_at_once(anywhere, ["apply", request, "--yes"], tmp_path / "start")
    assert not [said for _, said in ended if "Traceback" in said]
    assert sorted({code for code, _ in ended}) in ([0], [0, 4])
    assert len([said for code, said in ended if code == 0 and "Done: 1 " in said]) == 1
    others = [said for _, said in ended if "Done: 1 " not in said]
    assert all("is at work on zone:" in said or "Done: 0 " in said for said in others), others
    assert len(anywhere.records()) == len(before) + 1
    with anywhere.desk() as desk:
        assert (
            len(desk.ledger.events(request, Kind.INTENDED))
            == len(desk.ledger.events(request, Kind.DONE))
            == 1
        )
        assert [grant.object for grant in desk.ledger.grants()] == ["taman.bengkaliskab.go.id"]
        assert desk.ledger.verify() == []
    assert "Done: 0 " in anywhere.must("apply", request, "--yes")


def test_many_that_record_one_letter_record_it_once(anywhere: Office, tmp_path: Path) -> None:
    letter = tmp_path / "surat.yaml"
    letter.write_text(
        "service: subdomain\naction: new\nagency: dlh\n"
        "letter: {number: 015/DLH/2026, date: 12 Januari 2026, subject: Permohonan}\n"
        "name: taman\nips: [103.150.30.90]\nns: office\n"
    )
    ended = all_at_once(anywhere, ["request", "import", str(letter)], tmp_path / "start")
    assert {code for code, _ in ended} == {0}, ended
    with anywhere.desk() as desk:
        assert len(desk.ledger.requests()) == 1
        assert desk.ledger.verify() == []
