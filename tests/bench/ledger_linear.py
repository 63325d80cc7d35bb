"""ledger-linear: verifying 200,000 entries beside ten times 20,000, without start-up; 1 is exactly linear."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from provision.ledger import Ledger, open_ledger
from provision.ledger.log import Stamp
from provision.ledger.register import open_request
from provision.model.event import Kind
from provision.model.grant import Grant
from provision.model.request import Action, Letter, Request
from provision.names import Slug
from tests.bench.turns import Measured, in_turn

DISK = Path("build")
FEW, TIMES = 20_000, 10
SENT = date(2026, 1, 12)
AGENCY = Slug("dlh")
# What happens to a request from its letter to the reply: so many entries.
PER_REQUEST, THOUSANDS = 8, 5000


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        return datetime(2026, 1, 12, tzinfo=UTC)


def ledger_linear() -> Measured:
    DISK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=DISK) as folder:
        few, many = (_ledger(Path(folder), FEW * times) for times in (1, TIMES))
        measured = in_turn("ledger-linear", lambda: _verify(many), lambda: _verify(few), bar=0.85, rounds=3)
    return replace(measured, peer=measured.peer * TIMES)


def _verify(url: str) -> None:
    with open_ledger(url, Still()) as ledger:
        if ledger.verify():
            raise RuntimeError(url)


def _ledger(folder: Path, entries: int) -> str:
    """Make a ledger of so many entries; return its URL."""
    url = f"sqlite:///{folder.resolve()}/{entries}.db"
    with open_ledger(url, Still()) as ledger:
        for first in range(0, entries // PER_REQUEST, THOUSANDS):
            _live(ledger, range(first, min(first + THOUSANDS, entries // PER_REQUEST)))
    return url


def _live(ledger: Ledger, numbers: range) -> None:
    """Take requests from their letters to the replies, in few transactions."""
    stamp = Stamp(Still().now(), "bench")
    with ledger._store.writing() as conn:
        made = [open_request(conn, stamp, "SUB", 2026, _request(number)) for number in numbers]
    ids = [str(request.id) for request in made]
    report: dict[str, Any] = {"report": {"findings": ["x" * 400]}, "blocked": False}
    ledger.append_all(Kind.CHECKED, [(request, report) for request in ids], "bench")
    ledger.append_all(Kind.PLANNED, [(request, {"plans": ["x" * 400]}) for request in ids], "bench")
    ledger.done(ledger.intend({"changes": ["x" * 400]}, ids, "bench"), "done", "bench")
    ledger.change_grants(ids, [(None, _grant(request)) for request in made], "bench")
    ledger.append_all(Kind.VERIFIED, [(request, {"passed": True}) for request in ids], "bench")
    ledger.append_all(Kind.DRAFTED, [(request, {"outcome": "granted"}) for request in ids], "bench")


def _request(number: int) -> Any:
    letter = Letter(f"{number}/DLH/2026", SENT, "Permohonan subdomain", SENT)
    fields = {"ips": ["103.150.30.90"], "ns": [], "www": False}
    name = f"nama{number}.bengkaliskab.go.id"
    return lambda i: Request(i, "subdomain", Action.NEW, AGENCY, name, letter, fields)


def _grant(request: Request) -> Grant:
    return Grant(
        "subdomain", request.object, AGENCY, request.fields, dict.fromkeys(request.fields, str(request.id))
    )
