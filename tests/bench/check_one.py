"""check-one: a healthy delegation, a whole process each, beside zonemaster-cli on the same zone and root."""

import tempfile
from pathlib import Path

from provision.sandbox.regency import REGENCY
from tests.bench.help_start import PROVISION
from tests.bench.turns import Measured, in_turn, run

ZONE = "rsud.bengkaliskab.go.id"


def check_one() -> Measured:
    root = REGENCY.server("root")
    with tempfile.NamedTemporaryFile("w", suffix=".hints") as hints:
        hints.write(". 3600000 NS a.root-servers.net.\n")
        for address in root.addresses:
            kind = "AAAA" if ":" in str(address) else "A"
            hints.write(f"a.root-servers.net. 3600000 {kind} {address}\n")
        hints.flush()
        peer = ["zonemaster-cli", "--hints", str(Path(hints.name)), "--level", "ERROR", ZONE]
        return in_turn(
            "check-one",
            lambda: run([PROVISION, "dns", "check", ZONE, "--hints", hints.name]),
            lambda: run(peer),
            bar=2,
            rounds=5,
        )
