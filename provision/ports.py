"""What lies outside, as protocols; drivers hold the real thing, with its fake beside it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from provision.decide.guard import Guard
from provision.model.change import Change
from provision.model.grant import Grant
from provision.model.query import Answer, Query
from provision.model.request import Request
from provision.model.waiver import Waiver
from provision.model.zone import SeenZone
from provision.names import Fqdn, Ip


class Dns(Protocol):
    """Asks name servers."""

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order; silence is an answer, never an exception."""


@runtime_checkable
class Stream(Protocol):
    """Asks name servers as questions come up, and tells the answers as they come in."""

    def ask(self, query: Query, tell: Callable[[Answer], None]) -> None:
        """Let a question go out; `tell` is told once what came of it, by a later `wait` and never before."""

    def wait(self, seconds: float) -> None:
        """Let time pass until something came, or so many seconds are over; return at once if nothing is awaited."""

    def close(self) -> None:
        """Forget what is under way: nothing more is told of it."""


class Probe(Protocol):
    """A question on its way to where nobody is."""

    def answered(self) -> Ip | None:
        """Return the address that answered all the same, having given it a moment; None where none did."""

    def close(self) -> None:
        """Stop listening."""


class Line(Protocol):
    """The line that leads outside, which may answer in the name of others."""

    def ask_nobody(self) -> Probe:
        """Send a question to addresses where no server can be; raises nothing."""


class Parent(Protocol):
    """A zone of the office's, readable, and writable with guards."""

    def read(self) -> SeenZone:
        """Return the whole zone as the primary serves it. Raises an error of `Outside`."""

    def serial(self) -> int:
        """Return the serial that the primary serves. Raises an error of `Outside`."""

    def compares_serial(self) -> bool:
        """Tell whether the server honours a guard on its serial; proved without changing anything."""

    def fits(self, changes: Sequence[Change], guards: Sequence[Guard]) -> bool:
        """Tell whether the changes with their guards go into one message."""

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
        """Carry out the changes at once, or none of them. Raises Stale where a guard does not hold."""


@runtime_checkable
class Unlisted(Protocol):
    """A parent that may not be able to list its zone: it shows what it is asked for."""

    def about(self, names: Collection[Fqdn]) -> SeenZone:
        """Return the zone, or what it holds at the names and on the way to them. Raises an error of `Outside`."""


@runtime_checkable
class Shared(Protocol):
    """A parent whose records people write by hand, too: what they wrote is theirs."""

    def refuse(self, changes: Sequence[Change]) -> None:
        """Raise Refused where people must change something themselves before these changes can be written."""

    def resume(self) -> None:
        """Bring to its end what an interrupted write left half done; mostly there is nothing."""


class Hosting(Protocol):
    """Agencies' own zones on the office's servers: the catalog that lists them, and each of them."""

    def catalog(self) -> Parent:
        """Return the catalog (RFC 9432): a zone is made when it is listed there, and goes when it is not."""

    def zone(self, name: Fqdn) -> Parent:
        """Return a zone that is listed, to be read and written."""


class LedgerView(Protocol):
    """What checks may know of the register."""

    def grants(self) -> Sequence[Grant]:
        """Return every grant, ended ones too."""

    def open_requests(self) -> Sequence[Request]:
        """Return the requests that still await an answer, the held ones too."""

    def waivers(self) -> Sequence[Waiver]:
        """Return the last waiver of each finding of each grant, those that have run out too."""


class Clock(Protocol):
    """The time of day."""

    def now(self) -> datetime:
        """Return the moment, with its time zone."""


class Watcher(Protocol):
    """Is told how far long work has come, for people who wait."""

    def begin(self, steps: int) -> None:
        """Take note of how many steps there are."""

    def step(self) -> None:
        """Take note that one of them is done."""


@dataclass(frozen=True, slots=True)
class World:
    """All that lies outside, handed to whoever looks or acts.

    `hosting` is by the parent zone's name. `line` is None in a world of memory, where no line is to be doubted.
    """

    dns: Dns
    parents: Mapping[Fqdn, Parent]
    ledger: LedgerView
    clock: Clock
    hosting: Mapping[Fqdn, Hosting] = field(default_factory=dict)
    watcher: Watcher | None = None
    line: Line | None = None
