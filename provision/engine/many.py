"""Runs the checks of many zones side by side, and yields each result as soon as it is there.

A check that waits for slow servers makes room for others, so that dead zones hold up nobody; what one
zone's check heard, the others need not ask again.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from provision.checks.asking import Asking
from provision.engine.ask import LOOK, Asker, Cost
from provision.engine.book import Book
from provision.ports import Dns, Stream

K = TypeVar("K")
T = TypeVar("T")
MOST_BUSY, MOST_BEGUN = 32, 512
STALLED = 0.1  # seconds without an answer, after which a check makes room for another
RECOUNTED = 0.02
PATIENCE = 10  # with hundreds of zones at one server each may wait this many times as long as alone


@dataclass(frozen=True, slots=True)
class Ended(Generic[K, T]):
    """What a check was about, what it returned, and what it took."""

    key: K
    result: T
    cost: Cost


def many(
    keys: Iterable[K], make: Callable[[K], Asking[T]], dns: Dns | Stream, *, most: int, seconds: float
) -> Iterator[Ended[K, T]]:
    """Run the check that `make` makes of each key; yield what each returned, the first to end first.

    Each puts at most so many questions and lasts at most so many seconds, without the time in which its
    questions wait because others ask the same server. The keys are taken one by one, as there is room. What `make` or a check raises ends all.
    """
    runs = _Runs(Book(dns), make, most, seconds)
    try:
        yield from runs.through(iter(keys))
    finally:
        runs.book.close()


class _Runs(Generic[K, T]):
    """The checks that have begun and have not ended."""

    def __init__(self, book: Book, make: Callable[[K], Asking[T]], most: int, seconds: float) -> None:
        self.book = book
        self._make, self._most, self._seconds = make, most, seconds
        self._askers: set[Asker] = set()
        self._ended: list[Ended[K, T]] = []
        self._looked = self._counted = 0.0

    def through(self, keys: Iterator[K]) -> Iterator[Ended[K, T]]:
        """Run the checks of all keys."""
        left = True
        while left or self._askers:
            while left and self._has_room():
                left = self._begin_next(keys)
                yield from self._taken()
            self.book.wait(LOOK)
            self._look_at_the_clock()
            yield from self._taken()

    def _begin_next(self, keys: Iterator[K]) -> bool:
        for key in keys:
            self._begin(key)
            return True
        return False

    def _begin(self, key: K) -> None:
        began, asker = time.monotonic(), self._asker()

        def end(result: T) -> None:
            self._askers.discard(asker)
            cost = Cost(asker.queries, time.monotonic() - began, asker.cut_short)
            self._ended.append(Ended(key, result, cost))

        self._askers.add(asker)
        asker.start(self._make(key), end)

    def _asker(self) -> Asker:
        return Asker(self.book, self._most, self._seconds, patience=PATIENCE * self._seconds)

    def _taken(self) -> list[Ended[K, T]]:
        ended, self._ended = self._ended, []
        return ended

    def _has_room(self) -> bool:
        """Tell whether another check may begin: few are busy, and not too many wait."""
        now, begun = time.monotonic(), len(self._askers)
        if begun < MOST_BUSY or begun >= MOST_BEGUN or now < self._counted + RECOUNTED:
            return begun < MOST_BUSY
        busy = sum(asker.heard_at > now - STALLED for asker in self._askers)
        self._counted = now if busy >= MOST_BUSY else 0.0
        return busy < MOST_BUSY

    def _look_at_the_clock(self) -> None:
        """Let no check last longer than it may."""
        now = time.monotonic()
        if now > self._looked + LOOK:
            self._looked = now
            for asker in list(self._askers):
                asker.look_at_the_clock()
