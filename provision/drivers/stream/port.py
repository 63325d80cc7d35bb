"""One UDP socket at a random port, with the questions that went out by it.

It is connected to nobody, so what the kernel hears of a closed port or a missing way (ICMP) is asked
for by itself: the socket's error queue holds it, with the question that it is about.
"""

import secrets
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress

from provision.drivers.stream.asked import Asked

# <linux/in.h>, <linux/in6.h>: Python does not name them before 3.14.
RECVERR = {
    socket.AF_INET: (socket.IPPROTO_IP, 11),
    socket.AF_INET6: (socket.IPPROTO_IPV6, 25),
}
EXTENDED_ERROR = struct.Struct("=I")  # struct sock_extended_err begins with its errno
LARGEST, QUOTED, WORDS = 65535, 512, 256
TRIES = 3
AT_A_TIME = 64  # then timers have their turn
ID = struct.Struct("!H")

Heard = Callable[[Asked, bytes], None]
Failed = Callable[[Asked, OSError], None]


class Port:
    """A socket; `heard` is told answers, `failed` what the kernel says of a question."""

    def __init__(self, family: socket.AddressFamily, heard: Heard, failed: Failed) -> None:
        self.sock = socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        with suppress(OSError):
            self.sock.setsockopt(*RECVERR[family], 1)
        self.under_way: dict[int, Asked] = {}
        self.sent = 0
        self._heard, self._failed = heard, failed
        self._buffer = bytearray(LARGEST)
        self._view = memoryview(self._buffer)

    def send(self, asked: Asked) -> None:
        """Send a question under an id of its own. Raises OSError where there is no way."""
        number = self._free_id()
        self._send(ID.pack(number) + asked.octets, asked.address)
        self.sent += 1
        self.under_way[number] = asked
        asked.doors.append((self.under_way, number))

    def _send(self, octets: bytes, address: tuple[str, int]) -> None:
        for again in range(TRIES):
            try:
                self.sock.sendto(octets, address)
            except BlockingIOError:
                return  # a full buffer loses it, as any line may: it is sent once more
            except OSError:
                # The kernel may speak of an earlier question; of this one it will say the same each time.
                if again == TRIES - 1:
                    raise
                self._listen_to_errors()
            else:
                return

    def _free_id(self) -> int:
        while (number := secrets.randbits(16)) in self.under_way:
            pass
        return number

    def listen(self) -> None:
        """Take what came."""
        for message, source in self._datagrams():
            if len(message) > ID.size and (asked := self.under_way.get(message[0] << 8 | message[1])):
                self._take(asked, message, source)
        self._listen_to_errors()

    def _datagrams(self) -> Iterator[tuple[bytes, tuple[str, int]]]:
        for _ in range(AT_A_TIME):
            try:
                size, source = self.sock.recvfrom_into(self._buffer)
            except BlockingIOError:
                return
            except OSError:
                continue  # it speaks of a question; the error queue says of which
            yield bytes(self._view[:size]), source

    def _take(self, asked: Asked, message: bytes, source: tuple[str, int]) -> None:
        if source[:2] == asked.address:
            if asked.is_answered_by(message):
                self._heard(asked, message)
            else:
                asked.strayed = True
        elif asked.is_answered_by(message):
            asked.hears_from(source[0])

    def _listen_to_errors(self) -> None:
        with suppress(OSError):
            for _ in range(AT_A_TIME):
                octets, words, _, about = self.sock.recvmsg(QUOTED, WORDS, socket.MSG_ERRQUEUE)
                self._learn(octets, words, about[:2])

    def _learn(self, octets: bytes, words: list[tuple[int, int, bytes]], about: tuple[str, int]) -> None:
        (number,) = next((EXTENDED_ERROR.unpack_from(data) for *_, data in words), (0,))
        for asked in self._meant(octets, about):
            self._failed(asked, OSError(number, ""))

    def _meant(self, octets: bytes, about: tuple[str, int]) -> list[Asked]:
        """Return the question that is quoted; where a router quoted too little, all to that address."""
        if len(octets) < ID.size:
            return [asked for asked in self.under_way.values() if asked.address == about]
        asked = self.under_way.get(octets[0] << 8 | octets[1])
        return [asked] if asked and asked.address == about else []

    def close(self) -> None:
        """Give the port back."""
        self.sock.close()
