"""Servers that are broken on purpose: one that speaks UDP only, one that never speaks.

Run as a file, by itself: `relay.py udp-only AT ANSWERS` or `relay.py black-hole AT...`.
"""

import socket
import sys
from collections.abc import Sequence

PORT = 53
LARGEST = 65535


def main(words: Sequence[str]) -> None:
    """Serve until killed, as `udp-only AT ANSWERS` or as `black-hole AT...`."""
    if words[0] == "udp-only":
        pass_on(words[1], words[2])
    else:
        swallow(words[1:])


def pass_on(at: str, answers: str) -> None:
    """Fetch each answer from the real server; TCP is refused, since nobody listens."""
    front = _bound(at, socket.SOCK_DGRAM)
    while True:
        query, client = front.recvfrom(LARGEST)
        with socket.socket(front.family, socket.SOCK_DGRAM) as back:
            back.settimeout(1)
            back.connect((answers, PORT))
            back.send(query)
            try:
                front.sendto(back.recv(LARGEST), client)
            except OSError:
                continue


def swallow(addresses: Sequence[str]) -> None:
    """Hold UDP and TCP ports open and answer nothing: a dead host behind a firewall."""
    held = [_bound(at, kind) for at in addresses for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM)]
    for one in held:
        if one.type == socket.SOCK_STREAM:
            one.listen()
    while True:
        # What is never read fills its buffer; the kernel drops the rest.
        held[0].recvfrom(LARGEST)


def _bound(at: str, kind: socket.SocketKind) -> socket.socket:
    family = socket.AF_INET6 if ":" in at else socket.AF_INET
    one = socket.socket(family, kind)
    one.bind((at, PORT))
    return one


if __name__ == "__main__":
    main(sys.argv[1:])
