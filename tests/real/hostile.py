"""Name servers that lie, drip, close and answer from elsewhere, for the tests of the query engine.

A manner is what a server does with a question: over UDP it may send any number of datagrams, from its own
socket or another one; over TCP it has the connection.
"""

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import dns.flags
import dns.message
import dns.opcode
import dns.rcode
import dns.rrset

from tests.real.servers import present

HOSTILE, ELSEWHERE = "103.150.99.1", "103.150.99.2"
Send = Callable[[bytes], object]
OverUdp = Callable[[bytes, Send, Send], None]
OverTcp = Callable[[bytes, socket.socket], None]


def right(question: bytes, *values: str, flags: int = 0, rcode: int = 0) -> bytes:
    """Return an honest answer."""
    query = dns.message.from_wire(question, ignore_trailing=True)
    answer = dns.message.make_response(query)
    answer.flags |= dns.flags.AA | flags
    answer.set_rcode(rcode)
    name = query.question[0].name
    answer.answer = [dns.rrset.from_text(name, 60, "IN", "TXT", *(values or ['"right"']))]
    return answer.to_wire(max_size=65535)


def honest(question: bytes, send: Send, _elsewhere: Send) -> None:
    send(right(question))


def silent(_question: bytes, _send: Send, _elsewhere: Send) -> None:
    """Say nothing."""


def instead(change: Callable[[bytes], bytes]) -> OverUdp:
    """Answer with what an honest answer is changed to."""
    return lambda question, send, _: send(change(right(question)))  # type: ignore[return-value]


def other_id(message: bytes) -> bytes:
    return bytes([message[0] ^ 1]) + message[1:]


def other_question(message: bytes) -> bytes:
    return message[:13] + bytes([message[13] ^ 1]) + message[14:]


def other_class(message: bytes) -> bytes:
    end = message.index(b"\0", 12) + 1
    return message[: end + 3] + b"\3" + message[end + 4 :]


def no_response(message: bytes) -> bytes:
    return message[:2] + bytes([message[2] & 0x7F]) + message[3:]


def an_update(message: bytes) -> bytes:
    return message[:2] + bytes([message[2] | dns.opcode.UPDATE << 3]) + message[3:]


def cut_off(message: bytes) -> bytes:
    return message[:-3]


def loops(message: bytes) -> bytes:
    """Let the answer's name point to itself."""
    at = message.index(b"\0", 12) + 5
    return message[:at] + struct.pack("!H", 0xC000 | at) + message[at + 2 :]


def lower(message: bytes) -> bytes:
    end = message.index(b"\0", 12)
    return message[:12] + message[12:end].lower() + message[end:]


def without_question(message: bytes) -> bytes:
    return message[:3] + bytes([dns.rcode.FORMERR]) + bytes(8)


def shortened(question: bytes, send: Send, _elsewhere: Send) -> None:
    """Say that the answer did not fit."""
    send(right(question, flags=dns.flags.TC))


def from_elsewhere(question: bytes, _send: Send, elsewhere: Send) -> None:
    elsewhere(right(question))


def from_both(question: bytes, send: Send, elsewhere: Send) -> None:
    elsewhere(right(question, '"wrong"'))
    send(right(question))


def guessing(question: bytes, send: Send, _elsewhere: Send) -> None:
    """Send many answers with guessed ids before the right one."""
    for number in range(300):
        send(
            struct.pack("!H", (number + 1 + (question[0] << 8 | question[1])) & 0xFFFF)
            + right(question, '"wrong"')[2:]
        )
    send(right(question))


def slow(question: bytes, send: Send, _elsewhere: Send) -> None:
    """Answer when the time of the first try is over."""
    threading.Timer(0.45, send, [right(question)]).start()


def huge(question: bytes, send: Send, _elsewhere: Send) -> None:
    send(right(question, *texts(200)))


def texts(count: int) -> list[str]:
    return [f'"{number:0250}"' for number in range(count)]


def says(message: Callable[[bytes], bytes]) -> OverTcp:
    """Say something over TCP, framed."""

    def talk(question: bytes, peer: socket.socket) -> None:
        said = message(question)
        peer.sendall(struct.pack("!H", len(said)) + said)

    return talk


def speaks(words: bytes) -> OverTcp:
    """Say something over TCP as it is."""
    return lambda _, peer: peer.sendall(words)


def drips(_question: bytes, peer: socket.socket) -> None:
    """Say something, an octet at a time."""
    said = bytes(40)
    for octet in struct.pack("!H", len(said)) + said:
        peer.sendall(bytes([octet]))
        time.sleep(0.05)


def half(question: bytes, peer: socket.socket) -> None:
    said = right(question)
    peer.sendall(struct.pack("!H", len(said)) + said[: len(said) // 2])
    time.sleep(1)


def waits(_question: bytes, _peer: socket.socket) -> None:
    time.sleep(1)


def closes(_question: bytes, _peer: socket.socket) -> None:
    """Hang up."""


def resets(_question: bytes, peer: socket.socket) -> None:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@contextmanager
def hostile(
    udp: OverUdp | None = honest, tcp: OverTcp | None = None
) -> Iterator[list[tuple[bytes, str, int]]]:
    """Run a server of that manner for the length of a block; None is a closed port. Yield what it was asked, by whom."""
    heard: list[tuple[bytes, str, int]] = []
    over = threading.Event()
    with ExitStack() as stack:
        for address in (HOSTILE, ELSEWHERE):
            stack.enter_context(present(address))
        socks = [
            stack.enter_context(socket.socket(socket.AF_INET, kind))
            for kind in (socket.SOCK_DGRAM, socket.SOCK_DGRAM, socket.SOCK_STREAM)
        ]
        socks[1].bind((ELSEWHERE, 53))
        threads = []
        for sock in socks:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.settimeout(0.1)
        if udp:
            socks[0].bind((HOSTILE, 53))
            threads.append(threading.Thread(target=_serve_udp, args=(udp, socks[0], socks[1], heard, over)))
        if tcp:
            socks[2].bind((HOSTILE, 53))
            socks[2].listen()
            threads.append(threading.Thread(target=_serve_tcp, args=(tcp, socks[2], over)))
        for thread in threads:
            thread.start()
        try:
            yield heard
        finally:
            over.set()
            for thread in threads:
                thread.join()


def _serve_udp(
    manner: OverUdp,
    sock: socket.socket,
    other: socket.socket,
    heard: list[tuple[bytes, str, int]],
    over: threading.Event,
) -> None:
    while not over.is_set():
        with suppress(TimeoutError):
            question, peer = sock.recvfrom(65535)
            heard.append((question, *peer))
            manner(
                question,
                lambda said, to=peer: _send(sock, said, to),
                lambda said, to=peer: _send(other, said, to),
            )  # type: ignore[misc]


def _send(sock: socket.socket, said: bytes, peer: tuple[str, int]) -> None:
    with suppress(OSError):  # it asks no more
        sock.sendto(said, peer)


def _serve_tcp(manner: OverTcp, sock: socket.socket, over: threading.Event) -> None:
    while not over.is_set():
        with suppress(TimeoutError), sock.accept()[0] as peer, suppress(OSError):
            peer.settimeout(1)
            (size,) = struct.unpack("!H", peer.recv(2))
            manner(peer.recv(size), peer)
