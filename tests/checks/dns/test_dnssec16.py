"""Dnssec16: CDS records, the keys they are of, and signatures."""

from typing import Any

import pytest

from provision.checks.dns import dnssec16
from provision.model.query import Silence
from tests.checks.dns.signing import (
    APEX,
    EXPIRED,
    KSK,
    NOT_YET,
    STRANGER,
    ZSK,
    Pair,
    SignedRow,
    Signing,
    cds,
    pair,
    signed_world,
    without_families,
)  # fmt: skip
from tests.checks.dns.world import CHILD, NS2_4, World, at

ALL = ";".join(sorted(CHILD))
PLAIN, SECOND = pair(flags=1, number=2), pair(flags=257, number=3)
EXOTIC = KSK.text.replace("257 3 13", "257 3 17")
DELETE = f"{APEX} CDS 0 0 0 00"


def having(*lines: str, **how: Any) -> World:
    return signed_world(Signing(extra="\n".join(lines), **how))


RIGHT = having(cds(KSK))
ROWS = [
    SignedRow(dnssec16, "valid-cds", set(), RIGHT),
    *(SignedRow(dnssec16, f"valid-cds of algorithm {number}", set(), having(cds(pair(number, 257)), entry=(pair(number, 257),))) for number in (8, 10, 15)),
    SignedRow(dnssec16, "no-cds", set()),
    SignedRow(dnssec16, "not-aa", set(), having(cds(STRANGER)).with_fault(at(CHILD, "CDS", authoritative=False))),
    SignedRow(dnssec16, "cds-invalid-rrsig: expired", {"DS16_CDS_INVALID_RRSIG"}, having(cds(KSK), when={"CDS": EXPIRED}),
        args={"DS16_CDS_INVALID_RRSIG": {"keytag": KSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec16, "not yet valid", {"DS16_CDS_INVALID_RRSIG"}, having(cds(KSK), when={"CDS": NOT_YET})),
    SignedRow(dnssec16, "signed before it was added to", {"DS16_CDS_INVALID_RRSIG"},
        signed_world(f"{Signing(extra=cds(KSK)).zone()}\n{cds(KSK, 4)}")),
    SignedRow(dnssec16, "cds-matches-no-dnskey", {"DS16_CDS_MATCHES_NO_DNSKEY"}, having(cds(KSK), cds(STRANGER)),
        args={"DS16_CDS_MATCHES_NO_DNSKEY": {"keytag": STRANGER.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec16, "cds-matches-non-sep-dnskey", {"DS16_CDS_MATCHES_NON_SEP_DNSKEY"}, having(cds(ZSK), entry=(ZSK,), rest=(ZSK,)),
        args={"DS16_CDS_MATCHES_NON_SEP_DNSKEY": {"keytag": ZSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec16, "cds-matches-non-zone-dnskey", {"DS16_CDS_MATCHES_NON_ZONE_DNSKEY"},
        having(cds(KSK), cds(PLAIN), shown=(KSK.text, ZSK.text, PLAIN.text)),
        args={"DS16_CDS_MATCHES_NON_ZONE_DNSKEY": {"keytag": PLAIN.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec16, "cds-not-signed-by-cds", {"DS16_CDS_NOT_SIGNED_BY_CDS"}, having(cds(KSK), cds(SECOND), entry=(KSK, SECOND), by={"CDS": (KSK,)}),
        args={"DS16_CDS_NOT_SIGNED_BY_CDS": {"keytag": SECOND.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec16, "cds-signed-by-unknown-dnskey", {"DS16_CDS_SIGNED_BY_UNKNOWN_DNSKEY"}, having(cds(KSK), by={"CDS": (KSK, STRANGER)}),
        args={"DS16_CDS_SIGNED_BY_UNKNOWN_DNSKEY": {"keytag": STRANGER.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec16, "cds-unsigned", {"DS16_CDS_UNSIGNED", "DS16_CDS_NOT_SIGNED_BY_CDS"}, having(cds(KSK), by={"CDS": ()}),
        args={"DS16_CDS_UNSIGNED": {"ns_ip_list": ALL}}),
    SignedRow(dnssec16, "cds-without-dnskey", {"DS16_CDS_WITHOUT_DNSKEY"}, having(cds(KSK), shown=()), alone=True,
        args={"DS16_CDS_WITHOUT_DNSKEY": {"ns_ip_list": ALL}}),
    SignedRow(dnssec16, "on one server", {"DS16_CDS_WITHOUT_DNSKEY"}, RIGHT.with_zone(APEX, Signing(extra=cds(KSK), shown=()).zone(), NS2_4),
        args={"DS16_CDS_WITHOUT_DNSKEY": {"ns_ip_list": NS2_4}}),
    SignedRow(dnssec16, "delete-cds", {"DS16_DELETE_CDS"}, having(DELETE), args={"DS16_DELETE_CDS": {"ns_ip_list": ALL}}),
    SignedRow(dnssec16, "delete-cds, unsigned", {"DS16_DELETE_CDS", "DS16_CDS_UNSIGNED"}, having(DELETE, by={"CDS": ()})),
    SignedRow(dnssec16, "dnskey-not-signed-by-cds", {"DS16_DNSKEY_NOT_SIGNED_BY_CDS"}, having(cds(KSK), by={"DNSKEY": (ZSK,)}),
        args={"DS16_DNSKEY_NOT_SIGNED_BY_CDS": {"keytag": KSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec16, "mixed-delete-cds", {"DS16_MIXED_DELETE_CDS"}, having(cds(KSK), DELETE), args={"DS16_MIXED_DELETE_CDS": {"ns_ip_list": ALL}}),
    SignedRow(dnssec16, "a signature that cannot be verified here is not held invalid", set(),
        signed_world(Signing(extra=cds(KSK), shown=(KSK.text, ZSK.text, EXOTIC)).zone()
            + f"\n{APEX} RRSIG CDS 17 3 60 20300101000000 20200101000000 {Pair.of(EXOTIC).tag} {APEX}. AQID")),
    SignedRow(dnssec16, "silent about keys", set(), RIGHT.with_fault(at(NS2_4, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec16, "silent about CDS records", set(), RIGHT.with_fault(at(NS2_4, "CDS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec16, "refuses", set(), RIGHT.with_fault(at(NS2_4, "CDS", rcode="REFUSED", answer=()))),
    SignedRow(dnssec16, "keys cannot be asked for", set(), RIGHT.with_fault(at(NS2_4, "DNSKEY", silence=Silence.BUDGET))),
    SignedRow(dnssec16, "unsigned is Dnssec07's matter", set(), having(cds(KSK), shown=())),
    SignedRow(dnssec16, "nothing in an unsigned zone", set(), World(), alone=True),
    without_families(dnssec16),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
