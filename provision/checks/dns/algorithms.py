"""The algorithms of keys and digests that IANA lists, and what zones may use them for (as of Zonemaster v2025.2).

Registries "DNS Security Algorithm Numbers" and "DS RR Type Digest Algorithms"; their columns "Use for DNSSEC Signing"
and "Use for DNSSEC Delegation" are what a zone is judged by (RFC 9904).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What a number is good for; the values are the ends of Zonemaster's tags."""

    OK = "OK"
    NOT_RECOMMENDED = "NOT_RECOMMENDED"
    DEPRECATED = "DEPRECATED"
    NOT_ZONE_SIGN = "NOT_ZONE_SIGN"
    NOT_DS = "NOT_DS"
    PRIVATE = "PRIVATE"
    RESERVED = "RESERVED"
    UNASSIGNED = "UNASSIGNED"


@dataclass(frozen=True, slots=True)
class Algorithm:
    """An algorithm: what it is, its mnemonic, what it is good for."""

    description: str
    mnemonic: str
    use: Use


RESERVED = Algorithm("Reserved", "RESERVED", Use.RESERVED)
UNASSIGNED = Algorithm("Unassigned", "UNASSIGNED", Use.UNASSIGNED)
KEYS: Mapping[int, Algorithm] = {
    0: Algorithm("Delete DS", "DELETE", Use.NOT_ZONE_SIGN),
    1: Algorithm("RSA/MD5", "RSAMD5", Use.DEPRECATED),
    2: Algorithm("Diffie-Hellman", "DH", Use.NOT_ZONE_SIGN),
    3: Algorithm("DSA/SHA1", "DSA", Use.DEPRECATED),
    4: RESERVED,
    5: Algorithm("RSA/SHA-1", "RSASHA1", Use.DEPRECATED),
    6: Algorithm("DSA-NSEC3-SHA1", "DSA-NSEC3-SHA1", Use.DEPRECATED),
    7: Algorithm("RSASHA1-NSEC3-SHA1", "RSASHA1-NSEC3-SHA1", Use.DEPRECATED),
    8: Algorithm("RSA/SHA-256", "RSASHA256", Use.OK),
    9: RESERVED,
    10: Algorithm("RSA/SHA-512", "RSASHA512", Use.NOT_RECOMMENDED),
    11: RESERVED,
    12: Algorithm("GOST R 34.10-2001", "ECC-GOST", Use.DEPRECATED),
    13: Algorithm("ECDSA Curve P-256 with SHA-256", "ECDSAP256SHA256", Use.OK),
    14: Algorithm("ECDSA Curve P-384 with SHA-384", "ECDSAP384SHA384", Use.OK),
    15: Algorithm("Ed25519", "ED25519", Use.OK),
    16: Algorithm("Ed448", "ED448", Use.OK),
    17: Algorithm("SM2 signing algo w SM3 hash algo", "SM2SM3", Use.OK),
    23: Algorithm("GOST R 34.10-2012", "ECC-GOST12", Use.OK),
    252: Algorithm("Reserved for Indirect Keys", "INDIRECT", Use.NOT_ZONE_SIGN),
    253: Algorithm("private algorithm", "PRIVATEDNS", Use.PRIVATE),
    254: Algorithm("private algorithm OID", "PRIVATEOID", Use.PRIVATE),
    255: RESERVED,
}
DIGESTS: Mapping[int, Algorithm] = {
    0: Algorithm("Reserved", "RESERVED", Use.NOT_DS),
    1: Algorithm("SHA-1", "SHA-1", Use.DEPRECATED),
    2: Algorithm("SHA-256", "SHA-256", Use.OK),
    3: Algorithm("GOST R 34.11-94", "GOST R 34.11-94", Use.DEPRECATED),
    4: Algorithm("SHA-384", "SHA-384", Use.OK),
    5: Algorithm("GOST R 34.11-2012", "GOST R 34.11-2012", Use.OK),
    6: Algorithm("SM3", "SM3", Use.OK),
    253: Algorithm("Reserved for Private Use", "PRIVATE", Use.PRIVATE),
    254: Algorithm("Reserved for Private Use", "PRIVATE", Use.PRIVATE),
}
RESERVED_KEYS = range(123, 252)
RESERVED_DIGESTS = range(128, 253)


def key_algorithm(number: int) -> Algorithm:
    """Return what is known of the algorithm of a key."""
    return KEYS.get(number) or (RESERVED if number in RESERVED_KEYS else UNASSIGNED)


def digest_algorithm(number: int) -> Algorithm:
    """Return what is known of the algorithm of a DS record's digest."""
    return DIGESTS.get(number) or (RESERVED if number in RESERVED_DIGESTS else UNASSIGNED)
