"""Dnssec06: keys come with their signatures."""

import pytest

from provision.checks.dns import dnssec06
from provision.model.query import Silence
from tests.checks.dns.signing import KSK, SIGNED, ZSK, SignedRow, Signing, signed_world, unsigned
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, World, at

OK, BROKEN = "EXTRA_PROCESSING_OK", "EXTRA_PROCESSING_BROKEN"
ROWS = [
    SignedRow(dnssec06, "healthy", {OK}, args={OK: {"server": NS2_4, "keys": 2, "sigs": 1}}),
    SignedRow(dnssec06, "two signatures", {OK}, signed_world(Signing(by={"DNSKEY": (KSK, ZSK)})), args={OK: {"server": NS2_4, "keys": 2, "sigs": 2}}),
    SignedRow(dnssec06, "one server sends none", {OK, BROKEN}, SIGNED.with_zone("dinkes.go.id", Signing(by={"DNSKEY": ()}).zone(), NS2_4),
        args={BROKEN: {"server": NS2_4, "keys": 2, "sigs": 0}}),
    SignedRow(dnssec06, "one server has no keys", {OK, BROKEN}, unsigned(SIGNED, NS2_4), args={BROKEN: {"server": NS2_4, "keys": 0, "sigs": 0}}),
    SignedRow(dnssec06, "none sends signatures, run alone", {BROKEN}, signed_world(Signing(by={"DNSKEY": ()})), alone=True),
    SignedRow(dnssec06, "unsigned, run alone", {BROKEN}, World(), alone=True),
    SignedRow(dnssec06, "unsigned", set(), World()),
    SignedRow(dnssec06, "silent", {OK}, SIGNED.with_fault(at(NS2_4, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec06, "refuses", {OK}, SIGNED.with_fault(at(NS2_4, "DNSKEY", rcode="REFUSED", answer=()))),
    SignedRow(dnssec06, "refuses, and sends keys", {OK}, signed_world(Signing(by={"DNSKEY": ()})).with_zone("dinkes.go.id", Signing().zone(), NS1_4)
        .with_fault(at((NS1_6, NS2_4), "DNSKEY", rcode="REFUSED"))),
    SignedRow(dnssec06, "nobody can be asked", set(), SIGNED.with_fault(at(CHILD, "DNSKEY", silence=Silence.NO_FAMILY)), alone=True),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
