"""Whether a signature holds, and whether a DS record is that of a key: the only place that verifies."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

import dns.dnssectypes
import dns.exception
import dns.name
import dns.node
import dns.rdataset

from provision.checks.dns.keys import MOST_KEPT, Ds, Key, Signature
from provision.model.rrset import RRset
from provision.names import Fqdn

# Those that any office can verify; others are told as what cannot be verified here.
SUPPORTED_ALGORITHMS = frozenset({5, 7, 8, 10, 13, 14, 15, 16})
SUPPORTED_DIGESTS = frozenset({1, 2, 4})
SHA_256 = 2
# Keys of one tag are rare; a hostile server has hundreds (CVE-2023-50387).
MOST_ALIKE = 4


class Standing(StrEnum):
    """What became of a signature."""

    VALID = "valid"
    NOT_YET = "not yet valid"
    EXPIRED = "expired"
    UNSUPPORTED = "cannot be verified here"
    NO_KEY = "no such key"
    WRONG = "wrong"


def standing(signature: Signature, rrset: RRset, keys: Sequence[Key], zone: Fqdn, now: float) -> Standing:
    """Return what a signature over a set is worth at a time, by the keys of the zone (RFC 4035 section 5.3)."""
    if signature.inception > now:
        return Standing.NOT_YET
    if signature.expiration < now:
        return Standing.EXPIRED
    if signature.algorithm not in SUPPORTED_ALGORITHMS:
        return Standing.UNSUPPORTED
    alike = [key for key in keys if key.tag == signature.tag]
    if not alike:
        return Standing.NO_KEY
    return Standing.VALID if is_signed_by(signature, rrset, alike, zone) else Standing.WRONG


def is_signed_by(signature: Signature, rrset: RRset, keys: Iterable[Key], zone: Fqdn) -> bool:
    """Tell whether one of a few keys made a signature; when, is not looked at."""
    few = [key for key in keys if not key.is_too_long][:MOST_ALIKE]
    return any(_holds(rrset, signature.text, key.text, zone) for key in few)


@lru_cache(maxsize=MOST_KEPT)
def _holds(rrset: RRset, signature: str, key: str, zone: Fqdn) -> bool:
    import dns.dnssec  # noqa: PLC0415  # slow to load, and most zones are not signed
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415

    keys: dict[dns.name.Name, dns.node.Node | dns.rdataset.Rdataset] = {}
    try:
        (rrsig,) = dns.rdataset.from_text("IN", "RRSIG", 0, signature)
        keys[_name(zone)] = dns.rdataset.from_text("IN", "DNSKEY", 0, key)
        signed = (_name(rrset.name), dns.rdataset.from_text_list("IN", rrset.type, 0, rrset.values))
        anything = dns.dnssec.allow_all_policy
        dns.dnssec.validate_rrsig(signed, rrsig, keys, now=rrsig.inception, policy=anything)
    except (dns.exception.DNSException, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def is_ds_of(ds: Ds, key: Key, zone: Fqdn) -> bool:
    """Tell whether a DS record is that of a key, by algorithm and digest; a digest unknown here is believed."""
    if ds.digest_type not in SUPPORTED_DIGESTS:
        return True
    return ds.algorithm == key.algorithm and digest_of(key, zone, ds.digest_type).digest == ds.digest


@lru_cache(maxsize=MOST_KEPT)
def digest_of(key: Key, zone: Fqdn, digest_type: int = SHA_256) -> Ds:
    """Return the DS record of a key, by one of the digests that can be computed here."""
    import dns.dnssec  # noqa: PLC0415  # slow to load, and most zones are not signed

    (record,) = dns.rdataset.from_text("IN", "DNSKEY", 0, key.text)
    digest = dns.dnssectypes.DSDigest(digest_type)
    made = dns.dnssec.make_ds(_name(zone), record, digest, policy=dns.dnssec.allow_all_policy)
    return Ds(made.key_tag, made.algorithm, digest_type, made.digest.hex())


def _name(name: Fqdn) -> dns.name.Name:
    return dns.name.from_text(f"{name.text}.")
