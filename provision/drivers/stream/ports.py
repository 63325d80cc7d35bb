"""The UDP sockets in use: a few for each family, each replaced after some time, so that no port is long known."""

import secrets
import selectors
import socket

from provision.drivers.stream.asked import Asked, family
from provision.drivers.stream.port import Failed, Heard, Port

AT_ONCE = 4
MOST_SENT = 2000


class Ports:
    """Sockets that are opened when they are first needed."""

    def __init__(self, selector: selectors.BaseSelector, heard: Heard, failed: Failed) -> None:
        self._selector, self._heard, self._failed = selector, heard, failed
        self._open: dict[socket.AddressFamily, list[Port]] = {socket.AF_INET: [], socket.AF_INET6: []}
        self._retired: list[Port] = []

    def send(self, asked: Asked) -> None:
        """Send a question by one of them. Raises OSError where there is no way."""
        self._one_of(family(asked.query.server)).send(asked)

    def _one_of(self, kind: socket.AddressFamily) -> Port:
        ports = self._open[kind]
        place = secrets.randbelow(AT_ONCE)
        if place >= len(ports):
            ports.append(self._new(kind))
            return ports[-1]
        if ports[place].sent >= MOST_SENT:
            self._retired.append(ports[place])
            ports[place] = self._new(kind)
            self._bury()
        return ports[place]

    def _new(self, kind: socket.AddressFamily) -> Port:
        port = Port(kind, self._heard, self._failed)
        self._selector.register(port.sock, selectors.EVENT_READ, port.listen)
        return port

    def _bury(self) -> None:
        """Close those that were replaced, once nothing is awaited there."""
        for port in [port for port in self._retired if not port.under_way]:
            self._retired.remove(port)
            self._close(port)

    def _close(self, port: Port) -> None:
        self._selector.unregister(port.sock)
        port.close()

    def close(self) -> None:
        """Close all."""
        for port in (*self._retired, *self._open[socket.AF_INET], *self._open[socket.AF_INET6]):
            self._close(port)
        self._retired.clear()
        for ports in self._open.values():
            ports.clear()
