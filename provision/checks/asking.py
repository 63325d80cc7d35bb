"""How a check asks without opening a socket.

A check that needs answers is a generator: it yields batches of questions, is sent the answers in
the same order, and returns what it made of them. So it runs in a table test without a server, and
`together` runs many side by side.
"""

from collections.abc import Generator, Sequence
from typing import TypeVar

from provision.model.query import Answer, Query

T = TypeVar("T")
Asking = Generator[Sequence[Query], Sequence[Answer], T]


def together(askings: Sequence[Asking[T]]) -> Asking[list[T]]:
    """Run several in step: their questions go out as one batch. Returns their results, in order."""
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
        waiting[number] = askings[number].send(answers)  # type: ignore[arg-type]
    except StopIteration as end:
        waiting.pop(number, None)
        results[number] = end.value
