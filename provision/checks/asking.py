"""How a check asks without opening a socket.

A check that needs answers is a generator: it yields batches of questions, is sent the answers in
the same order, and returns what it made of them. So it runs in a table test without a server, and
the engine runs many side by side.
"""

from collections.abc import Generator, Sequence
from typing import TypeVar

from provision.model.query import Answer, Query

T = TypeVar("T")
Asking = Generator[Sequence[Query], Sequence[Answer], T]
