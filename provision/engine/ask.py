"""Puts the questions of the checks to the world, each once, and within bounds."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from provision.checks.asking import Asking
from provision.engine.book import Book
from provision.engine.strand import Strand
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query, Silence
from provision.ports import Dns, Stream

T = TypeVar("T")

# For one survey of one delegation: a hostile server can neither make us ask more nor hold us longer.
MOST_QUERIES = 3000
MOST_SECONDS = 120.0
LOOK = 0.2  # how long nothing may happen before the clock is looked at


@dataclass(frozen=True, slots=True)
class Cost:
    """What a survey asked, how long it took, and whether it had to stop before its end."""

    queries: int
    seconds: float
    cut_short: bool


def unfinished(subject: str, cost: Cost) -> Sequence[Finding]:
    """Return the finding that a survey was cut short: what was not asked is not known to be right."""
    if not cost.cut_short:
        return ()
    why = Text("The check was stopped after {queries} questions and {seconds} seconds; not all was asked",
               queries=cost.queries, seconds=f"{cost.seconds:.0f}")  # fmt: skip
    do = Text("Look at the slowest of the name servers, then check again")
    source = msg("Own rule: no name server decides how much or how long we ask")
    return [Finding("CHECK_CUT_SHORT", Level.ERROR, subject, why, do, source)]


class Asker:
    """Asks for the length of one survey: what was answered once is not asked again.

    It puts at most so many questions and takes at most so many seconds. Beside others it may last longer by the time
    in which its questions waited for their turn at a server, and by no more than `patience` seconds.
    """

    def __init__(
        self, dns: Dns | Stream | Book, most: int, seconds: float = MOST_SECONDS, *, patience: float = 0.0
    ) -> None:
        self._book = dns if isinstance(dns, Book) else Book(dns)
        self._most = most
        self.heard_at = time.monotonic()
        self._looked_at = self.heard_at
        self._until = self.heard_at + seconds
        self._patience = patience
        self.cut_short = False
        self.queries = 0  # that were put
        self._answers: dict[Query, Answer] = {}
        self._listeners: dict[Query, list[Strand]] = {}

    def run(self, asking: Asking[T]) -> T:
        """Drive a check to its end and return its result."""
        results: list[T] = []
        try:
            self.start(asking, results.append)
            while not results:
                self._book.wait(LOOK)
                self.look_at_the_clock()
        finally:
            self._book.close()
        return results[0]

    def start(self, asking: Asking[T], end: Callable[[T], Any]) -> None:
        """Drive a check as far as it goes without waiting; `end` is told its result, at once or by a later `wait`."""
        Strand(self, asking, end).go(None)

    def look_at_the_clock(self) -> None:
        """Where the time is over, let nobody wait for answers any longer."""
        now = time.monotonic()
        if self._patience > 0 and any(map(self._book.is_unsent, self._listeners)):
            self._patience -= now - self._looked_at
            self._until += now - self._looked_at
        self._looked_at = now
        if now >= self._until:
            while self._listeners:
                self.cut_short = True
                self._told(Answer(next(iter(self._listeners)), Silence.BUDGET))

    def answer(self, query: Query, strand: Strand) -> Answer | None:
        """Return the answer if there is one, else ask and let the strand know."""
        if found := self._answers.get(query):
            return found
        if listeners := self._listeners.get(query):
            listeners.append(strand)
            return None
        if found := self._book.known(query) or self._refused(query):
            return self._answers.setdefault(query, found)
        self._listeners[query] = [strand]
        self.queries += 1
        self._book.ask(query, self._told)
        return None

    def _refused(self, query: Query) -> Answer | None:
        if self.queries < self._most and time.monotonic() < self._until:
            return None
        self.cut_short = True
        return Answer(query, Silence.BUDGET)

    def _told(self, answer: Answer) -> None:
        listeners = self._listeners.pop(answer.query, None)
        if listeners is None:
            return  # the time was over before it came
        self.heard_at = time.monotonic()
        self._answers[answer.query] = answer
        for strand in listeners:
            strand.hear(answer)
