"""inbox-50000: `request inbox` over a ledger of 50,000 requests beside one of 500, with as many open.

Closed requests must cost next to nothing: the peer is the same command over a ledger that has few.
"""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, insert

from provision.cli.office import SystemClock
from provision.config.data import data_folder
from provision.config.load import load_site
from provision.ledger import log, open_ledger, register
from provision.ledger.log import Stamp
from provision.ledger.tables import requests
from provision.model.event import Kind, Status
from provision.model.request import Action, Letter, Request
from provision.names import RequestId, Slug
from tests.bench.help_start import PROVISION
from tests.bench.turns import Measured, in_turn, run

OPEN = 300
LONG_AGO = datetime.now(UTC) - timedelta(days=400)
DISK = Path("build")


def inbox_50000() -> Measured:
    DISK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=DISK) as folder:
        many, few = _site(Path(folder) / "many", 50_000), _site(Path(folder) / "few", 500)
        return in_turn("inbox-50000", lambda: _inbox(many), lambda: _inbox(few), bar=0.3, rounds=9)


def _inbox(site: Path) -> None:
    run([PROVISION, "request", "inbox", "--all", "--site", str(site)])


def _site(site: Path, number: int) -> Path:
    """Make a site whose ledger holds so many requests, the last of them open."""
    shutil.copytree(data_folder("inventory"), site / "inventory")
    url = load_site(site).ledger
    open_ledger(url, SystemClock()).close()
    asked = [_request(one) for one in range(1, number + 1)]
    closed, still = asked[:-OPEN], asked[-OPEN:]
    engine = create_engine(url)
    with engine.begin() as conn:
        _open(conn, LONG_AGO, closed)
        for kind, body in _way():
            told = [(str(one.id), body) for one in closed]
            register.tell_all(conn, Stamp(LONG_AGO, "bench"), kind, told)
        _open(conn, datetime.now(UTC), still)
        checked = [(str(one.id), {"blocked": False, "report": REPORT}) for one in still]
        register.tell_all(conn, Stamp(datetime.now(UTC), "bench"), Kind.CHECKED, checked)
    engine.dispose()
    return site


def _open(conn: object, at: datetime, asked: list[Request]) -> None:
    told = [(str(one.id), one.to_json()) for one in asked]
    events = log.append_all(conn, Stamp(at, "bench"), Kind.OPENED, told)  # type: ignore[arg-type]
    rows = [register.row_of(one, Status.OPEN, event.seq) for one, event in zip(asked, events, strict=True)]
    conn.execute(insert(requests), rows)  # type: ignore[attr-defined]


REPORT = {"findings": ["x" * 100] * 20}


def _way() -> Iterator[tuple[Kind, dict[str, object]]]:
    """Yield what a closed request leaves behind, with bodies as long as real ones."""
    yield Kind.CHECKED, {"blocked": False, "report": REPORT}
    yield (
        Kind.STEP,
        {"step": "assign", "role": "division_head", "date": "2025-10-20", "evidence": "", "note": ""},
    )
    yield Kind.DRAFTED, {"outcome": "granted", "files": {}}
    yield (
        Kind.STEP,
        {"step": "send", "role": "general_admin", "date": "2025-10-20", "evidence": "", "note": ""},
    )


def _request(number: int) -> Request:
    day = LONG_AGO.date()
    letter = Letter(f"{number}/DLH/2026", day, "Permohonan subdomain", day)
    fields = {"ips": ["103.150.30.90"], "ns": [], "www": False}
    name = f"nama{number}.bengkaliskab.go.id"
    return Request(
        RequestId("SUB", 2026, number), "subdomain", Action.NEW, Slug.parse("dlh"), name, letter, fields
    )
