"""Asks name servers, many at once, in one thread."""

import resource
import selectors
import time
from collections import OrderedDict, deque
from collections.abc import Sequence

from provision.drivers.stream.asked import Asked, Tell
from provision.drivers.stream.conversation import Conversation
from provision.drivers.stream.ports import Ports
from provision.drivers.stream.talks import talk_about
from provision.model.query import Answer, Query
from provision.streams import exchange

TRIES = 2
# What the kernel's buffers hold without loss, and what leaves a process most of the files that it may open.
MOST_DATAGRAMS, MOST_CONNECTIONS, SHARE = 500, 100, 4


class SocketDns:
    """The real `Stream`: UDP with one repeat, TCP where asked for or where the answer was cut.

    Sockets are open while something is under way, and no longer.
    """

    def __init__(self, timeout: float = 2.0) -> None:
        self._timeout = timeout
        self._most = min(MOST_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // SHARE)
        self._datagrams: deque[Asked] = deque()
        self._connections: deque[tuple[Asked, Answer | None]] = deque()
        self._until: OrderedDict[Asked | Conversation, float] = OrderedDict()
        self._talks: dict[Conversation, Answer | None] = {}
        self._selector: selectors.BaseSelector | None = None
        self._ports: Ports | None = None

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order."""
        return exchange(self, queries)

    def ask(self, query: Query, tell: Tell) -> None:
        """Let a question go out with the next `wait`, in which or in a later one `tell` is told what came of it."""
        asked = Asked(query, tell)
        if asked.over_tcp:
            self._connections.append((asked, None))
        else:
            self._datagrams.append(asked)

    def wait(self, seconds: float) -> None:
        """Send what is to be sent, and take what comes; return once something came, or after so many seconds."""
        selector = self._opened()
        self._send()
        if self._until:
            first = next(iter(self._until.values()))
            for key, _ in selector.select(max(0.0, min(seconds, first - time.monotonic()))):
                key.data()
            self._expire()
        if not self._until and not self._datagrams and not self._connections:
            self.close()

    def close(self) -> None:
        """Forget what is under way."""
        for queue in (self._datagrams, self._connections, self._until):
            queue.clear()
        for talk in self._talks:
            talk.close()
        self._talks.clear()
        if self._ports and self._selector:
            self._ports.close()
            self._selector.close()
        self._ports = self._selector = None

    def _opened(self) -> selectors.BaseSelector:
        if self._selector is None:
            self._selector = selectors.DefaultSelector()
            self._ports = Ports(self._selector, self._heard, self._failed)
        return self._selector

    def _send(self) -> None:
        while self._datagrams and len(self._until) - len(self._talks) < MOST_DATAGRAMS:
            self._send_datagram(self._datagrams.popleft())
        while self._connections and len(self._talks) < self._most:
            self._connect(*self._connections.popleft())

    def _send_datagram(self, asked: Asked) -> None:
        assert self._ports  # noqa: S101 - opened by `wait`
        asked.tries += 1
        self._until.pop(asked, None)
        self._until[asked] = time.monotonic() + self._timeout
        try:
            self._ports.send(asked)
        except OSError as error:
            self._failed(asked, error)

    def _connect(self, asked: Asked, short: Answer | None) -> None:
        """Ask over TCP; `short` is the answer that was cut, better than none."""
        assert self._selector  # noqa: S101 - opened by `wait`
        try:
            talk = talk_about(asked)(asked, self._selector, self._talked)
        except OSError as error:
            asked.tell(short or asked.failed(error))
        else:
            self._talks[talk] = short
            self._until[talk] = time.monotonic() + self._timeout

    def _heard(self, asked: Asked, message: bytes) -> None:
        answer = asked.answer(message)
        self._forget(asked)
        if answer.truncated and not asked.query.cut:
            self._connections.append((asked, answer))
        else:
            asked.tell(answer)

    def _failed(self, asked: Asked, error: OSError) -> None:
        self._forget(asked)
        asked.tell(asked.failed(error))

    def _forget(self, asked: Asked) -> None:
        del self._until[asked]
        for under_way, number in asked.doors:
            del under_way[number]
        asked.doors.clear()

    def _talked(self, talk: Conversation, answer: Answer) -> None:
        del self._until[talk]
        short = self._talks.pop(talk)
        talk.close()
        talk.asked.tell(short if short and answer.silence else answer)

    def _expire(self) -> None:
        now = time.monotonic()
        while self._until:
            late = next(iter(self._until))
            if self._until[late] > now:
                return
            self._give_up(late)

    def _give_up(self, late: Asked | Conversation) -> None:
        if isinstance(late, Conversation):
            self._talked(late, late.asked.late())
        elif late.tries < TRIES:
            self._send_datagram(late)
        else:
            answer = late.late()
            self._forget(late)
            late.tell(answer)
