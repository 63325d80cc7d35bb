"""Dnssec17: CDNSKEY records, the keys they are, and signatures."""

from typing import Any

import pytest

from provision.checks.dns import dnssec17
from provision.model.query import Silence
from tests.checks.dns.signing import (
    APEX,
    EXPIRED,
    KSK,
    NOT_YET,
    STRANGER,
    ZSK,
    SignedRow,
    Signing,
    cdnskey,
    pair,
    signed_world,
    without_families,
)  # fmt: skip
from tests.checks.dns.world import CHILD, NS2_4, World, at

ALL = ";".join(sorted(CHILD))
PLAIN, SECOND, FOREIGN = pair(flags=1, number=2), pair(flags=257, number=3), pair(flags=257, number=4)
DELETE = f"{APEX} CDNSKEY 0 3 0 AA=="


def having(*lines: str, **how: Any) -> World:
    return signed_world(Signing(extra="\n".join(lines), **how))


RIGHT = having(cdnskey(KSK))
ROWS = [
    SignedRow(dnssec17, "valid", set(), RIGHT),
    SignedRow(dnssec17, "none", set()),
    SignedRow(dnssec17, "without authority", set(), having(cdnskey(FOREIGN)).with_fault(at(CHILD, "CDNSKEY", authoritative=False))),
    SignedRow(dnssec17, "expired", {"DS17_CDNSKEY_INVALID_RRSIG"}, having(cdnskey(KSK), when={"CDNSKEY": EXPIRED}),
        args={"DS17_CDNSKEY_INVALID_RRSIG": {"keytag": KSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec17, "not yet valid", {"DS17_CDNSKEY_INVALID_RRSIG"}, having(cdnskey(KSK), when={"CDNSKEY": NOT_YET})),
    SignedRow(dnssec17, "a key that the zone does not have", {"DS17_CDNSKEY_MATCHES_NO_DNSKEY"}, having(cdnskey(KSK), cdnskey(FOREIGN)),
        args={"DS17_CDNSKEY_MATCHES_NO_DNSKEY": {"keytag": FOREIGN.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec17, "a key without the mark of one to be pointed at", {"DS17_CDNSKEY_IS_NON_SEP"}, having(cdnskey(ZSK), entry=(ZSK,), rest=(ZSK,)),
        args={"DS17_CDNSKEY_IS_NON_SEP": {"keytag": ZSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec17, "such a key that the zone does not have", {"DS17_CDNSKEY_IS_NON_SEP", "DS17_CDNSKEY_MATCHES_NO_DNSKEY"}, having(cdnskey(KSK), cdnskey(STRANGER))),
    SignedRow(dnssec17, "a key that may not sign zones", {"DS17_CDNSKEY_IS_NON_ZONE"}, having(cdnskey(KSK), cdnskey(PLAIN)),
        args={"DS17_CDNSKEY_IS_NON_ZONE": {"keytag": PLAIN.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec17, "not signed by one of them", {"DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY"},
        having(cdnskey(KSK), cdnskey(SECOND), entry=(KSK, SECOND), by={"CDNSKEY": (KSK,)}),
        args={"DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY": {"keytag": SECOND.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec17, "signed by a key that the zone does not have", {"DS17_CDNSKEY_SIGNED_BY_UNKNOWN_DNSKEY"}, having(cdnskey(KSK), by={"CDNSKEY": (KSK, STRANGER)}),
        args={"DS17_CDNSKEY_SIGNED_BY_UNKNOWN_DNSKEY": {"keytag": STRANGER.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec17, "unsigned records", {"DS17_CDNSKEY_UNSIGNED", "DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY"}, having(cdnskey(KSK), by={"CDNSKEY": ()}),
        args={"DS17_CDNSKEY_UNSIGNED": {"ns_ip_list": ALL}}),
    SignedRow(dnssec17, "no keys", {"DS17_CDNSKEY_WITHOUT_DNSKEY"}, having(cdnskey(KSK), shown=()), alone=True, args={"DS17_CDNSKEY_WITHOUT_DNSKEY": {"ns_ip_list": ALL}}),
    SignedRow(dnssec17, "removal", {"DS17_DELETE_CDNSKEY"}, having(DELETE), args={"DS17_DELETE_CDNSKEY": {"ns_ip_list": ALL}}),
    SignedRow(dnssec17, "removal and a key", {"DS17_MIXED_DELETE_CDNSKEY"}, having(cdnskey(KSK), DELETE), args={"DS17_MIXED_DELETE_CDNSKEY": {"ns_ip_list": ALL}}),
    SignedRow(dnssec17, "the keys are not signed by it", {"DS17_DNSKEY_NOT_SIGNED_BY_CDNSKEY"}, having(cdnskey(KSK), by={"DNSKEY": (ZSK,)}),
        args={"DS17_DNSKEY_NOT_SIGNED_BY_CDNSKEY": {"keytag": KSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec17, "silent about keys", set(), RIGHT.with_fault(at(NS2_4, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec17, "refuses", set(), RIGHT.with_fault(at(NS2_4, "CDNSKEY", rcode="REFUSED", answer=()))),
    SignedRow(dnssec17, "unsigned is Dnssec07's matter", set(), having(cdnskey(KSK), shown=())),
    SignedRow(dnssec17, "nothing in an unsigned zone", set(), World(), alone=True),
    without_families(dnssec17),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
