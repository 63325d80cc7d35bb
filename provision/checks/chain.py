"""The keys of a zone and the DS records above it, as a picture shows them: nothing is judged here."""

from dataclasses import dataclass
from functools import lru_cache

import dns.dnssec
import dns.exception
import dns.rdata
import dns.rdataclass
import dns.rdatatype
from dns.rdtypes.ANY.DNSKEY import DNSKEY

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.model.query import DNSSEC, Query
from provision.names import MOST_KEPT

SEP = 0x0001  # the flag of a key that signs keys (RFC 4034 section 2.1.1)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A DNSKEY: its tag, its algorithm, and whether it is meant to sign keys."""

    tag: int
    algorithm: int
    signs_keys: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """The DS records in the parent as (tag, algorithm, digest type), and the zone's keys."""

    ds: tuple[tuple[int, int, int], ...]
    keys: tuple[Key, ...]


def chain(delegation: Delegation) -> Asking[Chain]:
    """Ask the parent for DS and the zone for its keys; the same questions as the test cases', so mostly asked already."""
    zone = delegation.zone
    above = yield [Query(at.address, zone, "DS", edns=DNSSEC) for at in delegation.parents]
    below = yield from delegation.each("DNSKEY", edns=DNSSEC)
    told = [value for answer in above if (rrset := answer.get(zone, "DS")) for value in rrset.values]
    keys = [value for _, answer in below if (rrset := answer.get(zone, "DNSKEY")) for value in rrset.values]
    records = told if delegation.ds is None else delegation.ds
    return Chain(
        tuple(sorted({_ds(value) for value in records})),
        tuple(sorted({key for value in keys if (key := _key(value))})),
    )


def _ds(value: str) -> tuple[int, int, int]:
    tag, algorithm, kind, *_ = value.split()
    return int(tag), int(algorithm), int(kind)


@lru_cache(maxsize=MOST_KEPT)
def _key(value: str) -> Key | None:
    try:
        rdata = dns.rdata.from_text(dns.rdataclass.IN, dns.rdatatype.DNSKEY, value)
    except (dns.exception.DNSException, ValueError):
        return None
    if not isinstance(rdata, DNSKEY):
        return None  # written as octets that are no key (RFC 3597)
    return Key(dns.dnssec.key_id(rdata), int(rdata.algorithm), bool(rdata.flags & SEP))
