"""check-one: a healthy delegation, a whole process each, beside zonemaster-cli on the same zone and root."""

import tempfile
from pathlib import Path

from tests.bench.delegated import hints_file
from tests.bench.help_start import PROVISION
from tests.bench.turns import Measured, in_turn, run

ZONE = "rsud.bengkaliskab.go.id"


def check_one() -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        hints = str(hints_file(Path(folder)))
        return in_turn(
            "check-one",
            lambda: run([PROVISION, "dns", "check", ZONE, "--hints", hints]),
            lambda: run(["zonemaster-cli", "--hints", hints, "--level", "ERROR", ZONE]),
            bar=2,
            rounds=5,
        )
