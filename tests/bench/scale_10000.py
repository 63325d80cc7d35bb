"""scale-10000: 10,000 zones of which one in ten is dead or slow, beside ten times 1,000; as whole processes.

1 is exactly linear. The memory of the larger run is bounded, and a zone that is well is not held up by those
that are not: the last of them ends before the end.
"""

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.help_start import PROVISION
from tests.bench.province import is_healthy, names, province
from tests.bench.turns import Measured, in_turn

MANY, TIMES = 10_000, 10
MOST_MEMORY = 300_000  # KiB
HIGH_WATER = re.compile(r"VmHWM:\s+(\d+)")
PAUSE = 0.05


def scale_10000() -> Measured:
    with tempfile.TemporaryDirectory() as folder, province(MANY, Path(folder)) as hints:
        few, many = (_listed(Path(folder), count) for count in (MANY // TIMES, MANY))
        measured = in_turn(
            "scale-10000", lambda: _check(many, hints), lambda: _check(few, hints), bar=0.85, rounds=1
        )
    return replace(measured, peer=measured.peer * TIMES)


def _listed(folder: Path, count: int) -> Path:
    path = folder / f"{count}.txt"
    path.write_text("".join(f"{name}\n" for name in names(count)))
    return path


def _check(listed: Path, hints: Path) -> None:
    """Check the zones of a list; all must be told of, and none take more memory than it may."""
    told = listed.with_suffix(".jsonl")
    words = [PROVISION, "dns", "check", "--from", str(listed), "--hints", str(hints)]
    with told.open("wb") as out, subprocess.Popen(words, stdout=out) as process:
        memory = _most_memory(process)
    if process.returncode not in {0, 3} or memory > MOST_MEMORY:
        raise RuntimeError(f"exit {process.returncode}, {memory} KiB")
    _judge([json.loads(line) for line in told.read_text().splitlines()], listed.read_text().split())


def _most_memory(process: "subprocess.Popen[bytes]") -> int:
    """Return the most that a process held, in KiB; the kernel's own sum at the end counts its parent's, too."""
    most = 0
    while process.poll() is None:
        seen = HIGH_WATER.search(Path(f"/proc/{process.pid}/status").read_text())
        most = int(seen[1]) if seen else most
        time.sleep(PAUSE)
    return most


def _judge(told: Sequence[dict[str, object]], asked: Sequence[str]) -> None:
    if sorted(str(one["zone"]) for one in told) != sorted(asked):
        raise RuntimeError(f"{len(told)} of {len(asked)} zones were told of")
    numbers = [int(str(one["zone"])[4:9]) for one in told]
    cut = [one["zone"] for one in told if is_healthy(int(str(one["zone"])[4:9])) and _was_cut(one)]
    if cut:
        raise RuntimeError(f"{len(cut)} healthy zones were not finished")
    last = max(place for place, number in enumerate(numbers) if is_healthy(number))
    if last == len(told) - 1:
        raise RuntimeError("a healthy zone was the last of all")


def _was_cut(one: dict[str, object]) -> bool:
    return any(finding["tag"] == "CHECK_CUT_SHORT" for finding in one["findings"])  # type: ignore[attr-defined]
