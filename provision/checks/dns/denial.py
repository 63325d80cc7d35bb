"""The NSEC and NSEC3 records by which a zone proves what it does not have (RFC 4034 section 4, RFC 5155 section 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from provision.checks.dns.keys import GENERIC
from provision.model.query import Answer
from provision.model.rrset import RRset
from provision.names import Fqdn

SHA1 = 1
MOST_ITERATIONS = (
    2500  # the most that RFC 5155 section 10.3 ever allowed; more is work that somebody makes us do
)
OPT_OUT = 0x01
BEFORE_TYPES = {"NSEC": 1, "NSEC3": 5}  # how many words stand before the list of types


@dataclass(frozen=True, slots=True)
class Nsec3:
    """The parameters of an NSEC3 record."""

    algorithm: int
    flags: int
    iterations: int
    salt: str

    @property
    def salt_octets(self) -> int:
        """How long the salt is."""
        return len(self.salt) // 2


def sets_of(section: Iterable[RRset], rtype: str) -> list[RRset]:
    """Return the sets of a type in a section, whatever they belong to."""
    return [rrset for rrset in section if rrset.type == rtype]


def how_many(rrsets: Iterable[RRset]) -> int:
    """Return how many records there are in some sets."""
    return sum(len(rrset.values) for rrset in rrsets)


def types_in(rrset: RRset) -> frozenset[str] | None:
    """Return the types that the first NSEC or NSEC3 record of a set lists; None where it cannot be read."""
    words = rrset.values[0].split()
    return None if words[0] == GENERIC else frozenset(words[BEFORE_TYPES[rrset.type] :])


def nsec3_of(answer: Answer) -> list[Nsec3]:
    """Return the parameters of the NSEC3 records in an answer's authority section; what cannot be read is left out."""
    texts = [text for rrset in sets_of(answer.authority, "NSEC3") for text in rrset.values]
    return [_nsec3(text.split()) for text in texts if not text.startswith(GENERIC)]


def _nsec3(words: Sequence[str]) -> Nsec3:
    return Nsec3(int(words[0]), int(words[1]), int(words[2]), "" if words[3] == "-" else words[3])


def is_of_apex(rrset: RRset, zone: Fqdn) -> bool:
    """Tell whether an NSEC or NSEC3 record is the one of the zone's apex.

    An NSEC3 record with a hash that is not known, or that costs too much, is believed.
    """
    if rrset.type == "NSEC":
        return rrset.name == zone
    if rrset.values[0].startswith(GENERIC) or rrset.name.parent != zone:
        return False
    made = _nsec3(rrset.values[0].split())
    if made.algorithm != SHA1 or made.iterations > MOST_ITERATIONS:
        return True
    return rrset.name.labels[0] == _hashed(zone, made)


@lru_cache(maxsize=64)
def _hashed(zone: Fqdn, made: Nsec3) -> str:
    import dns.dnssec  # noqa: PLC0415  # slow to load, and most zones are not signed

    return dns.dnssec.nsec3_hash(f"{zone.text}.", made.salt or None, made.iterations, made.algorithm).lower()
