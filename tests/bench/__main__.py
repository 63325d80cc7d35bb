"""`python -m tests.bench`: installs the peers, runs both sides in turn, prints a table, writes build/bench.json."""

import json
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from provision.sandbox import packages, runner
from tests.bench.apply_1000 import apply_1000
from tests.bench.check_200 import check_200, check_200_cli
from tests.bench.check_one import check_one
from tests.bench.engine import engine
from tests.bench.help_start import help_start
from tests.bench.inbox_50000 import inbox_50000
from tests.bench.ledger_linear import ledger_linear
from tests.bench.plan_1000_octodns import install, plan_1000_octodns
from tests.bench.scale_10000 import scale_10000
from tests.bench.turns import Measured

BENCHES = (
    help_start,
    check_one,
    check_200,
    check_200_cli,
    engine,
    scale_10000,
    apply_1000,
    plan_1000_octodns,
    inbox_50000,
    ledger_linear,
)
PEERS = ("zonemaster-cli", "bind9-dnsutils", "dnsperf")
RESULT = Path("build/bench.json")


def main() -> int:
    if "PROVISION_SANDBOX" not in os.environ:
        _install()
        return runner.run([sys.executable, "-m", "tests.bench", *sys.argv[1:]])
    found = [bench() for bench in BENCHES]
    _write(found)
    _print(found)
    return int(any(one.ratio < one.bar for one in found))


def _install() -> None:
    missing = packages.missing(PEERS)
    if missing and os.geteuid() == 0:
        packages.install(missing, stdout=sys.stderr.fileno())
    elif missing:
        sys.exit(f"the peers are missing; as root: {packages.command(missing)}")
    install()


def _write(found: list[Measured]) -> None:
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({one.name: one.to_json() for one in found}, indent=2) + "\n")


def _print(found: list[Measured]) -> None:
    table = Table("name", "ours (s)", "peer (s)", "ratio", "at least")
    for one in found:
        style = "green" if one.ratio >= one.bar else "red"
        ratio = f"[{style}]{one.ratio:.2f}[/]"
        table.add_row(one.name, f"{one.ours:.3f}", f"{one.peer:.3f}", ratio, f"{one.bar:g}")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
