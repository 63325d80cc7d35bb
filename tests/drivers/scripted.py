"""An HTTP server on loopback that says what a test tells it to, byte by byte."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Speaking = Callable[[socket.socket], None]


def says(raw: bytes) -> Speaking:
    """Send bytes at once."""
    return lambda peer: peer.sendall(raw)


def answer(body: bytes, status: str = "200 OK", *headers: str) -> Speaking:
    """Send a proper answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return says("\r\n".join(lines).encode() + body)


def drips(raw: bytes, over: threading.Event, *, head: bytes = b"") -> Speaking:
    """Send one byte every now and then, for ever, each in time."""

    def drip(peer: socket.socket) -> None:
        peer.sendall(head)
        place = 0
        while not over.wait(0.05):
            peer.sendall(raw[place % len(raw) :][:1])
            place += 1

    return drip


def floods(head: bytes, over: threading.Event) -> Speaking:
    """Send without end."""

    def flood(peer: socket.socket) -> None:
        peer.sendall(head)
        while not over.is_set():
            peer.sendall(b" " * 65536)

    return flood


@contextmanager
def speaking(speak: Speaking, tls: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """Serve a port of 127.0.0.1 while a block runs; yield the port and the requests heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(5)
        thread = threading.Thread(target=_serve, args=(door, speak, heard, tls), daemon=True)
        thread.start()
        yield door.getsockname()[1], heard


def _serve(door: socket.socket, speak: Speaking, heard: list[bytes], tls: ssl.SSLContext | None) -> None:
    with contextlib.suppress(OSError):
        while True:
            peer, _ = door.accept()
            with contextlib.suppress(OSError), peer:
                peer.settimeout(5)
                talk = tls.wrap_socket(peer, server_side=True) if tls else peer
                with talk:
                    heard.append(talk.recv(65536))
                    speak(talk)
