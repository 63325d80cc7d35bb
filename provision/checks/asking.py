"""How a check asks without opening a socket.

A check that needs answers is a generator: it yields batches of questions, is sent the answers in
the same order, and returns what it made of them. So it runs in a table test without a server, and
`together` runs many side by side: in step, or each at its own pace where who drives them can do that.
"""

from collections.abc import Generator, Sequence
from typing import Any, TypeVar

from provision.model.query import Answer, Query

T = TypeVar("T")
Asking = Generator[Sequence[Query], Sequence[Answer], T]


class Fork(list[Query]):
    """A batch without questions, that offers askings to be run each at its own pace.

    Who can do that sends back `Joined`; who cannot sends back no answers, and they run in step.
    """

    def __init__(self, askings: Sequence[Asking[Any]]) -> None:
        super().__init__()
        self.askings = askings


class Joined(list[Answer]):
    """The results of a fork's askings, in order, in the place of answers."""

    def __init__(self, results: list[Any]) -> None:
        super().__init__()
        self.results = results


def together(askings: Sequence[Asking[T]]) -> Asking[list[T]]:
    """Run several side by side. Returns their results, in order."""
    joined = yield Fork(askings)
    if isinstance(joined, Joined):
        return joined.results
    return (yield from _in_step(askings))


def _in_step(askings: Sequence[Asking[T]]) -> Asking[list[T]]:
    """Run several so that the questions of all go out as one batch."""
    results: dict[int, T] = {}
    waiting: dict[int, Sequence[Query]] = {}
    for number in range(len(askings)):
        _step(askings, number, None, waiting, results)
    while waiting:
        answers = iter((yield [query for batch in waiting.values() for query in batch]))
        for number, batch in list(waiting.items()):
            _step(askings, number, [next(answers) for _ in batch], waiting, results)
    return [results[number] for number in range(len(askings))]


def _step(
    askings: Sequence[Asking[T]],
    number: int,
    answers: Sequence[Answer] | None,
    waiting: dict[int, Sequence[Query]],
    results: dict[int, T],
) -> None:
    try:
        # A generator that has not begun takes None alone.
        batch = askings[number].send(answers)  # type: ignore[arg-type]
        while isinstance(batch, Fork):
            batch = askings[number].send(())
        waiting[number] = batch
    except StopIteration as end:
        waiting.pop(number, None)
        results[number] = end.value
