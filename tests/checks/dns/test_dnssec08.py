"""Dnssec08: the signatures over the keys."""

import pytest

from provision.checks.dns import dnssec08
from provision.model.query import Silence
from tests.checks.dns.signing import (
    EXPIRED,
    KSK,
    NOT_YET,
    SIGNED,
    STRANGER,
    ZSK,
    SignedRow,
    Signing,
    pair,
    signed_world,
    unsigned,
    without_families,
)  # fmt: skip
from tests.checks.dns.world import CHILD, NS2_4, World, at

ALL = ";".join(sorted(CHILD))
MORE = "\ndinkes.go.id RRSIG DNSKEY 17 3 60 20300101000000 20200101000000 4711 dinkes.go.id. AQID"
ROWS = [
    SignedRow(dnssec08, "healthy", set()),
    *(SignedRow(dnssec08, f"algorithm {number}", set(), signed_world(Signing(entry=(pair(number, 257),))))
        for number in (5, 7, 8, 10, 14, 15, 16)),
    SignedRow(dnssec08, "signed by every key", set(), signed_world(Signing(by={"DNSKEY": (KSK, ZSK)}))),
    SignedRow(dnssec08, "one server gives no signature", {"DS08_MISSING_RRSIG_IN_RESPONSE"},
        SIGNED.with_zone("dinkes.go.id", Signing(by={"DNSKEY": ()}).zone(), NS2_4),
        args={"DS08_MISSING_RRSIG_IN_RESPONSE": {"ns_ip_list": NS2_4}}),
    SignedRow(dnssec08, "none gives any, run alone", {"DS08_MISSING_RRSIG_IN_RESPONSE"}, signed_world(Signing(by={"DNSKEY": ()})), alone=True),
    SignedRow(dnssec08, "expired", {"DS08_DNSKEY_RRSIG_EXPIRED"}, signed_world(Signing(when={"DNSKEY": EXPIRED})),
        args={"DS08_DNSKEY_RRSIG_EXPIRED": {"keytag": KSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec08, "to the second", set(), signed_world(Signing(when={"DNSKEY": (0, 0)}))),
    SignedRow(dnssec08, "not yet valid", {"DS08_DNSKEY_RRSIG_NOT_YET_VALID"}, signed_world(Signing(when={"DNSKEY": NOT_YET}))),
    SignedRow(dnssec08, "signed by a key that is not among them", {"DS08_NO_MATCHING_DNSKEY"},
        signed_world(Signing(by={"DNSKEY": (KSK, STRANGER)})), args={"DS08_NO_MATCHING_DNSKEY": {"keytag": STRANGER.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec08, "keys added after signing", {"DS08_RRSIG_NOT_VALID_BY_DNSKEY"},
        signed_world(f"{Signing().zone()}\ndinkes.go.id DNSKEY {STRANGER.text}")),
    SignedRow(dnssec08, "signed in the name of another zone", {"DS08_RRSIG_NOT_VALID_BY_DNSKEY"},
        signed_world(Signing().zone().replace(f" {KSK.tag} dinkes.go.id.", f" {KSK.tag} go.id."))),
    SignedRow(dnssec08, "an algorithm that cannot be verified here", {"DS08_ALGO_NOT_SUPPORTED_BY_ZM"}, signed_world(Signing().zone() + MORE),
        args={"DS08_ALGO_NOT_SUPPORTED_BY_ZM": {"keytag": 4711, "algo_num": 17, "algo_mnemo": "SM2SM3", "ns_ip_list": ALL}}),
    SignedRow(dnssec08, "a signature over something else is not this case's matter", set(),
        signed_world(Signing(when={"SOA": EXPIRED}))),
    SignedRow(dnssec08, "a signature that cannot be read", set(), signed_world(Signing().zone() + "\ndinkes.go.id RRSIG DNSKEY nonsense")),
    SignedRow(dnssec08, "silent", set(), SIGNED.with_fault(at(NS2_4, silence=Silence.TIMEOUT))),
    SignedRow(dnssec08, "refuses", set(), SIGNED.with_fault(at(NS2_4, "DNSKEY", rcode="REFUSED"))),
    SignedRow(dnssec08, "without authority", set(), SIGNED.with_fault(at(NS2_4, "DNSKEY", authoritative=False))),
    SignedRow(dnssec08, "one server without keys", set(), unsigned(SIGNED, NS2_4)),
    SignedRow(dnssec08, "unsigned", set(), World(), alone=True),
    SignedRow(dnssec08, "one server cannot be asked", set(), SIGNED.with_fault(at(NS2_4, silence=Silence.NO_FAMILY))),
    without_families(dnssec08),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
