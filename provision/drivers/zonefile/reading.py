"""A zone read from its files: every record with the place where it stands.

dnspython reads each entry; what joins files together is here, since folders, places and limits are ours to
decide. As in BIND, a `$TTL` in an included file stays in force after it, an `$ORIGIN` does not.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from re import compile as pattern

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.tokenizer
import dns.zonefile

from provision.drivers.rfc2136 import SIGNING
from provision.drivers.wire import from_dns, text, to_dns
from provision.drivers.zonefile.collector import Collector, TooMany
from provision.drivers.zonefile.disk import content_of
from provision.drivers.zonefile.entries import Entry, entries
from provision.errors import BadInput, Outside
from provision.i18n import Text
from provision.model.rrset import RRset
from provision.model.zone import SeenZone
from provision.names import Fqdn, shown

INCLUDE = "$INCLUDE"
DEEPEST = 10  # files that include files
CAUGHT = pattern(r"caught exception <class '[\w.]+'>: ")
# What dnspython raises for an entry that is no record.
NO_RECORD = (dns.exception.DNSException, ValueError, LookupError, ArithmeticError, AssertionError)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a zone; `place` is its first line."""

    name: Fqdn
    type: str
    ttl: int
    value: str
    place: Place

    @property
    def key(self) -> tuple[Fqdn, str]:
        """The set that it belongs to."""
        return self.name, self.type


@dataclass(frozen=True)
class ReadZone:
    """A zone as its files tell it, and where it includes which file."""

    apex: Fqdn
    records: tuple[Record, ...]
    includes: Mapping[Path, Place]

    @cached_property
    def seen(self) -> SeenZone:
        """The zone's sets; a set's TTL is that of its first record, as BIND has it."""
        sets: dict[tuple[Fqdn, str], list[Record]] = {}
        for record in self.records:
            sets.setdefault(record.key, []).append(record)
        made = [
            RRset.of(*key, held[0].ttl, [one.value for one in held])
            for key, held in sets.items()
            if key[1] not in SIGNING
        ]
        return SeenZone.of(self.apex, made)


def read_zone(apex: Fqdn, file: Path, folder: Path, instead: Mapping[Path, bytes]) -> ReadZone:
    """Return the zone that a file holds, with all that it includes.

    A relative `$INCLUDE` is looked for in `folder`. `instead` holds what to take for the content of some
    files. Raises Outside, with file and line, for what cannot be read.
    """
    reading = _Reading(apex, folder, instead)
    reading.read(file, reading.content(file))
    zone = ReadZone(apex, tuple(reading.records), reading.includes)
    if (apex, "SOA") not in zone.seen.rrsets:
        raise Outside(Text("{file} holds no SOA record of {zone}", file=str(file), zone=apex))
    return zone


@dataclass(slots=True)
class _Reading:
    """One pass over the files; dnspython's reader keeps owner, origin and TTL from entry to entry."""

    apex: Fqdn
    folder: Path
    instead: Mapping[Path, bytes]
    records: list[Record] = field(default_factory=list)
    includes: dict[Path, Place] = field(default_factory=dict)
    _collector: Collector = field(init=False)
    _reader: dns.zonefile.Reader = field(init=False)

    def __post_init__(self) -> None:
        self._collector = Collector(to_dns(self.apex))
        self._reader = dns.zonefile.Reader(
            dns.tokenizer.Tokenizer(""), dns.rdataclass.IN, self._collector.writer()
        )

    def content(self, file: Path) -> bytes:
        """Return what to take for a file's content. Raises Outside."""
        return self.instead[file] if file in self.instead else content_of(file)

    def read(self, file: Path, content: bytes, deep: int = 0) -> None:
        """Read one file. Raises Outside."""
        for entry in entries(content):
            place = Place(file, entry.line)
            if entry.directive == INCLUDE:
                self._include(entry, place, deep + 1)
            else:
                self._take(entry, place)

    def _include(self, entry: Entry, place: Place, deep: int) -> None:
        words = entry.words[1:]
        if not words or len(words) > 2 or deep > DEEPEST:  # noqa: PLR2004 - a file and an origin
            raise _fault(place, Text("this $INCLUDE names no file, or files include each other endlessly"))
        reader = self._reader
        kept = reader.current_origin, reader.last_name
        try:
            file = Path(os.path.realpath(self.folder / words[0].path))
            if words[1:]:
                reader.current_origin = dns.name.from_text(words[1].text, reader.current_origin)
            content = self.content(file)
        except NO_RECORD as error:
            raise _fault(place, str(error)) from error
        except Outside as error:
            raise _fault(place, error.text) from error
        self.includes.setdefault(file, place)
        self.read(file, content, deep)
        reader.current_origin, reader.last_name = kept

    def _take(self, entry: Entry, place: Place) -> None:
        self._reader.tok = dns.tokenizer.Tokenizer(entry.text, "")
        try:
            self._reader.read()
            self.records += [_record(*taken, place) for taken in self._collector.taken()]
        except TooMany as error:
            raise _fault(place, Text("these are more records than any zone of an office has")) from error
        except BadInput as error:
            raise _fault(place, error.text) from error
        except NO_RECORD as error:
            raise _fault(place, _plainly(error)) from error


def _record(name: dns.name.Name, ttl: int, rdata: dns.rdata.Rdata, place: Place) -> Record:
    return Record(from_dns(name), dns.rdatatype.to_text(rdata.rdtype), ttl, text(rdata), place)


def _plainly(error: BaseException) -> str:
    """Return what dnspython said, without its place and the names of its classes."""
    said = str(error).partition(": ")[2] if isinstance(error, dns.exception.SyntaxError) else str(error)
    return shown(CAUGHT.sub("", said).strip()) or "syntax error"


def _fault(place: Place, reason: Text | str) -> Outside:
    return Outside(
        Text(
            "{place} is not what a zone file holds: {reason}. Mend that line", place=str(place), reason=reason
        )
    )
