"""Requests and grants to fill a ledger with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from provision.ledger import Ledger
from provision.model.event import Kind
from provision.model.grant import Grant
from provision.model.request import Action, Letter, Request
from provision.names import RequestId, Slug

ZONE = "bengkaliskab.go.id"
PHONE = "0812-7000-4711"


@dataclass
class Ticking:
    """A clock that moves on by a second whenever it is read."""

    at: datetime = field(default_factory=lambda: datetime(2026, 8, 5, 1, 0, tzinfo=UTC))

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def asks(
    label: str = "dinkes", *, number: str = "500/12/DINKES", action: Action = Action.NEW
) -> Callable[[RequestId], Request]:
    letter = Letter(number, date(2026, 8, 3), "Permohonan subdomain", date(2026, 8, 4))

    def make(request_id: RequestId) -> Request:
        name = f"{label}.{ZONE}"
        return Request(request_id, "subdomain", action, Slug(label), name, letter, {"phone": PHONE})

    return make


def opened(ledger: Ledger, *labels: str, year: int = 2026) -> list[str]:
    return [str(ledger.open_request("SUB", year, asks(label), "prakom").id) for label in labels]


def grant(label: str = "dinkes", because: str = "SUB-2026-0001", **params: Any) -> Grant:
    told = params or {"a": ["203.0.113.7"]}
    return Grant("subdomain", f"{label}.{ZONE}", Slug(label), told, dict.fromkeys(told, because))


def lived(ledger: Ledger) -> None:
    """Fill a ledger with every kind of entry."""
    first, second = opened(ledger, "dinkes", "disdik")
    ledger.append(Kind.CHECKED, first, {"blocked": False, "report": {}}, "prakom")
    ledger.append(Kind.PLANNED, first, {"digest": "ab" * 32}, "prakom")
    intent = ledger.intend({"zone": ZONE}, [first, second], "prakom")
    ledger.done(intent, "done", "prakom")
    ledger.change_grants(
        [first, second], [(None, grant("dinkes", first)), (None, grant("disdik", second))], "prakom"
    )
    ledger.append(Kind.VERIFIED, first, {"passed": True}, "prakom")
    ledger.append(Kind.DRAFTED, first, {"outcome": "granted", "files": []}, "prakom")
    ledger.append(Kind.CHECKED, ZONE, {"blocked": False}, "cron")
    ledger.intend({"zone": ZONE}, [second], "prakom")
