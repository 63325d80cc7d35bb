"""Parents that fail as real ones do, and an office on memory alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from provision.decide.guard import Guard
from provision.drivers.memory import MemoryParent
from provision.ledger import Ledger
from provision.model.change import Change
from provision.model.query import Answer, Query
from provision.model.request import Action, Letter, Request
from provision.model.rrset import RRset
from provision.model.zone import SeenZone
from provision.names import Slug
from tests.samples import APEX

Message = tuple[Sequence[Change], Sequence[Guard]]


class Clock:
    """A clock that moves on by a second whenever it is read."""

    at = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


class Parent(MemoryParent):
    """A parent that keeps what was sent; `meanwhile` lets somebody else change the zone before a message counts."""

    def __init__(
        self,
        zone: SeenZone,
        *,
        most: int = 1000,
        compares: bool = True,
        meanwhile: Iterable[Sequence[Change]] = (),
    ) -> None:
        super().__init__(zone, most=most)
        self.sent: list[Message] = []
        self.compares = compares
        self.others = list(meanwhile)
        self.fail: Callable[[int], None] = lambda number: None  # called before a message counts
        self.lose: Callable[[int], None] = lambda number: None  # called after it has

    def compares_serial(self) -> bool:
        return self.compares

    def elsewhere(self, changes: Sequence[Change]) -> None:
        """Let somebody else change the zone."""
        MemoryParent.write(self, changes, [])

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
        if self.others:
            self.elsewhere(self.others.pop(0))
        self.sent.append((changes, guards))
        self.fail(len(self.sent))
        super().write(changes, guards)
        self.lose(len(self.sent))


class Ignoring(Parent):
    """A parent that says yes and changes nothing, as BIND does to an address beside an alias."""

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
        self.sent.append((changes, guards))


class ZoneDns:
    """All servers of the zone, and the resolver, answering from parents as they stand."""

    def __init__(self, parent: MemoryParent) -> None:
        self.parent = parent
        self.asked: list[Query] = []

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.asked += queries
        return [self._answer(query, self.parent.read()) for query in queries]

    def _answer(self, query: Query, zone: SeenZone) -> Answer:
        found = zone.get(query.name, query.type)
        soa = zone.rrsets[APEX, "SOA"]
        return Answer(
            query,
            rcode="NOERROR",
            authoritative=True,
            answer=(found,) if found else (),
            authority=() if found else (soa,),
        )


def opened(
    ledger: Ledger, label: str, *, agency: str = "dinkes", action: Action = Action.NEW, number: str = "1",
    **fields: object,
) -> Request:  # fmt: skip
    """Record a letter."""
    asked = {"ips": ["103.94.10.5"], "ns": [], "www": False, **fields} if action is Action.NEW else fields
    day = date(2026, 11, 23)
    return ledger.open_request(
        "SUB",
        2026,
        lambda request_id: Request(
            request_id,
            "subdomain",
            action,
            Slug(agency),
            f"{label}.{APEX}",
            Letter(number, day, "Permohonan", day),
            asked,
        ),
        "prakom",
    )


def without_soa(zone: SeenZone) -> set[RRset]:
    return {rrset for rrset in zone if rrset.type != "SOA"}


def at_ttl(rrset: RRset, ttl: int) -> RRset:
    return replace(rrset, ttl=ttl)
