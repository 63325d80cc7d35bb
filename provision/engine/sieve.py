"""Lets some questions through, and answers the others with silence without asking."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from provision.model.query import Answer, Query, Silence
from provision.ports import Dns, Stream
from provision.streams import exchange, stream_of


class Sieve(ABC):
    """A stream that asks another one only what it may."""

    def __init__(self, dns: Dns | Stream) -> None:
        self._stream = stream_of(dns)
        self._unasked: list[tuple[Answer, Callable[[Answer], None]]] = []

    @abstractmethod
    def refusal(self, query: Query) -> Silence | None:
        """Return why a question is not asked; None where it is."""

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order."""
        return exchange(self, queries)

    def ask(self, query: Query, tell: Callable[[Answer], None]) -> None:
        """Let a question go out, if it may."""
        if silence := self.refusal(query):
            self._unasked.append((Answer(query, silence), tell))
        else:
            self._stream.ask(query, tell)

    def wait(self, seconds: float) -> None:
        """Let time pass until something came, or so many seconds are over."""
        unasked, self._unasked = self._unasked, []
        for answer, tell in unasked:
            tell(answer)
        self._stream.wait(0.0 if unasked else seconds)

    def close(self) -> None:
        """Forget what is under way."""
        self._unasked.clear()
        self._stream.close()
