"""Asks a whois server (RFC 3912): one line there, lines back, until it closes."""

import socket
import time
from collections.abc import Sequence

from provision.names import Ip

PORT = 43
MOST_OCTETS = 65536
SECONDS = 5.0


class SocketWhois:
    """The real `Whois`."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def ask(self, server: Ip, words: str) -> Sequence[str] | None:
        """Return the lines that a server answers; None where none came, or not all of them in time."""
        until = time.monotonic() + self._seconds
        try:
            with socket.create_connection((str(server), PORT), self._seconds) as sock:
                sock.sendall(f"{words}\r\n".encode("ascii"))
                return self._read(sock, until)
        except OSError:
            return None

    def _read(self, sock: socket.socket, until: float) -> Sequence[str] | None:
        """Read to the end; a server that drips, or says too much, says nothing."""
        heard = b""
        while len(heard) <= MOST_OCTETS and (left := until - time.monotonic()) > 0:
            sock.settimeout(left)
            part = sock.recv(MOST_OCTETS)
            if not part:
                return heard.decode("utf-8", "replace").splitlines()
            heard += part
        return None
