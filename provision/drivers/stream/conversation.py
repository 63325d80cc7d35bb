"""One question over one TCP connection, from connecting to what answers it."""

import errno
import selectors
import socket
from abc import ABC, abstractmethod
from collections.abc import Callable

from provision.drivers.stream.asked import Asked, family
from provision.model.query import Answer

BEGUN = {0, errno.EINPROGRESS}
AT_A_TIME = 65536

Done = Callable[["Conversation", Answer], None]


class Conversation(ABC):
    """A connection; `done` is told once what came of it. Raises OSError where there is no way."""

    def __init__(self, asked: Asked, selector: selectors.BaseSelector, done: Done) -> None:
        self.asked = asked
        self._selector, self._done = selector, done
        self._out = self._words()
        self._in = bytearray()
        self._sock = socket.socket(family(asked.query.server), socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        code = self._sock.connect_ex(asked.address)
        if code not in BEGUN:
            self._sock.close()
            raise OSError(code, "")
        selector.register(self._sock, selectors.EVENT_WRITE, self.step)

    @abstractmethod
    def _words(self) -> bytes:
        """Return what is said."""

    @abstractmethod
    def _understood(self, *, over: bool) -> Answer | None:
        """Return the answer, if what came so far holds it; `over` where no more will come, and there must be one."""

    def step(self) -> None:
        """Go on as far as the connection is ready for it."""
        try:
            if self._out:
                self._speak()
                return
            answer = self._listen()
        except BlockingIOError:
            return
        except OSError as error:
            answer = self.asked.failed(error)
        if answer:
            self._done(self, answer)

    def _speak(self) -> None:
        if code := self._sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(code, "")
        self._out = self._out[self._sock.send(self._out) :]
        if not self._out:
            self._selector.modify(self._sock, selectors.EVENT_READ, self.step)

    def _listen(self) -> Answer | None:
        octets = self._sock.recv(AT_A_TIME)
        self._in += octets
        return self._understood(over=not octets)

    def close(self) -> None:
        """Hang up."""
        self._selector.unregister(self._sock)
        self._sock.close()
