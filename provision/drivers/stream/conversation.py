"""One question over one TCP connection, from connecting to the first message of the answer."""

import errno
import secrets
import selectors
import socket
import struct
from collections.abc import Callable

from provision.drivers.stream.asked import Asked, family
from provision.drivers.stream.question import answers, transfer_answers
from provision.model.query import Answer, Silence

BEGUN = {0, errno.EINPROGRESS}
LENGTH = struct.Struct("!H")
AT_A_TIME = 65536

Done = Callable[["Conversation", Answer], None]


class Conversation:
    """A connection; `done` is told once what came of it. Raises OSError where there is no way."""

    def __init__(self, asked: Asked, selector: selectors.BaseSelector, done: Done) -> None:
        self.asked = asked
        self._selector, self._done = selector, done
        self._id = secrets.token_bytes(2)
        self._out = LENGTH.pack(2 + len(asked.octets)) + self._id + asked.octets
        self._in = bytearray()
        self._sock = socket.socket(family(asked.query.server), socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        code = self._sock.connect_ex(asked.address)
        if code not in BEGUN:
            self._sock.close()
            raise OSError(code, "")
        selector.register(self._sock, selectors.EVENT_WRITE, self.step)

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
        if len(self._in) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self._in)[0]
            if len(self._in) >= end:
                return self._answer(bytes(self._in[LENGTH.size : end]))
        return None if octets else Answer(self.asked.query, Silence.MALFORMED)

    def _answer(self, message: bytes) -> Answer:
        fits = transfer_answers if self.asked.is_transfer else answers
        if message[:2] == self._id and fits(message, self.asked.section):
            return self.asked.answer(message)
        return Answer(self.asked.query, Silence.MALFORMED)

    def close(self) -> None:
        """Hang up."""
        self._selector.unregister(self._sock)
        self._sock.close()
