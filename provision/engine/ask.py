"""Puts the questions of the checks to the world, each once, and within bounds."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from provision.checks.asking import Asking
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query, Silence
from provision.names import Ip
from provision.ports import Dns

T = TypeVar("T")

# For one survey of one delegation: a hostile server can neither make us ask more nor hold us longer.
MOST_QUERIES = 400
MOST_SECONDS = 60.0


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
    """Asks for the length of one survey: what was answered once is not asked again."""

    def __init__(self, dns: Dns, most: int, seconds: float = MOST_SECONDS) -> None:
        self._dns = dns
        self._most = most
        self._until = time.monotonic() + seconds
        self.cut_short = False
        self._answers: dict[Query, Answer] = {}
        self._dead: set[tuple[Ip, int, bool]] = set()

    @property
    def queries(self) -> int:
        """How many questions were put."""
        return len(self._answers)

    def run(self, asking: Asking[T]) -> T:
        """Drive a check to its end and return its result."""
        try:
            batch = next(asking)
            while True:
                batch = asking.send(
                    [self._answers.get(query) or self._spared(query) for query in self._asked(batch)]
                )
        except StopIteration as end:
            result: T = end.value
            return result

    def _asked(self, batch: Sequence[Query]) -> Sequence[Query]:
        fresh = [
            query for query in dict.fromkeys(batch) if query not in self._answers and not self._is_dead(query)
        ]
        for answer in self._dns.exchange(self._afforded(fresh)):
            self._answers[answer.query] = answer
            if answer.silence in {Silence.TIMEOUT, Silence.NO_FAMILY}:
                self._dead.add(_door(answer.query))
        return batch

    def _afforded(self, fresh: Sequence[Query]) -> Sequence[Query]:
        left = max(0, self._most - self.queries) if time.monotonic() < self._until else 0
        self.cut_short = self.cut_short or left < len(fresh)
        return fresh[:left]

    def _is_dead(self, query: Query) -> bool:
        return _door(query) in self._dead

    def _spared(self, query: Query) -> Answer:
        """Answer what was not asked: a server that was silent once is not waited for again."""
        if not self._is_dead(query):
            return Answer(query, Silence.BUDGET)
        told = (old.silence for old in self._answers.values() if _door(old.query) == _door(query))
        return Answer(query, next((silence for silence in told if silence), Silence.TIMEOUT))


def _door(query: Query) -> tuple[Ip, int, bool]:
    return query.server, query.port, query.tcp
