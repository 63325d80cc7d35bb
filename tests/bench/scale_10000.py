"""scale-10000: 10,000 zones of which one in ten is dead or slow, beside ten times 1,000; as whole processes.

1 is exactly linear. The memory of the larger run is bounded, and a zone that is well is not held up by those
that are not: the last of them ends before the end.
"""

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.help_start import PROVISION
from tests.bench.province import is_healthy, names, province
from tests.bench.turns import Measured, in_turn

MANY, TIMES = 10_000, 10
MOST_MEMORY = 300_000  # KiB


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
    with told.open("wb") as out:
        pid = os.posix_spawn(
            words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        )
        _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 3} or usage.ru_maxrss > MOST_MEMORY:
        raise RuntimeError(f"exit {os.waitstatus_to_exitcode(status)}, {usage.ru_maxrss} KiB")
    _judge([json.loads(line) for line in told.read_text().splitlines()], listed.read_text().split())


def _judge(told: Sequence[dict[str, object]], asked: Sequence[str]) -> None:
    if sorted(str(one["zone"]) for one in told) != sorted(asked):
        raise RuntimeError(f"{len(told)} of {len(asked)} zones were told of")
    numbers = [int(str(one["zone"])[4:9]) for one in told]
    cut = [one["zone"] for one in told if is_healthy(int(str(one["zone"])[4:9])) and _was_cut(one)]
    if cut:
        raise RuntimeError(f"{len(cut)} healthy zones were not finished")
    last = max(place for place, number in enumerate(numbers) if is_healthy(number))
    print(
        f"{len(told)} zones; healthy seconds {sum(one['seconds'] for one in told if is_healthy(int(str(one['zone'])[4:9]))) / len(told):.3f}; last healthy at {last}"
    )


def _was_cut(one: dict[str, object]) -> bool:
    return any(finding["tag"] == "CHECK_CUT_SHORT" for finding in one["findings"])  # type: ignore[attr-defined]
