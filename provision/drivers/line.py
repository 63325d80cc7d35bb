"""Asks where nobody can be: a line that answers there answers in the name of others, too."""

import errno
import selectors
import socket
import struct
import time
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address

import dns.message

from provision.names import Ip

# Addresses of the documentation blocks (RFC 5737, RFC 3849): no server on the Internet has one.
NOWHERE: tuple[Ip, ...] = (ip_address("192.0.2.1"), ip_address("2001:db8::1"))
PORT = 53
# A line that diverts answers from nearby, in some tens of milliseconds. Most surveys last longer than this anyway.
GRACE = 0.5
ASKED_TWICE = 2  # a datagram may get lost
BEGUN = {0, errno.EINPROGRESS}


class SocketLine:
    """The real `Line`: UDP and TCP, both families."""

    def __init__(self, addresses: Sequence[Ip] = NOWHERE, grace: float = GRACE) -> None:
        self._addresses = addresses
        self._grace = grace

    def ask_nobody(self) -> "SocketProbe":
        """Send a question that every resolver answers at once: the name servers of the root."""
        return SocketProbe(self._addresses, self._grace)


class SocketProbe:
    """Sockets that wait for what must not come; where no way leads there, there is none to wait for."""

    def __init__(self, addresses: Sequence[Ip], grace: float) -> None:
        self._grace = grace
        self._until = time.monotonic() + grace
        self._selector = selectors.DefaultSelector()
        self._question = dns.message.make_query(".", "NS").to_wire()
        for address in addresses:
            self._by_udp(address)
            self._by_tcp(address)

    def answered(self) -> Ip | None:
        """Return the address that answered; waits no longer than until the grace since the question is over."""
        while self._selector.get_map():
            ready = self._selector.select(max(0.0, self._until - time.monotonic()))
            if not ready:
                return None
            for key, _ in ready:
                if self._hears(key):
                    address: Ip = key.data
                    return address
        return None

    def close(self) -> None:
        """Stop listening."""
        for key in list(self._selector.get_map().values()):
            self._drop(_sock(key))
        self._selector.close()

    def _by_udp(self, address: Ip) -> None:
        sock = _socket(address, socket.SOCK_DGRAM)
        try:
            sock.connect((str(address), PORT))
            for _ in range(ASKED_TWICE):
                sock.send(self._question)
        except OSError:
            sock.close()  # no way leads there: a line that is not there diverts nothing
        else:
            self._selector.register(sock, selectors.EVENT_READ, address)

    def _by_tcp(self, address: Ip) -> None:
        sock = _socket(address, socket.SOCK_STREAM)
        if sock.connect_ex((str(address), PORT)) in BEGUN:
            self._selector.register(sock, selectors.EVENT_WRITE, address)
        else:
            sock.close()

    def _hears(self, key: selectors.SelectorKey) -> bool:
        """Take what came; a connection alone is none: satellite lines accept one for everybody."""
        sock = _sock(key)
        with suppress(OSError):
            if key.events & selectors.EVENT_WRITE:
                sock.send(struct.pack("!H", len(self._question)) + self._question)
                self._selector.modify(sock, selectors.EVENT_READ, key.data)
                self._until = time.monotonic() + self._grace
                return False
            if sock.recv(512):
                return True
        self._drop(sock)
        return False

    def _drop(self, sock: socket.socket) -> None:
        self._selector.unregister(sock)
        sock.close()


def _sock(key: selectors.SelectorKey) -> socket.socket:
    assert isinstance(key.fileobj, socket.socket)  # noqa: S101 - only such were registered
    return key.fileobj


def _socket(address: Ip, kind: socket.SocketKind) -> socket.socket:
    sock = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET, kind)  # noqa: PLR2004
    sock.setblocking(False)  # noqa: FBT003 - the socket module knows no keyword
    return sock
