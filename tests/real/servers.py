"""Servers that fail on purpose, on spare addresses inside the namespace."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode

Answering = Callable[[bytes], bytes | None]


def with_rcode(rcode: int) -> Answering:
    """Answer every question with a code."""

    def answer(question: bytes) -> bytes:
        response = dns.message.make_response(
            dns.message.from_wire(question, ignore_trailing=True, keyring=False)
        )
        response.set_rcode(rcode)
        return response.to_wire()

    return answer


def truncated(question: bytes) -> bytes:
    """Answer nothing but "it was cut", even over TCP."""
    response = dns.message.make_response(dns.message.from_wire(question, ignore_trailing=True, keyring=False))
    response.flags |= dns.flags.TC
    return response.to_wire()


def rubbish(question: bytes) -> bytes:
    """Answer with bytes that are no message."""
    return question[:2] + b"\x80\x00\x00\x01" + b"\xff" * 20


def silence(_question: bytes) -> None:
    """Answer nothing."""


@contextmanager
def serving(address: str, answer: Answering) -> Iterator[list[bytes]]:
    """Serve port 53 of an address, UDP and TCP, while a block runs; yield the questions heard."""
    heard: list[bytes] = []
    udp, tcp = (socket.socket(socket.AF_INET, kind) for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM))
    for sock in (udp, tcp):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.settimeout(0.2)
        sock.bind((address, 53))
    tcp.listen()
    over = threading.Event()
    threads = [
        threading.Thread(target=run, args=(sock, answer, heard, over))
        for run, sock in ((_udp, udp), (_tcp, tcp))
    ]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        over.set()
        for thread in threads:
            thread.join()
        udp.close()
        tcp.close()


def _udp(sock: socket.socket, answer: Answering, heard: list[bytes], over: threading.Event) -> None:
    while not over.is_set():
        try:
            question, peer = sock.recvfrom(65535)
        except TimeoutError:
            continue
        heard.append(question)
        if (said := answer(question)) is not None:
            sock.sendto(said, peer)


def _tcp(sock: socket.socket, answer: Answering, heard: list[bytes], over: threading.Event) -> None:
    while not over.is_set():
        try:
            peer, _ = sock.accept()
        except TimeoutError:
            continue
        with peer:
            peer.settimeout(1)
            _talk(peer, answer, heard, over)


def _talk(peer: socket.socket, answer: Answering, heard: list[bytes], over: threading.Event) -> None:
    size = peer.recv(2)
    if len(size) < 2:
        return
    question = peer.recv(struct.unpack("!H", size)[0])
    heard.append(question)
    if (said := answer(question)) is not None:
        peer.sendall(struct.pack("!H", len(said)) + said)
    else:
        over.wait(8)
