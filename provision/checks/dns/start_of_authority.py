"""The SOA record of a zone, read into its fields (RFC 1035 section 3.3.13)."""

from dataclasses import dataclass

from provision.model.query import Answer
from provision.names import Fqdn

WORDS = 7  # the fields of a SOA record
HALF, WHOLE = 2**31, 2**32  # of the circle of serials (RFC 1982 section 3)


@dataclass(frozen=True, slots=True)
class StartOfAuthority:
    """The fields of a SOA record; the two names in small letters, without the last dot, "." for the root.

    What was escaped in them stays escaped.
    """

    mname: str
    rname: str
    serial: int
    refresh: int
    retry: int
    expire: int
    minimum: int

    @classmethod
    def read(cls, value: str) -> "StartOfAuthority | None":
        """Return the record written as `value`; None where it is malformed."""
        words = value.split()
        if len(words) != WORDS or not all(word.isdecimal() for word in words[2:]):
            return None
        return cls(bare(words[0]), bare(words[1]), *map(int, words[2:]))

    @property
    def primary(self) -> Fqdn:
        """The name of the primary server; the root where there is none."""
        return Fqdn("") if self.mname == "." else Fqdn.seen(self.mname)


def bare(name: str) -> str:
    """Return a name as a record holds it in its one form here."""
    return name.lower().removesuffix(".") or "."


def soa_of(answer: Answer) -> StartOfAuthority | None:
    """Return the SOA record of the very name that was asked for, where it is told with authority; the first of several."""
    found = answer.get(answer.query.name, "SOA") if answer.from_authority else None
    values = found.values if found else ()
    return next(filter(None, map(StartOfAuthority.read, values)), None)


def is_newer(serial: int, other: int) -> bool:
    """Tell whether a serial comes after another on their circle (RFC 1982 section 3.2)."""
    return 0 < (serial - other) % WHOLE < HALF
