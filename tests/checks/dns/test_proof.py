"""What verifies signatures: right, wrong, and how much of it a hostile server can make us do."""

import base64
from dataclasses import replace

import pytest

from provision.checks.dns.keys import MOST_SIGNATURES, ds_of, keys_of, signatures
from provision.checks.dns.proof import MOST_ALIKE, Standing, is_ds_of, is_signed_by, standing
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.signing import APEX, KSK, NOW, STRANGER, ZSK, Signing, signature
from tests.checks.dns.world import ZONE
from tests.checks.tree import sets

RECORDS = {rrset.key: rrset for rrset in sets(Signing().zone())}
KEYS = keys_of(RECORDS[ZONE, "DNSKEY"])
SOA = RECORDS[ZONE, "SOA"]
(MADE,) = signatures([RECORDS[ZONE, "RRSIG"]], "SOA")


def test_a_signature_holds_for_its_records_alone() -> None:
    assert standing(MADE, SOA, KEYS, ZONE, NOW) is Standing.VALID
    other = replace(SOA, values=(SOA.values[0].replace("3600", "3601"),))
    assert standing(MADE, other, KEYS, ZONE, NOW) is Standing.WRONG
    assert standing(MADE, replace(SOA, name=Fqdn(f"www.{APEX}")), KEYS, ZONE, NOW) is Standing.WRONG
    assert standing(MADE, SOA, KEYS, Fqdn("go.id"), NOW) is Standing.WRONG


@pytest.mark.parametrize(
    "key", ["257 3 13 AAAA", "257 3 8 AAAA", "256 3 15 AAAA", "257 3 8 AwEAAQ==", "257 3 13 \\# 0"]
)
def test_a_key_that_is_none_proves_nothing(key: str) -> None:
    keys = tuple(replace(KEYS[0], text=key, tag=MADE.tag) for _ in range(2))
    assert standing(MADE, SOA, keys, ZONE, NOW) is Standing.WRONG


def test_few_keys_of_one_tag_are_tried() -> None:
    (right,) = [key for key in KEYS if key.tag == ZSK.tag]
    wrong = tuple(replace(right, text=f"256 3 13 {number:04}") for number in range(MOST_ALIKE))
    assert is_signed_by(MADE, SOA, [*wrong[1:], right], ZONE)
    assert not is_signed_by(MADE, SOA, [*wrong, right], ZONE)


@pytest.mark.parametrize(
    ("algorithm", "bits", "long"), [(8, 4096, False), (8, 4104, True), (10, 16384, True), (13, 16384, False)]
)
def test_an_rsa_key_longer_than_any_may_be_is_not_tried(algorithm: int, bits: int, long: bool) -> None:
    octets = b"\x03\x01\x00\x01" + bytes([171]) * (bits // 8)
    text = f"256 3 {algorithm} {base64.b64encode(octets).decode()}"
    (key,) = keys_of(RRset.of(ZONE, "DNSKEY", 60, [text]))
    assert key.is_too_long is long


def test_few_signatures_are_looked_at() -> None:
    many = RRset.of(ZONE, "RRSIG", 60, [signature(SOA, ZSK, APEX, (-number, number)) for number in range(99)])
    assert len(signatures([many], "SOA")) == MOST_SIGNATURES
    assert signatures([many], "NS") == ()


def test_ds_records_are_read_whatever_they_hold() -> None:
    good, odd = ds_of([KSK.ds(), "\\# 5 12 34 0d 00 ff", "\\# 2 1234", "", "x y z"])
    assert (odd.tag, odd.algorithm, odd.digest_type, odd.digest) == (0x1234, 13, 0, "ff")
    assert good.tag == KSK.tag


def test_a_ds_record_is_of_one_key() -> None:
    entry = next(key for key in KEYS if key.tag == KSK.tag)
    assert [is_ds_of(ds, entry, ZONE) for ds in ds_of([KSK.ds(), KSK.ds(1), KSK.ds(4), STRANGER.ds()])] == [
        True,
        True,
        True,
        False,
    ]
    assert not is_ds_of(ds_of([KSK.ds()])[0], entry, Fqdn("lain.go.id"))


def test_records_that_cannot_be_read_are_left_out() -> None:
    assert keys_of(RRset.of(ZONE, "DNSKEY", 60, ["\\# 2 0101", KSK.text])) == (
        next(k for k in KEYS if k.tag == KSK.tag),
    )
    assert keys_of(None) == ()
    assert signatures([RRset.of(ZONE, "RRSIG", 60, ["\\# 2 0101", "SOA 13"])], "SOA") == ()
