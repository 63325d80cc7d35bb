"""help-start: `provision --help` beside an interpreter that does nothing."""

import sys
from pathlib import Path

from tests.bench.turns import Measured, in_turn, run

PROVISION = str(Path(sys.executable).with_name("provision"))


def help_start() -> Measured:
    return in_turn(
        "help-start",
        lambda: run([PROVISION, "--help"]),
        lambda: run([sys.executable, "-c", "pass"]),
        bar=0.17,
        rounds=20,
    )
