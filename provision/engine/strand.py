"""Drives one check, and what it forks into, each at its own pace: nobody waits for another's answers."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from provision.checks.asking import Asking, Fork, Joined
from provision.model.query import Answer, Query


class Source(Protocol):
    """Where a strand's answers come from."""

    def answer(self, query: Query, strand: "Strand") -> Answer | None:
        """Return the answer to a question if it is there; else the strand is told it later, by `hear`."""


class Strand:
    """A check that runs: it goes on whenever all answers to its last questions are there."""

    __slots__ = ("_answers", "_asking", "_batch", "_end", "_left", "_results", "_source")

    def __init__(self, source: Source, asking: Asking[Any], end: Callable[[Any], Any]) -> None:
        self._source, self._asking, self._end = source, asking, end
        self._batch: Sequence[Query] = ()
        self._answers: dict[Query, Answer] = {}
        self._results: list[Any] = []
        self._left = 0

    def go(self, sent: Sequence[Answer] | None) -> None:
        """Go on with answers as far as it leads without waiting; a check that has not begun takes None."""
        while True:
            try:
                batch = self._asking.send(sent)  # type: ignore[arg-type]
            except StopIteration as end:
                self._end(end.value)
                return
            found = self._forked(batch.askings) if isinstance(batch, Fork) else self._asked(batch)
            if found is None:
                return
            sent = found

    def hear(self, answer: Answer) -> None:
        """Take an answer that was waited for."""
        self._answers[answer.query] = answer
        self._left -= 1
        if self._left == 0:
            batch, answers = self._batch, self._answers
            self._batch, self._answers = (), {}
            self.go([answers[query] for query in batch])

    def _asked(self, batch: Sequence[Query]) -> Sequence[Answer] | None:
        """Return the answers if all are there."""
        answers, self._left = {}, 0
        for query in dict.fromkeys(batch):
            if found := self._source.answer(query, self):
                answers[query] = found
            else:
                self._left += 1
        if self._left:
            self._batch, self._answers = batch, answers
            return None
        return [answers[query] for query in batch]

    def _forked(self, askings: Sequence[Asking[Any]]) -> Joined | None:
        """Run the askings of a fork; return their results if none of them has to wait."""
        self._results = [None] * len(askings)
        # One more than there are, so that what ends at once does not send us on from within.
        self._left = len(askings) + 1
        for number, asking in enumerate(askings):
            Strand(self._source, asking, partial(self._joined, number)).go(None)
        self._left -= 1
        return None if self._left else self._taken()

    def _joined(self, number: int, result: object) -> None:
        self._results[number] = result
        self._left -= 1
        if self._left == 0:
            self.go(self._taken())

    def _taken(self) -> Joined:
        results, self._results = self._results, []
        return Joined(results)
