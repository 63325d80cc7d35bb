"""Which network announces an address, and in which prefix: by Team Cymru's zones of the DNS, or by RISwhois.

Formats: https://www.team-cymru.com/ip-asn-mapping ("AS… | prefix | …" in TXT records), and RIPE's RISwhois
("AS… prefix …", lines that begin with % are remarks). Both are asked as other questions are: nothing here
opens a socket.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from ipaddress import ip_network

from provision.checks.asking import Asking, together
from provision.checks.walk import Walker
from provision.model.networks import Network
from provision.model.profile import AsLookup
from provision.model.query import WHOIS, Answer, Query
from provision.names import Fqdn, Ip, shown

WHOIS_PORT = 43
NUMBERS = re.compile(r"[\s,{}]+")
MOST_LINES, MOST_LETTERS = 64, 200
MOST_NUMBER = 2**32 - 1  # RFC 6793


class Missing(StrEnum):
    """Why it is not known who announces an address."""

    EMPTY = "EMPTY"
    ERROR = "ERROR"


@dataclass(frozen=True, slots=True)
class Announced:
    """An address with the numbers of the networks (AS) that announce it, in which prefix, and the source's own words."""

    address: Ip
    numbers: tuple[int, ...] = ()
    prefix: Network | None = None
    raw: str = ""
    missing: Missing | None = None


def announced(addresses: Iterable[Ip], lookup: AsLookup, walker: Walker) -> Asking[list[Announced]]:
    """Look each address up at the first source that knows about it."""
    found: list[Announced] = yield from together(
        [_one(address, lookup, walker) for address in dict.fromkeys(addresses)]
    )
    return found


def _one(address: Ip, lookup: AsLookup, walker: Walker) -> Asking[Announced]:
    found = Announced(address, missing=Missing.ERROR)
    for source in lookup.sources:
        found = yield from (_cymru if lookup.style == "Cymru" else _ripe)(address, source, walker)
        if found.missing is not Missing.ERROR:
            break
    return found


def _cymru(address: Ip, source: Fqdn, walker: Walker) -> Asking[Announced]:
    reverse, _, tree = address.reverse_pointer.rpartition(".arpa")[0].rpartition(".")
    label = {"in-addr": "origin", "ip6": "origin6"}[tree]
    found = yield from walker.walk(Fqdn(f"{reverse}.{label}.{source}"), "TXT")
    return _told(address, found.answer if found else None)


def _told(address: Ip, answer: Answer | None) -> Announced:
    """Judge an answer of the DNS: an alias, or any text that is not about the address, is an error."""
    if answer is None:
        return Announced(address, missing=Missing.ERROR)
    if not answer.answer:
        return Announced(address, missing=Missing.EMPTY)
    texts = [_text(value) for value in (answer.asked.values if answer.asked else ())]
    return _nearest(address, [(text, [part.strip() for part in text.split("|")]) for text in texts])


def _text(value: str) -> str:
    """Return the strings of a TXT record as one (RFC 7208 section 3.3)."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value)) or value


def _ripe(address: Ip, source: Fqdn, walker: Walker) -> Asking[Announced]:
    servers = (yield from walker.addresses(source)).addresses
    for server in servers[:2]:
        words = f" -F -M {address}"
        answers = yield [Query(server, source, WHOIS, tcp=True, port=WHOIS_PORT, spelled=words)]
        if answers[0].silence is None:
            return _lines(address, [value for rrset in answers[0].answer for value in rrset.values])
    return Announced(address, missing=Missing.ERROR)


def _lines(address: Ip, lines: Sequence[str]) -> Announced:
    data = [line.strip() for line in lines if line.strip() and not line.startswith("%")]
    if not data:
        return Announced(address, missing=Missing.EMPTY)
    return _nearest(address, [(line, line.split()) for line in data])


def _nearest(address: Ip, told: Sequence[tuple[str, Sequence[str]]]) -> Announced:
    """Return the most specific that was told; where any of it does not fit the address, none is believed."""
    read = [_read(address, raw, fields) for raw, fields in told[:MOST_LINES]]
    if not read or not all(read):
        return Announced(address, missing=Missing.ERROR)
    return max((one for one in read if one), key=lambda one: one.prefix.prefixlen if one.prefix else -1)


def _read(address: Ip, raw: str, fields: Sequence[str]) -> Announced | None:
    try:
        numbers = tuple(_numbers(fields[0]))
        prefix = ip_network(fields[1], strict=False)
    except (ValueError, IndexError):
        return None
    fits = numbers and address.version == prefix.version and address in prefix
    return (
        replace(Announced(address), numbers=numbers, prefix=prefix, raw=shown(raw, MOST_LETTERS))
        if fits
        else None
    )


def _numbers(field: str) -> Iterator[int]:
    for word in filter(None, NUMBERS.split(field)):
        number = int(word.removeprefix("AS"))
        if not 0 <= number <= MOST_NUMBER:
            raise ValueError(word)
        yield number
