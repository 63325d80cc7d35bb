"""Between the two ways to ask: many questions as one batch, or each as it comes up."""

from collections.abc import Callable, Sequence

from provision.model.query import Answer, Query
from provision.ports import Dns, Stream

PATIENCE = 1.0  # a stream keeps its own times; this is only how long one look at it may take


def exchange(stream: Stream, queries: Sequence[Query]) -> Sequence[Answer]:
    """Put a batch to a stream, and return one answer for each question, in order."""
    heard: dict[int, Answer] = {}
    for number, query in enumerate(queries):
        stream.ask(query, _teller(heard, number))
    while len(heard) < len(queries):
        stream.wait(PATIENCE)
    return [heard[number] for number in range(len(queries))]


def _teller(heard: dict[int, Answer], number: int) -> Callable[[Answer], None]:
    return lambda answer: heard.__setitem__(number, answer)


def stream_of(dns: Dns | Stream) -> Stream:
    """Return what asks as a stream, whichever way it asks by itself."""
    return dns if isinstance(dns, Stream) else Batches(dns)


class Batches:
    """A stream over what asks in batches: all that came up since the last look goes out as one."""

    def __init__(self, dns: Dns) -> None:
        self._dns = dns
        self._waiting: list[tuple[Query, Callable[[Answer], None]]] = []

    def ask(self, query: Query, tell: Callable[[Answer], None]) -> None:
        """Keep a question for the next batch."""
        self._waiting.append((query, tell))

    def wait(self, seconds: float) -> None:  # noqa: ARG002 - a batch takes the time it takes
        """Ask what was kept."""
        asked, self._waiting = self._waiting, []
        answers = self._dns.exchange([query for query, _ in asked]) if asked else []
        for (_, tell), answer in zip(asked, answers, strict=True):
            tell(answer)

    def close(self) -> None:
        """Forget what was kept."""
        self._waiting.clear()
