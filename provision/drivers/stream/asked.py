"""A question under way, and what silence means."""

import errno
import socket
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from provision.drivers.stream.labels import Malformed
from provision.drivers.stream.question import answers, octets_of
from provision.drivers.stream.reader import read
from provision.model.query import WHOIS, Answer, Query, Silence
from provision.names import Ip

Tell = Callable[[Answer], None]
TRANSFER = "AXFR"
# What the kernel says where it has no route at all, or no address to ask from; with IPv4 the latter means other things.
NO_WAY = {4: {errno.ENETUNREACH, errno.EAFNOSUPPORT}}
NO_WAY[6] = NO_WAY[4] | {errno.EADDRNOTAVAIL}


class Asked:
    """A question with what became of it so far: how often it was sent, and what came that is no answer."""

    __slots__ = ("address", "doors", "octets", "query", "section", "source", "strayed", "tell", "tries")

    def __init__(self, query: Query, tell: Tell) -> None:
        self.query = query
        self.tell = tell
        self.octets, self.section = (b"", b"") if query.type == WHOIS else octets_of(query)
        self.address = (socket.inet_ntop(family(query.server), query.server.packed), query.port)
        self.tries = 0
        self.doors: list[tuple[dict[int, Asked], int]] = []
        self.strayed = False
        self.source: Ip | None = None

    @property
    def is_transfer(self) -> bool:
        """Tell whether a zone's transfer is asked for, of which the first message is the answer."""
        return self.query.type == TRANSFER

    @property
    def over_tcp(self) -> bool:
        """Tell whether the question goes out over TCP from the start."""
        return self.query.tcp or self.query.type in {TRANSFER, WHOIS}

    def answer(self, message: bytes) -> Answer:
        """Return what a message says that answers the question."""
        try:
            told = read(message)
        except Malformed:
            return Answer(self.query, Silence.MALFORMED)
        same = message[12 : 12 + len(self.section)] == self.section
        asked = self.query.spelled or self.query.name.text
        return Answer(self.query, None, *told[:-1], asked.removesuffix(".") if same else told.spelled)

    def is_answered_by(self, message: bytes) -> bool:
        """Tell whether a message answers this question, by all but its id and where it came from."""
        return answers(message, self.section)

    def hears_from(self, address: str) -> None:
        """Remember who answered in the server's place."""
        self.source = ip_address(address.partition("%")[0])

    def late(self) -> Answer:
        """Return the silence that it came to when its time is over."""
        silence = Silence.MALFORMED if self.strayed and not self.source else Silence.TIMEOUT
        return Answer(self.query, silence, source=self.source)

    def failed(self, error: OSError) -> Answer:
        """Return the silence that the kernel's words mean."""
        return Answer(self.query, silence_of(error, self.query))


def silence_of(error: OSError, query: Query) -> Silence:
    """Return what an error of the kernel says about a server."""
    if error.errno in NO_WAY[query.server.version]:
        # An office without IPv6 (or IPv4) has seen nothing: that is "not checked", never "dead".
        return Silence.NO_FAMILY
    if error.errno == errno.ECONNREFUSED:
        return Silence.REFUSED
    return Silence.UNREACHABLE


def family(address: Ip) -> socket.AddressFamily:
    """Return the kernel's name for a family of addresses."""
    return socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET
