"""A slow name server: fetches each answer from another one and keeps it back. Run as `late.py ANSWERS AT...`."""

import heapq
import selectors
import socket
import sys
import time
from collections.abc import Sequence

PORT, LARGEST, KEPT_BACK = 53, 65535, 0.5
Due = tuple[float, int, socket.socket, bytes, tuple[str, int]]


def main(answers: str, at: Sequence[str]) -> None:
    """Serve until killed; TCP is not answered at all."""
    due: list[Due] = []
    fronts = selectors.DefaultSelector()
    for address in at:
        front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        front.bind((address, PORT))
        fronts.register(front, selectors.EVENT_READ)
    back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    back.connect((answers, PORT))
    while True:
        wait = max(0.0, due[0][0] - time.monotonic()) if due else None
        for key, _ in fronts.select(wait):
            question, client = key.fileobj.recvfrom(LARGEST)  # type: ignore[union-attr]
            back.send(question)
            entry = (time.monotonic() + KEPT_BACK, id(question), key.fileobj, back.recv(LARGEST), client)
            heapq.heappush(due, entry)  # type: ignore[misc]
        while due and due[0][0] <= time.monotonic():
            _, _, front, answer, client = heapq.heappop(due)
            front.sendto(answer, client)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
