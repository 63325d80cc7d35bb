"""Reads the data of records into the words of zone files; what we do not know by heart, dnspython does."""

import struct
from collections.abc import Callable, Mapping
from functools import lru_cache

import dns.exception
import dns.ipv6
import dns.rdata
from dns.rdataclass import RdataClass
from dns.rdatatype import RdataType

from provision.drivers.stream.labels import Malformed, Names, lowered
from provision.names import MOST_KEPT

IN = 1
A_OCTETS, AAAA_OCTETS = 4, 16
NUMBER, NUMBERS, WEIGHTS = struct.Struct("!H"), struct.Struct("!IIIII"), struct.Struct("!HHH")
NS, CNAME, SOA, MB, MG, MR, PTR, MINFO, MX, TXT, RP, AFSDB, RT, SIG, PX, AAAA, NXT, SRV, NAPTR, DNAME = (
    2, 5, 6, 7, 8, 9, 12, 14, 15, 16, 17, 18, 21, 24, 26, 28, 30, 33, 35, 39
)  # fmt: skip
# Data whose names may point into the message (RFC 3597 section 4) and which we leave to dnspython: not
# more of them than an honest message has, since it follows each chain of pointers anew.
POINTING = frozenset({MB, MG, MR, MINFO, RP, AFSDB, RT, SIG, PX, NXT, NAPTR})
MOST_POINTING = 64
QUOTED = frozenset(b'"\\')
PRINTABLE = range(0x20, 0x7F)


class Values:
    """The data of one message's records."""

    def __init__(self, wire: bytes, names: Names) -> None:
        self._wire = wire
        self._names = names
        self._pointing = 0

    def text(self, klass: int, rtype: int, start: int, end: int) -> str:
        """Return the data between two offsets in presentation form; as RFC 3597 has it where it is not valid."""
        read = READERS.get(rtype) if klass == IN or rtype in EVERYWHERE else None
        try:
            if read:
                return read(self._wire, self._names, start, end)
            return self._by_dnspython(klass, rtype, start, end)
        except (Malformed, struct.error, dns.exception.DNSException, ValueError):
            return generic(self._wire[start:end])

    def _by_dnspython(self, klass: int, rtype: int, start: int, end: int) -> str:
        if rtype not in POINTING:
            return _known(klass, rtype, self._wire[start:end])
        self._pointing += 1
        if self._pointing > MOST_POINTING:
            raise Malformed
        return _dnspython(klass, rtype, self._wire, start, end)


def generic(octets: bytes) -> str:
    """Return data as RFC 3597 section 5 writes what nobody knows."""
    return rf"\# {len(octets)} {octets.hex()}".rstrip()


@lru_cache(maxsize=MOST_KEPT)
def _known(klass: int, rtype: int, data: bytes) -> str:
    return _dnspython(klass, rtype, data, 0, len(data))


def _dnspython(klass: int, rtype: int, wire: bytes, start: int, end: int) -> str:
    kind = RdataClass.make(klass), RdataType.make(rtype)
    return dns.rdata.from_wire(*kind, wire, start, end - start).to_text()


def _a(wire: bytes, _: Names, start: int, end: int) -> str:
    if end - start != A_OCTETS:
        raise Malformed
    return f"{wire[start]}.{wire[start + 1]}.{wire[start + 2]}.{wire[start + 3]}"


def _aaaa(wire: bytes, _: Names, start: int, end: int) -> str:
    return _ipv6(wire[start:end])


_ipv6 = lru_cache(maxsize=MOST_KEPT)(dns.ipv6.inet_ntoa)


def _name(_: bytes, names: Names, start: int, end: int) -> str:
    text, _octets, after = names.at(start)
    if after != end:
        raise Malformed
    return text


def _host(wire: bytes, names: Names, start: int, end: int) -> str:
    return lowered(_name(wire, names, start, end))


def _mx(wire: bytes, names: Names, start: int, end: int) -> str:
    (preference,) = NUMBER.unpack_from(wire, start)
    return f"{preference} {_host(wire, names, start + NUMBER.size, end)}"


def _srv(wire: bytes, names: Names, start: int, end: int) -> str:
    priority, weight, port = WEIGHTS.unpack_from(wire, start)
    return f"{priority} {weight} {port} {_host(wire, names, start + WEIGHTS.size, end)}"


def _soa(wire: bytes, names: Names, start: int, end: int) -> str:
    mname, _, offset = names.at(start)
    rname, _, offset = names.at(offset)
    if end - offset != NUMBERS.size:
        raise Malformed
    return " ".join(map(str, (mname, rname, *NUMBERS.unpack_from(wire, offset))))


def _txt(wire: bytes, _: Names, start: int, end: int) -> str:
    strings = []
    while start < end:
        after = start + 1 + wire[start]
        if after > end:
            raise Malformed
        strings.append(_quoted(wire[start + 1 : after]))
        start = after
    if not strings:
        raise Malformed
    return " ".join(strings)


def _quoted(octets: bytes) -> str:
    return f'"{"".join(map(_octet, octets))}"'


@lru_cache(maxsize=256)
def _octet(value: int) -> str:
    if value in QUOTED:
        return "\\" + chr(value)
    return chr(value) if value in PRINTABLE else f"\\{value:03d}"


Reader = Callable[[bytes, Names, int, int], str]
READERS: Mapping[int, Reader] = {
    1: _a, NS: _host, CNAME: _host, SOA: _soa, PTR: _name, MX: _mx, TXT: _txt, AAAA: _aaaa, SRV: _srv, DNAME: _host,
}  # fmt: skip
EVERYWHERE = frozenset({TXT, NS, SOA, CNAME, PTR})  # data that is the same in every class
