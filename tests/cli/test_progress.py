"""Long work shows how far it is, on a terminal alone."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from provision.cli.progress import Meter
from provision.flow.check import look
from tests.flow.offices import office


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever runs the tests: a dumb terminal shows no bar."""
    monkeypatch.setenv("TERM", "xterm")


class Told:
    """Keeps what a watcher is told."""

    def __init__(self) -> None:
        self.heard: list[int] = []

    def begin(self, steps: int) -> None:
        self.heard.append(steps)

    def step(self) -> None:
        self.heard.append(-1)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_survey_tells_each_proposal(tmp_path: Path, count: int) -> None:
    with office(tmp_path) as room:
        letters = [room.letter(f"dinkes{number}") for number in range(count)]
        watcher = Told()
        look(replace(room.desk, world=replace(room.desk.world, watcher=watcher)), letters)
    assert watcher.heard == [count, *[-1] * count]


def shown(steps: Sequence[int]) -> str:
    """Return what a terminal shows of surveys of so many steps, one after the other."""
    terminal, meter = io.StringIO(), Meter()
    with meter.showing("Checking", Console(file=terminal, force_terminal=True, width=80)):
        for count in steps:
            meter.begin(count)
            for _ in range(count):
                meter.step()
            if meter._bar:
                meter._bar.refresh()
    meter.begin(5)  # nobody looks any more
    meter.step()
    return terminal.getvalue()


SHOWN = [((1,), None), ((), None), ((3,), "3/3"), ((3, 7), "7/7"), ((1, 2), "2/2"), ((2, 1), "1/1")]


@pytest.mark.parametrize(("steps", "wanted"), SHOWN)
def test_a_bar_comes_once_several_steps_are_known(steps: Sequence[int], wanted: str | None) -> None:
    told = shown(steps)
    assert "Checking" in told
    assert (wanted in told) if wanted else ("/" not in told)


def test_a_failure_ends_the_bar() -> None:
    terminal, meter = io.StringIO(), Meter()

    def fail() -> None:
        with meter.showing("Checking", Console(file=terminal, force_terminal=True)):
            meter.begin(3)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert meter._bar is None
    # The cursor was hidden, and is there again.
    assert terminal.getvalue().rindex("\x1b[?25h") > terminal.getvalue().rindex("\x1b[?25l")


def test_a_pipe_sees_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    meter = Meter()
    with meter.showing("Checking"):
        meter.begin(3)
        meter.step()
    assert capsys.readouterr() == ("", "")
