"""DNSKEY, RRSIG and DS records as values, made of the texts that an answer holds."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import dns.exception
import dns.rdata
import dns.rdatatype
from dns.rdtypes.ANY.RRSIG import RRSIG
from dns.rdtypes.dnskeybase import DNSKEYBase

from provision.model.rrset import RRset

MOST_KEPT = 512  # servers of a zone tell the same records again and again
# Each signature costs a verification: a hostile server gives thousands (CVE-2023-50387).
MOST_SIGNATURES = 12
RSA, MOST_RSA_BITS = frozenset({5, 7, 8, 10}), 4096  # RFC 5702 section 2; a longer one only costs time
ZONE_KEY, SECURE_ENTRY_POINT = 0x0100, 0x0001
GENERIC = "\\#"  # how a record is written that cannot be read (RFC 3597 section 5)


@dataclass(frozen=True, slots=True)
class Key:
    """A DNSKEY or CDNSKEY record (RFC 4034 section 2) with its key tag; `text` is the whole of it, in one form."""

    flags: int
    algorithm: int
    tag: int
    text: str

    @property
    def is_for_zones(self) -> bool:
        """Tell whether the key may sign a zone (the Zone Key flag, bit 7)."""
        return bool(self.flags & ZONE_KEY)

    @property
    def is_entry(self) -> bool:
        """Tell whether the key is meant to be pointed at by a DS record (the SEP flag, bit 15)."""
        return bool(self.flags & SECURE_ENTRY_POINT)

    @property
    def rsa_bits(self) -> int:
        """How long the modulus of an RSA key is (RFC 3110 section 2), 0 where there is none."""
        octets = base64.b64decode("".join(self.text.split()[3:]))
        is_short = octets[:1] != b"\0"
        exponent = 1 + int.from_bytes(octets[:1]) if is_short else 3 + int.from_bytes(octets[1:3])
        return max(0, (len(octets) - exponent) * 8)

    @property
    def is_too_long(self) -> bool:
        """Tell whether an RSA key is longer than any may be."""
        return self.algorithm in RSA and self.rsa_bits > MOST_RSA_BITS

    @property
    def is_delete(self) -> bool:
        """Tell whether a CDNSKEY record asks for the DS records to be removed (RFC 8078 section 4)."""
        return self.algorithm == 0


@dataclass(frozen=True, slots=True)
class Signature:
    """An RRSIG record (RFC 4034 section 3): what it covers, by which key, from when to when."""

    covers: str
    algorithm: int
    tag: int
    inception: int
    expiration: int
    text: str


@dataclass(frozen=True, slots=True)
class Ds:
    """A DS or CDS record (RFC 4034 section 5). Read without a library, which refuses those that are wrong."""

    tag: int
    algorithm: int
    digest_type: int
    digest: str

    @property
    def is_delete(self) -> bool:
        """Tell whether a CDS record asks for the DS records to be removed (RFC 8078 section 4)."""
        return self.algorithm == 0


def keys_of(rrset: RRset | None) -> tuple[Key, ...]:
    """Return the keys of a set of DNSKEY or CDNSKEY records; what cannot be read is left out."""
    found = [_key(rrset.type, text) for text in rrset.values] if rrset else []
    return tuple(key for key in found if key)


def signatures(section: Iterable[RRset], rtype: str) -> tuple[Signature, ...]:
    """Return the signatures of a section of an answer that cover a type, no more than are worth verifying."""
    texts = [text for rrset in section if rrset.type == "RRSIG" for text in rrset.values]
    found = [signature for text in texts if (signature := _signature(text)) and signature.covers == rtype]
    return tuple(found[:MOST_SIGNATURES])


def ds_of(texts: Sequence[str]) -> tuple[Ds, ...]:
    """Return DS or CDS records from their texts."""
    return tuple(ds for ds in map(_ds, texts) if ds)


@lru_cache(maxsize=MOST_KEPT)
def _key(rtype: str, text: str) -> Key | None:
    import dns.dnssec  # noqa: PLC0415  # slow to load, and most zones are not signed

    record = _record(rtype, text)
    if not isinstance(record, DNSKEYBase):
        return None
    # The same key is written in several ways: in one piece, in many, or as octets.
    words = record.to_text().split()
    plain = " ".join([*words[:3], "".join(words[3:])])
    return Key(record.flags, record.algorithm, dns.dnssec.key_id(record), plain)  # type: ignore[arg-type]


@lru_cache(maxsize=MOST_KEPT)
def _signature(text: str) -> Signature | None:
    record = _record("RRSIG", text)
    if not isinstance(record, RRSIG):
        return None
    covers = dns.rdatatype.to_text(record.type_covered)
    return Signature(covers, record.algorithm, record.key_tag, record.inception, record.expiration, text)


def _record(rtype: str, text: str) -> dns.rdata.Rdata | None:
    try:
        return dns.rdata.from_text("IN", rtype, text)
    except (dns.exception.DNSException, ValueError):
        return None


def _ds(text: str) -> Ds | None:
    words = text.split()
    try:
        if words[0] != GENERIC:
            return Ds(int(words[0]), int(words[1]), int(words[2]), "".join(words[3:]).lower())
        wire = bytes.fromhex("".join(words[2:]))
        return Ds(int.from_bytes(wire[:2]), wire[2], wire[3], wire[4:].hex())
    except (ValueError, IndexError):
        return None
