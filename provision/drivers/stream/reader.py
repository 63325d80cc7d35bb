"""Reads a message into our values. It agrees with dnspython on all that is valid, and is several times as fast."""

import struct
from functools import lru_cache
from typing import NamedTuple

import dns.rcode
import dns.rdataclass
import dns.rdatatype

from provision.drivers.stream.labels import Malformed, Names, fqdn
from provision.drivers.stream.values import IN, Values
from provision.model.query import Edns
from provision.model.rrset import RRset

HEADER, FIXED = struct.Struct("!HHHHHH"), struct.Struct("!HHIH")
OPTION = struct.Struct("!HH")
AA, TC, RA, AD, RCODE = 0x0400, 0x0200, 0x0080, 0x0020, 0xF
OPT, DO, OTHER_FLAGS = 41, 0x8000, 0x7FFF
MOST_TTL = 2**31 - 1  # one above it counts as zero (RFC 2181 section 8)
# Of datagrams larger than all should be, none is remembered: hostile ones would fill the memory.
LARGEST_KEPT, MOST_READ = 1232, 2048
ID = 2

Sets = dict[tuple[str, int, int], tuple[int, list[str]]]


class Told(NamedTuple):
    """What a message says, in the order of an Answer's fields."""

    rcode: str
    authoritative: bool
    truncated: bool
    recursive: bool
    authenticated: bool
    answer: tuple[RRset, ...]
    authority: tuple[RRset, ...]
    additional: tuple[RRset, ...]
    edns: Edns | None
    spelled: str


def read(message: bytes) -> Told:
    """Return what a message says, whatever its id. Raises Malformed."""
    return _again(message[ID:]) if len(message) <= LARGEST_KEPT else _read(message)


@lru_cache(maxsize=MOST_READ)
def _again(rest: bytes) -> Told:
    """Read a message that was read before in no time: servers say the same again and again."""
    return _read(b"\0\0" + rest)


def _read(message: bytes) -> Told:
    if len(message) < HEADER.size:
        raise Malformed
    return _Message(message).told()


class _Message:
    def __init__(self, wire: bytes) -> None:
        self._wire, self._end = wire, len(wire)
        self._names = Names(wire)
        self._values = Values(wire, self._names)
        self._offset = HEADER.size
        self._opt: tuple[int, Edns] | None = None
        self._klass = IN

    def told(self) -> Told:
        _, flags, questions, *counts = HEADER.unpack_from(self._wire)
        spelled = self._question(questions)
        answer, authority, additional = self._sections(counts, cut=bool(flags & TC))
        extended, edns = self._opt or (0, None)
        rcode = _rcode(extended << 4 | flags & RCODE)
        told = bool(flags & AA), bool(flags & TC), bool(flags & RA), bool(flags & AD)
        return Told(rcode, *told, answer, authority, additional, edns, spelled)

    def _question(self, questions: int) -> str:
        if not questions:
            return ""
        name, _, offset = self._names.at(self._offset)
        self._offset = offset + 4
        if questions > 1 or self._offset > self._end:
            raise Malformed
        self._klass = self._wire[offset + 2] << 8 | self._wire[offset + 3]
        return name[:-1]

    def _sections(self, counts: list[int], *, cut: bool) -> list[tuple[RRset, ...]]:
        """Return the three sections; an answer that says it was cut may end anywhere."""
        sections: list[Sets] = [{}, {}, {}]
        try:
            for number, count in enumerate(counts):
                for _ in range(count):
                    self._record(sections[number], last=number == len(counts) - 1)
        except Malformed:
            if not cut:
                raise
        return [tuple(self._set(key, *found) for key, found in sets.items()) for sets in sections]

    def _record(self, sets: Sets, *, last: bool) -> None:
        name, _, offset = self._names.at(self._offset)
        start = offset + FIXED.size
        if start > self._end:
            raise Malformed
        rtype, klass, ttl, size = FIXED.unpack_from(self._wire, offset)
        self._offset = end = start + size
        if end > self._end:
            raise Malformed
        if rtype == OPT:
            self._take_opt(name, klass, ttl, self._wire[start:end], last=last)
            return
        self._add(sets, (name.lower(), rtype, klass), ttl if ttl <= MOST_TTL else 0, start)

    def _add(self, sets: Sets, key: tuple[str, int, int], ttl: int, start: int) -> None:
        text = self._values.text(key[2], key[1], start, self._offset)
        least, texts = sets.get(key) or (ttl, [])
        texts.append(text)
        sets[key] = (min(least, ttl), texts)

    def _take_opt(self, name: str, payload: int, ttl: int, data: bytes, *, last: bool) -> None:
        if self._opt or name != "." or not last:
            raise Malformed
        edns = Edns(payload, bool(ttl & DO), ttl >> 16 & 0xFF, ttl & OTHER_FLAGS, tuple(_options(data)))
        self._opt = (ttl >> 24, edns)

    def _set(self, key: tuple[str, int, int], ttl: int, texts: list[str]) -> RRset:
        name, rtype, klass = key
        kind = _type(rtype)
        # A record of another class than was asked is told apart by its type: "CH/TXT".
        return RRset.of(fqdn(name), kind if klass == self._klass else f"{_class(klass)}/{kind}", ttl, texts)


def _options(data: bytes) -> list[tuple[int, bytes]]:
    options, offset = [], 0
    while offset < len(data):
        if len(data) - offset < OPTION.size:
            raise Malformed
        code, size = OPTION.unpack_from(data, offset)
        offset += OPTION.size
        if size > len(data) - offset:
            raise Malformed
        options.append((code, data[offset : offset + size]))
        offset += size
    return options


@lru_cache(maxsize=256)
def _rcode(code: int) -> str:
    return dns.rcode.to_text(dns.rcode.Rcode.make(code))


@lru_cache(maxsize=256)
def _type(rtype: int) -> str:
    return dns.rdatatype.to_text(dns.rdatatype.RdataType.make(rtype))


@lru_cache(maxsize=256)
def _class(klass: int) -> str:
    return dns.rdataclass.to_text(dns.rdataclass.RdataClass.make(klass))
