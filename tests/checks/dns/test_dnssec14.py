"""Dnssec14: the lengths of RSA keys."""

import base64

import pytest

from provision.checks.dns import dnssec14
from provision.checks.dns.keys import keys_of
from provision.model.query import Silence
from provision.model.rrset import RRset
from tests.checks.dns.signing import (
    APEX,
    SIGNED,
    Pair,
    SignedRow,
    Signing,
    found,
    pair,
    signed_world,
    unsigned,
    without_families,
)
from tests.checks.dns.world import CHILD, NS2_4, ZONE, World, at

GOOD, RECOMMENDED, SMALL, LARGE = (
    "KEY_SIZE_OK",
    "DNSKEY_SMALLER_THAN_REC",
    "DNSKEY_TOO_SMALL_FOR_ALGO",
    "DNSKEY_TOO_LARGE_FOR_ALGO",
)


def key(algorithm: int, bits: int, exponent: bytes = b"\x03\x01\x00\x01") -> str:
    """Return an RSA key of a length that nobody can sign with."""
    octets = exponent + bytes([171]) * (bits // 8)
    return f"256 3 {algorithm} {base64.b64encode(octets).decode()}"


def shown(*keys: str) -> World:
    return signed_world(Signing(shown=keys))


def sizes(algorithm: int, bits: int, least: int) -> dict[str, object]:
    return {
        "keytag": Pair.of(key(algorithm, bits)).tag,
        "algo_num": algorithm,
        "keysize": bits,
        "keysizemin": least,
        "keysizemax": 4096,
        "keysizerec": 2048,
    }


ROWS = [
    SignedRow(dnssec14, "no RSA keys", {GOOD}),
    SignedRow(dnssec14, "2048 bits, made by a library", {GOOD}, signed_world(Signing(rest=(pair(8),)))),
    *(SignedRow(dnssec14, f"{bits} bits of algorithm {number}", {GOOD}, shown(key(number, bits))) for number in (5, 7, 8, 10) for bits in (2048, 4096)),
    *(SignedRow(dnssec14, f"below the least of algorithm {number}", {SMALL}, shown(key(number, least - 8)), args={SMALL: sizes(number, least - 8, least)})
        for number, least in ((5, 512), (7, 512), (8, 512), (10, 1024))),
    *(SignedRow(dnssec14, f"the least of algorithm {number}", {RECOMMENDED}, shown(key(number, least)), args={RECOMMENDED: sizes(number, least, least)})
        for number, least in ((5, 512), (7, 512), (8, 512), (10, 1024))),
    SignedRow(dnssec14, "a little less than recommended", {RECOMMENDED}, shown(key(8, 2040)), args={RECOMMENDED: {"algo_descr": "RSA/SHA-256"}}),
    SignedRow(dnssec14, "more than the most", {LARGE}, shown(key(8, 4104)), args={LARGE: sizes(8, 4104, 512)}),
    SignedRow(dnssec14, "one of two is short", {RECOMMENDED}, shown(key(8, 1024), key(8, 2048))),
    SignedRow(dnssec14, "other algorithms have no lengths", {GOOD}, shown("256 3 1 AwEAAQ==", "256 3 13 AQID", "256 3 253 AQID")),
    SignedRow(dnssec14, "a key without content", {SMALL}, shown("256 3 8 AA==")),
    SignedRow(dnssec14, "one server is silent", {"NO_RESPONSE", GOOD}, SIGNED.with_fault(at(NS2_4, "DNSKEY", silence=Silence.TIMEOUT)),
        args={"NO_RESPONSE": {"ns": f"ns2.penyedia.id/{NS2_4}"}}),
    SignedRow(dnssec14, "one server has no keys", {"NO_RESPONSE_DNSKEY"}, unsigned(SIGNED, NS2_4), args={"NO_RESPONSE_DNSKEY": {"ns": f"ns2.penyedia.id/{NS2_4}"}}),
    SignedRow(dnssec14, "none has keys, run alone", {"NO_RESPONSE_DNSKEY"}, World(), alone=True),
    SignedRow(dnssec14, "unsigned", set(), World()),
    SignedRow(dnssec14, "nobody can be asked", set(), SIGNED.with_fault(at(CHILD, "DNSKEY", silence=Silence.BUDGET)), alone=True),
    without_families(dnssec14),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()


@pytest.mark.parametrize(
    ("exponent", "bits"),
    [(b"\x01\x03", 2048), (b"\x00\x00\x03\x01\x00\x01", 2048), (b"\x00\xff\xff", 0)],
)
def test_an_exponent_may_be_written_in_two_ways(exponent: bytes, bits: int) -> None:
    (made,) = keys_of(RRset.of(ZONE, "DNSKEY", 60, [key(8, 2048, exponent)]))
    assert made.rsa_bits == bits


def test_every_key_is_told_once() -> None:

    assert APEX in SIGNED.served[NS2_4]
    assert [one.tag for one in found(SignedRow(dnssec14, "", set(), shown(key(8, 1024))))] == [RECOMMENDED]
