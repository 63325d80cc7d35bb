"""Changes with their guards as one DNS UPDATE message (RFC 2136).

The two sections are encoded here: a thousand changes took dnspython longer to build than the name
server to carry out. Header, size limit and TSIG are dnspython's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct
from typing import Any, BinaryIO

import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import dns.update
from dns.rdataclass import ANY, IN, NONE

from provision.decide.guard import Guard, Must
from provision.drivers.wire import from_dns, to_dns
from provision.model.change import Change
from provision.names import MOST_KEPT, Fqdn

# Where the zone's own name stands in every message: right behind the header.
POINTER = b"\xc0\x0c"
HEAD = Struct("!HHIH")  # type, class, TTL, length of the data


class Encoded(dns.rrset.RRset):
    """A whole section, in the place of its one set."""

    def __init__(self, records: Sequence[bytes]) -> None:
        super().__init__(dns.name.root, ANY, dns.rdatatype.ANY)
        self._records = records

    def to_wire(self, file: BinaryIO, *_: object, **__: Any) -> int:  # type: ignore[override]
        """Write the records; return how many they are."""
        file.write(b"".join(self._records))
        return len(self._records)


def update_message(
    origin: dns.name.Name, changes: Sequence[Change], guards: Sequence[Guard]
) -> dns.update.UpdateMessage:
    """Return the message for a zone: the guards as prerequisites, what goes before what comes."""
    update = dns.update.UpdateMessage(origin)
    zone = _Zone(from_dns(origin), len(origin.to_digestable()))
    ordered = sorted(changes, key=lambda change: change.after is not None)
    update.prerequisite.append(Encoded([record for guard in guards for record in _required(guard, zone)]))
    update.update.append(Encoded([record for change in ordered for record in _put(change, zone)]))
    return update


@dataclass(frozen=True, slots=True)
class _Zone:
    """The zone's name, which the others end in, and how long it is on the wire."""

    apex: Fqdn
    length: int

    @lru_cache(maxsize=MOST_KEPT)  # noqa: B019 - a few numbers for each zone
    def encode(self, name: Fqdn) -> bytes:
        wire = to_dns(name).to_digestable()
        return wire[: -self.length] + POINTER if name.is_at_or_below(self.apex) else wire


def _put(change: Change, zone: _Zone) -> list[bytes]:
    name, rtype = zone.encode(change.name), change.rrset.type
    gone = [_record(name, rtype, ANY)] if change.before else []
    if not change.after:
        return gone
    ttl = change.after.ttl
    return gone + [_record(name, rtype, IN, ttl, _data(rtype, value)) for value in change.after.values]


def _required(guard: Guard, zone: _Zone) -> list[bytes]:
    name = zone.encode(guard.name)
    if guard.must is Must.BE_UNUSED:
        return [_record(name, "ANY", NONE)]
    if guard.must is Must.LACK:
        return [_record(name, guard.type, NONE)]
    return [_record(name, guard.type, IN, 0, _data(guard.type, value)) for value in guard.values]


def _record(name: bytes, rtype: str, rdclass: int, ttl: int = 0, data: bytes = b"") -> bytes:
    return name + HEAD.pack(_number(rtype), rdclass, ttl, len(data)) + data


@lru_cache
def _number(rtype: str) -> int:
    return int(dns.rdatatype.from_text(rtype))


@lru_cache(maxsize=1024)
def _data(rtype: str, value: str) -> bytes:
    return dns.rdata.from_text(IN, rtype, value).to_wire() or b""
