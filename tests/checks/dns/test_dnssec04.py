"""Dnssec04: how long signatures live, and how long still."""

import pytest

from provision.checks.dns import dnssec04
from provision.model.profile import Profile
from provision.model.query import Silence
from tests.checks.dns.signing import (
    DAY,
    EXPIRED,
    KSK,
    NOW,
    SIGNED,
    ZSK,
    SignedRow,
    Signing,
    found,
    signed_world,
    unsigned,
)
from tests.checks.dns.world import CHILD, NS2_4, World, at

HOUR = 3600
WELL = {"RRSIG_EXPIRATION", "DURATION_OK"}


def lived(start: int, end: int) -> World:
    """Return the world where the SOA record's signature lives from one time to another."""
    return signed_world(Signing(when={"SOA": (start, end)}))


def soa(**args: object) -> dict[str, object]:
    return {"keytag": ZSK.tag, "types": "SOA", **args}


ROWS = [
    SignedRow(dnssec04, "healthy", WELL, args={
        "RRSIG_EXPIRATION": {"keytag": KSK.tag, "types": "DNSKEY", "date": "Fri Dec 18 11:06:40 2026"},
        "DURATION_OK": soa(duration=31 * DAY)}),
    SignedRow(dnssec04, "expired", {*WELL, "RRSIG_EXPIRED"}, lived(*EXPIRED), args={"RRSIG_EXPIRED": soa(expiration=NOW - DAY)}),
    SignedRow(dnssec04, "the keys' signature has expired", {*WELL, "RRSIG_EXPIRED"}, signed_world(Signing(when={"DNSKEY": EXPIRED})),
        args={"RRSIG_EXPIRED": {"keytag": KSK.tag, "types": "DNSKEY", "expiration": NOW - DAY}}),
    SignedRow(dnssec04, "expires this very second", {*WELL, "REMAINING_SHORT"}, lived(-DAY, 0), args={"REMAINING_SHORT": soa(duration=0)}),
    SignedRow(dnssec04, "12 hours, all but a second", {*WELL, "REMAINING_SHORT"}, lived(-DAY, 12 * HOUR - 1)),
    SignedRow(dnssec04, "12 hours", WELL, lived(-DAY, 12 * HOUR)),
    SignedRow(dnssec04, "180 days still, and a day before", {*WELL, "DURATION_LONG"}, lived(-DAY, 180 * DAY), args={"DURATION_LONG": soa(duration=181 * DAY)}),
    SignedRow(dnssec04, "180 days in all", WELL, lived(0, 180 * DAY)),
    SignedRow(dnssec04, "a second more", {*WELL, "REMAINING_LONG", "DURATION_LONG"}, lived(0, 180 * DAY + 1), args={"REMAINING_LONG": soa(duration=180 * DAY + 1)}),
    SignedRow(dnssec04, "long still, though it lives short", {*WELL, "REMAINING_LONG"}, lived(100 * DAY, 200 * DAY)),
    SignedRow(dnssec04, "expired after a long life", {*WELL, "RRSIG_EXPIRED", "DURATION_LONG"}, lived(-300 * DAY, -DAY)),
    SignedRow(dnssec04, "limits of a profile", {"RRSIG_EXPIRATION", "REMAINING_SHORT"}, profile=Profile(limits={("dnssec04", "REMAINING_SHORT"): 31 * DAY})),
    SignedRow(dnssec04, "a longer life allowed by a profile", WELL, lived(0, 300 * DAY),
        profile=Profile(limits={("dnssec04", "REMAINING_LONG"): 303 * DAY, ("dnssec04", "DURATION_LONG"): 303 * DAY})),
    SignedRow(dnssec04, "an old copy on the second server", {*WELL, "RRSIG_EXPIRED"}, SIGNED.with_zone("dinkes.go.id", Signing(when={"SOA": EXPIRED}).zone(), NS2_4)),
    SignedRow(dnssec04, "other signatures are not looked at", WELL, signed_world(Signing(when={"NS": EXPIRED, "NSEC": EXPIRED}))),
    SignedRow(dnssec04, "silent", set(), SIGNED.with_fault(at(CHILD, "DNSKEY", silence=Silence.TIMEOUT)).with_fault(at(CHILD, "SOA", silence=Silence.TIMEOUT)), alone=True),
    SignedRow(dnssec04, "an answer without authority", WELL, SIGNED.with_fault(at(NS2_4, "SOA", authoritative=False))),
    SignedRow(dnssec04, "no signatures", set(), signed_world(Signing(by={"DNSKEY": (), "SOA": ()})), alone=True),
    SignedRow(dnssec04, "one server without keys", WELL, unsigned(SIGNED, NS2_4)),
    SignedRow(dnssec04, "unsigned", set(), World()),
]  # fmt: skip
ROWS += [
    SignedRow(dnssec04, "nothing is well", {"RRSIG_EXPIRATION", "REMAINING_LONG", "DURATION_LONG"},
        signed_world(Signing(when={"SOA": (0, 400 * DAY), "DNSKEY": (0, 400 * DAY)}))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()


def test_each_signature_is_told_once() -> None:

    seen = found(SignedRow(dnssec04, "", WELL))
    assert [(one.tag, one.args["types"]) for one in seen if one.tag == "DURATION_OK"] == [
        ("DURATION_OK", "DNSKEY"),
        ("DURATION_OK", "SOA"),
    ]
