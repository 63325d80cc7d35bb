"""What is spoken over a connection: DNS (RFC 7766), or whois (RFC 3912)."""

import secrets
import struct

from provision.drivers.stream.asked import Asked
from provision.drivers.stream.conversation import Conversation
from provision.drivers.stream.question import answers, transfer_answers
from provision.model.query import WHOIS, Answer, Silence
from provision.model.rrset import RRset

LENGTH = struct.Struct("!H")
MOST_OCTETS = 65536


class DnsTalk(Conversation):
    """A question of the DNS; its answer is the first message."""

    def _words(self) -> bytes:
        self._id = secrets.token_bytes(2)
        return LENGTH.pack(2 + len(self.asked.octets)) + self._id + self.asked.octets

    def _understood(self, *, over: bool) -> Answer | None:
        if len(self._in) >= LENGTH.size:
            end = LENGTH.size + LENGTH.unpack_from(self._in)[0]
            if len(self._in) >= end:
                return self._answer(bytes(self._in[LENGTH.size : end]))
        return Answer(self.asked.query, Silence.MALFORMED) if over else None

    def _answer(self, message: bytes) -> Answer:
        fits = transfer_answers if self.asked.is_transfer else answers
        if message[:2] == self._id and fits(message, self.asked.section):
            return self.asked.answer(message)
        return Answer(self.asked.query, Silence.MALFORMED)


class WhoisTalk(Conversation):
    """One line there, lines back, until the server closes; one that says too much says nothing."""

    def _words(self) -> bytes:
        return f"{self.asked.query.spelled}\r\n".encode("ascii", "replace")

    def _understood(self, *, over: bool) -> Answer | None:
        query = self.asked.query
        if len(self._in) > MOST_OCTETS:
            return Answer(query, Silence.MALFORMED)
        if not over:
            return None
        lines = tuple(self._in.decode("utf-8", "replace").splitlines())
        return Answer(query, rcode="NOERROR", answer=(RRset(query.name, WHOIS, 0, lines),))


def talk_about(asked: Asked) -> type[Conversation]:
    """Return what is spoken about a question."""
    return WhoisTalk if asked.query.type == WHOIS else DnsTalk
