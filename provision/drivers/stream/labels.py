"""Reads names out of a message: each once, however many records point at it, and none without end."""

import re
from functools import lru_cache

from provision.names import MOST_KEPT, Fqdn

PLAIN = re.compile(rb"[A-Za-z0-9_*-]+")
ESCAPED = re.compile(r"\\(.)")
SPECIAL = frozenset(b'"().;\\@$')
PRINTABLE = range(0x21, 0x7F)
POINTER, LONGEST = 0xC0, 0x3F  # the two kinds of length octets (RFC 1035 section 4.1.4)
MOST_OCTETS, MOST_JUMPS = 255, 128


class Malformed(Exception):
    """Octets that are no message."""


class Names:
    """The names of one message, in presentation form with their final dot; the root is one dot."""

    def __init__(self, wire: bytes) -> None:
        self._wire = wire
        self._read: dict[int, tuple[str, int, int]] = {}

    def at(self, start: int, jumps: int = 0) -> tuple[str, int, int]:
        """Return the name at an offset, its length in octets unpacked, and the offset behind it.

        A pointer leads back, and no more of them in turn than a name can have parts: else a few
        kilobytes of pointers to pointers would keep us busy for minutes. Raises Malformed.
        """
        found = self._read.get(start)
        if found is None:
            found = self._read[start] = self._unpacked(start, jumps)
        return found

    def _unpacked(self, start: int, jumps: int) -> tuple[str, int, int]:
        wire, offset, text = self._wire, start, ""
        try:
            while 0 < (length := wire[offset]) <= LONGEST:
                text += label(wire[offset + 1 : offset + 1 + length]) + "."
                offset += 1 + length
            if length == 0:
                return _checked(text, offset - start + 1, offset + 1)
            if length < POINTER:
                raise Malformed
            target = (length - POINTER) << 8 | wire[offset + 1]
        except IndexError:
            raise Malformed from None
        if target >= start or jumps > MOST_JUMPS:
            raise Malformed
        rest, octets, _ = self.at(target, jumps + 1)
        return _checked(text + rest if rest != "." else text, offset - start + octets, offset + 2)


def _checked(text: str, octets: int, end: int) -> tuple[str, int, int]:
    if octets > MOST_OCTETS:
        raise Malformed
    return text or ".", octets, end


@lru_cache(maxsize=MOST_KEPT)
def label(octets: bytes) -> str:
    """Return a label as zones write it (RFC 1035 section 5.1)."""
    return octets.decode() if PLAIN.fullmatch(octets) else "".join(map(_octet, octets))


def _octet(value: int) -> str:
    if value in SPECIAL:
        return "\\" + chr(value)
    return chr(value) if value in PRINTABLE else f"\\{value:03d}"


@lru_cache(maxsize=MOST_KEPT)
def fqdn(text: str) -> Fqdn:
    """Return a name as we have it, from its presentation form with its final dot."""
    return Fqdn(lowered(text)[:-1])


def lowered(text: str) -> str:
    """Write a name in lower case, and a dot within a label as its number, so that every dot parts two labels."""
    lower = text.lower()
    return ESCAPED.sub(_one_kind_of_dot, lower) if "\\" in lower else lower


def _one_kind_of_dot(match: "re.Match[str]") -> str:
    return r"\046" if match[1] == "." else match[0]
