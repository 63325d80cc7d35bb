"""Runs two sides in turn and compares them: the ratio is the peer's time over ours, higher is better."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Side = Callable[[], None]


@dataclass(frozen=True)
class Measured:
    """The medians of both sides, in seconds, and the least ratio that is asked for."""

    name: str
    ours: float
    peer: float
    bar: float

    @property
    def ratio(self) -> float:
        return self.peer / self.ours

    def to_json(self) -> dict[str, object]:
        return {
            "ours": round(self.ours, 4),
            "peer": round(self.peer, 4),
            "ratio": round(self.ratio, 3),
            "unit": "s",
            "bar": self.bar,
        }


def timed(side: Side) -> float:
    began = time.perf_counter()
    side()
    return time.perf_counter() - began


def in_turn(
    name: str, ours: Side, peer: Side, *, bar: float, rounds: int, between: Side = lambda: None
) -> Measured:
    """Run ours, the peer, ours, …, once to warm up and then `rounds` times; `between` tidies up untimed."""
    times: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        one = timed(ours)
        between()
        other = timed(peer)
        between()
        times.append((one, other))
    mine, theirs = zip(*times[1:], strict=True)
    return Measured(name, statistics.median(mine), statistics.median(theirs), bar)


def run(words: Sequence[str], *, codes: Sequence[int] = (0,), text: str | None = None) -> None:
    """Run a whole process; it must end as expected, or its time means nothing.

    What would make Python compile every module anew, or write letter by letter, is left out: it is
    not so where the program is installed.
    """
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(words, input=text, env=environ, capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        raise RuntimeError(f"{words[:4]}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
