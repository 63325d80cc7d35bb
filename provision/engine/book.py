"""What one run knows: answers that were heard, doors that are dead, questions that are under way.

Shared by all zones of a run. Each question is put once; what a server said to one zone's check, the
next one reads here. Bounded: what was not looked up for long is forgotten.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from provision.engine.door import Door, Tell
from provision.model.query import Answer, Query
from provision.names import Ip
from provision.ports import Dns, Stream
from provision.streams import stream_of

MOST_KEPT = 20_000
Key = tuple[Ip, int, bool]


class Book:
    """Asks a stream, each question once and no server too much at once."""

    def __init__(
        self, dns: Dns | Stream, most: int = MOST_KEPT, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream_of(dns)
        self._most, self._clock = most, clock
        self._answers: OrderedDict[Query, Answer] = OrderedDict()
        self._listeners: dict[Query, list[Tell]] = {}
        self._doors: dict[Key, Door] = {}
        self._unsent: set[Query] = set()

    def known(self, query: Query) -> Answer | None:
        """Return what is known without asking: what was answered before, or that nobody answers there."""
        answer = self._answers.get(query)
        if answer:
            self._answers.move_to_end(query)
            return answer
        return self._door(query).silence(query, self._clock())

    def ask(self, query: Query, tell: Tell) -> None:
        """Put a question, or wait for the answer with those who put it before; told by a later `wait`."""
        if listeners := self._listeners.get(query):
            listeners.append(tell)
            return
        self._listeners[query] = [tell]
        self._unsent.add(query)
        door = self._door(query)
        door.queue(query, self._told)
        self._serve(door)

    def is_unsent(self, query: Query) -> bool:
        """Tell whether a question still waits until the server has room for it: that is no server's slowness."""
        return query in self._unsent

    def wait(self, seconds: float) -> None:
        """Let time pass until something came, or so many seconds are over."""
        self._stream.wait(seconds)

    def close(self) -> None:
        """Forget what is under way, and all that is known."""
        self._stream.close()
        for memory in (self._listeners, self._doors, self._answers, self._unsent):
            memory.clear()

    def _door(self, query: Query) -> Door:
        key = (query.server, query.port, query.tcp)
        door = self._doors.get(key)
        if door is None:
            door = self._doors[key] = Door()
        return door

    def _serve(self, door: Door) -> None:
        """Send what waits at a door, as far as there is room; what waits at a dead one is silence."""
        while entry := door.next():
            query, tell = entry
            self._unsent.discard(query)
            if silence := door.silence(query, self._clock()):
                tell(silence)
            else:
                door.under_way += 1
                self._stream.ask(query, partial(self._heard, door, self._clock(), tell))

    def _heard(self, door: Door, sent: float, tell: Tell, answer: Answer) -> None:
        door.under_way -= 1
        door.hear(answer, sent, self._clock())
        if door.doubted and door.proof:
            door.doubted = False
            door.queue(door.proof, _to_nobody)
        tell(answer)
        self._serve(door)

    def _told(self, answer: Answer) -> None:
        if answer.silence is None:
            self._keep(answer)
        for tell in self._listeners.pop(answer.query, ()):
            tell(answer)

    def _keep(self, answer: Answer) -> None:
        self._answers[answer.query] = answer
        if len(self._answers) > self._most:
            self._answers.popitem(last=False)


def _to_nobody(answer: Answer) -> None:
    """Take the answer to a question that was put to see whether a server still answers."""
