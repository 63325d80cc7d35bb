"""engine: questions answered by a local NSD, no two alike, through the engine, beside dnsperf at its own default pace."""

import re
import subprocess
import tempfile
from pathlib import Path

from provision.checks.asking import Asking
from provision.drivers.dns import SocketDns
from provision.engine.ask import Asker
from provision.model.query import Query
from provision.names import Fqdn
from provision.sandbox.regency import REGENCY
from tests.bench.turns import Measured, in_turn

ZONE = "rsud.bengkaliskab.go.id"
SERVER = REGENCY.server("rsud").addresses[0]
QUESTIONS, BATCH = 40_000, 500
COMPLETED = re.compile(r"Queries completed:\s+(\d+)")


def engine() -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked"
        asked.write_text("".join(f"n{number}.{ZONE} A\n" for number in range(QUESTIONS)))
        return in_turn("engine", _ours, lambda: _dnsperf(asked), bar=0.034, rounds=5)


def _ours() -> None:
    answered = Asker(SocketDns(), QUESTIONS, seconds=600).run(_asking())
    if answered != QUESTIONS:
        raise RuntimeError(f"{answered} were answered")


def _asking() -> Asking[int]:
    answered = 0
    for first in range(0, QUESTIONS, BATCH):
        answers = yield [
            Query(SERVER, Fqdn(f"n{number}.{ZONE}"), "A") for number in range(first, first + BATCH)
        ]
        answered += sum(answer.rcode == "NXDOMAIN" for answer in answers)
    return answered


def _dnsperf(asked: Path) -> None:
    words = ["dnsperf", "-s", str(SERVER), "-d", str(asked), "-n", "1"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    completed = COMPLETED.search(done.stdout)
    if not completed or int(completed[1]) != QUESTIONS:
        raise RuntimeError(done.stdout[-2000:])
