"""What one run knows of a server's door: an address, a port, UDP or TCP."""

from collections import deque
from collections.abc import Callable

from provision.model.query import Answer, Query, Silence
from provision.names import Ip

Tell = Callable[[Answer], None]
MOST_UNDER_WAY = 8  # at one door: more would be rude, and a small server would drop them
ENOUGH = 2
DEAD_FOR = 300.0
QUIET = frozenset({Silence.TIMEOUT, Silence.NO_FAMILY})


class Door:
    """A door is dead where it never answered and kept us waiting, or answers no more what it once answered.

    One question that a server drops says nothing about the server: some drop what they do not know.
    Two such in a row, with no answer since, raise the doubt; then what it answered before is asked again.
    """

    __slots__ = (
        "_dead_until",
        "_heard_at",
        "_missed",
        "_silence",
        "_source",
        "doubted",
        "proof",
        "under_way",
        "waiting",
    )

    def __init__(self) -> None:
        self.under_way = 0
        self.waiting: deque[tuple[Query, Tell]] | None = None
        self.proof: Query | None = None
        self.doubted = False
        self._heard_at = 0.0
        self._missed = 0
        self._dead_until = 0.0
        self._silence: Silence | None = None
        self._source: Ip | None = None

    def silence(self, query: Query, now: float) -> Answer | None:
        """Return the silence that a question would come to where it needs no asking; None where somebody may answer.

        Who answered in the server's place is remembered: another question would have the same fate.
        """
        return Answer(query, self._silence, source=self._source) if now < self._dead_until else None

    def hear(self, answer: Answer, sent: float, now: float) -> None:
        """Take note of what came of a question that was sent at a time."""
        if answer.silence not in QUIET:
            self._heard_at, self._missed, self._dead_until = now, 0, 0.0
            self.proof = answer.query if answer.silence is None else self.proof
        elif answer.silence is Silence.NO_FAMILY or not self._heard_at or answer.query == self.proof:
            self._dead_until, self._silence, self._source = now + DEAD_FOR, answer.silence, answer.source
        elif self._heard_at < sent:
            self._missed += 1
            self.doubted = self._missed >= ENOUGH

    def next(self) -> tuple[Query, Tell] | None:
        """Return what is to be asked next, if anything waits and there is room."""
        return self.waiting.popleft() if self.waiting and self.under_way < MOST_UNDER_WAY else None

    def queue(self, query: Query, tell: Tell) -> None:
        """Let a question wait for its turn."""
        if self.waiting is None:
            self.waiting = deque()
        self.waiting.append((query, tell))
