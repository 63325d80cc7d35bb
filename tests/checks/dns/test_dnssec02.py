"""Dnssec02: from each DS record to a key, from that key to its signature over all keys."""

import pytest

from provision.checks.dns import dnssec02
from provision.model.profile import Profile
from provision.model.query import Silence
from tests.checks.dns.signing import (
    EXPIRED,
    GO2_IP,
    KSK,
    NOT_YET,
    SIGNED,
    STRANGER,
    ZSK,
    Pair,
    SignedRow,
    Signing,
    pair,
    parent_zone,
    signed_world,
    unsigned,
    without_families,
)  # fmt: skip
from tests.checks.dns.world import CHILD, GO_IP, NS1_4, NS2_4, World, at
from tests.checks.driving import server

TOLD = (server("ns1.dinkes.go.id", glue=(NS1_4,)), server("ns2.penyedia.id"))
ALL = ";".join(sorted(CHILD))
# A key whose Zone Key flag is unset, and a key of an algorithm that nobody here verifies.
PLAIN = pair(flags=1, number=2)
EXOTIC = KSK.text.replace("257 3 13", "257 3 17")
EXOTIC_TAG, EXOTIC_DS = Pair.of(EXOTIC).tag, Pair.of(EXOTIC).ds()
OTHER_DIGEST = KSK.ds()[:-4] + ("0000" if KSK.ds()[-4:] != "0000" else "1111")
ROWS = [
    SignedRow(dnssec02, "the DS record of the key", set()),
    SignedRow(dnssec02, "with the digest SHA-1", set(), signed_world(ds=[KSK.ds(1)])),
    SignedRow(dnssec02, "with the digest SHA-384", set(), signed_world(ds=[KSK.ds(4)])),
    SignedRow(dnssec02, "a digest that cannot be computed here is not held against it", set(),
        signed_world(ds=[f"{KSK.tag} 13 5 00112233"])),
    *(SignedRow(dnssec02, f"keys of algorithm {number}", set(),
        signed_world(Signing(entry=(pair(number, 257),), rest=(pair(number, number=1),)), [pair(number, 257).ds()]))
        for number in (5, 7, 8, 10, 14, 15, 16)),
    SignedRow(dnssec02, "one key for everything, without the mark of one to be pointed at", {"DS02_DNSKEY_NOT_SEP"},
        signed_world(Signing(entry=(ZSK,), rest=(ZSK,)), [ZSK.ds()]), args={"DS02_DNSKEY_NOT_SEP": {"keytag": ZSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec02, "a DS record more, of a key that is not there", {"DS02_NO_DNSKEY_FOR_DS"},
        signed_world(ds=[KSK.ds(), STRANGER.ds()]), args={"DS02_NO_DNSKEY_FOR_DS": {"keytag": STRANGER.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec02, "the DS record of another key alone", {"DS02_NO_DNSKEY_FOR_DS", "DS02_NO_VALID_DNSKEY_FOR_ANY_DS"},
        signed_world(ds=[STRANGER.ds()]), args={"DS02_NO_VALID_DNSKEY_FOR_ANY_DS": {"ns_ip_list": ALL}}),
    SignedRow(dnssec02, "one server has other keys", {"DS02_NO_DNSKEY_FOR_DS", "DS02_NO_VALID_DNSKEY_FOR_ANY_DS"},
        SIGNED.with_zone("dinkes.go.id", Signing(entry=(STRANGER,)).zone(), NS2_4),
        args={"DS02_NO_VALID_DNSKEY_FOR_ANY_DS": {"ns_ip_list": NS2_4}}),
    SignedRow(dnssec02, "another digest", {"DS02_NO_MATCH_DS_DNSKEY"}, signed_world(ds=[OTHER_DIGEST]),
        args={"DS02_NO_MATCH_DS_DNSKEY": {"keytag": KSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec02, "another algorithm", {"DS02_NO_MATCH_DS_DNSKEY"}, signed_world(ds=[KSK.ds().replace(" 13 ", " 14 ")])),
    SignedRow(dnssec02, "a DS record of SHA-256 that is cut short", {"DS02_NO_MATCH_DS_DNSKEY"},
        signed_world(ds=[f"\\# 8 {KSK.tag:04x} 0d 02 00112233"])),
    SignedRow(dnssec02, "a key that may not sign zones", {"DS02_DNSKEY_NOT_FOR_ZONE_SIGNING", "DS02_NO_VALID_DNSKEY_FOR_ANY_DS"},
        signed_world(Signing(shown=(KSK.text, ZSK.text, PLAIN.text)), [PLAIN.ds()])),
    SignedRow(dnssec02, "such a key beside a right one", {"DS02_DNSKEY_NOT_FOR_ZONE_SIGNING"},
        signed_world(Signing(shown=(KSK.text, ZSK.text, PLAIN.text)), [PLAIN.ds(), KSK.ds()])),
    SignedRow(dnssec02, "the key does not sign the keys", {"DS02_NO_MATCHING_DNSKEY_RRSIG", "DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS"},
        signed_world(Signing(by={"DNSKEY": (ZSK,)}))),
    SignedRow(dnssec02, "one of two keys does not", {"DS02_NO_MATCHING_DNSKEY_RRSIG", "DS02_DNSKEY_NOT_SEP"},
        signed_world(ds=[KSK.ds(), ZSK.ds()])),
    SignedRow(dnssec02, "the signature has expired", {"DS02_RRSIG_NOT_VALID_BY_DNSKEY", "DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS"},
        signed_world(Signing(when={"DNSKEY": EXPIRED})),
        args={"DS02_RRSIG_NOT_VALID_BY_DNSKEY": {"keytag": KSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec02, "the signature is not valid yet", {"DS02_RRSIG_NOT_VALID_BY_DNSKEY", "DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS"},
        signed_world(Signing(when={"DNSKEY": NOT_YET}))),
    SignedRow(dnssec02, "keys were added after signing", {"DS02_RRSIG_NOT_VALID_BY_DNSKEY", "DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS"},
        signed_world(f"{Signing().zone()}\ndinkes.go.id DNSKEY {STRANGER.text}")),
    SignedRow(dnssec02, "an algorithm that cannot be verified here", {"DS02_ALGO_NOT_SUPPORTED_BY_ZM", "DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS"},
        signed_world(Signing(shown=(EXOTIC,)).zone().replace(f" {KSK.tag} dinkes", f" {EXOTIC_TAG} dinkes").replace("RRSIG DNSKEY 13", "RRSIG DNSKEY 17"), [EXOTIC_DS]),
        args={"DS02_ALGO_NOT_SUPPORTED_BY_ZM": {"keytag": EXOTIC_TAG, "algo_num": 17, "algo_mnemo": "SM2SM3", "ns_ip_list": ALL}}),
    SignedRow(dnssec02, "no DS record", set(), signed_world(ds=())),
    SignedRow(dnssec02, "no key on one server is not this case's matter", set(), unsigned(SIGNED, NS2_4)),
    SignedRow(dnssec02, "unsigned", set(), World()),
    SignedRow(dnssec02, "unsigned, run alone", set(), unsigned(SIGNED), alone=True),
    SignedRow(dnssec02, "silent servers", set(), SIGNED.with_fault(at(NS2_4, silence=Silence.TIMEOUT))),
    SignedRow(dnssec02, "a server that refuses", set(), SIGNED.with_fault(at(NS2_4, "DNSKEY", rcode="REFUSED", answer=()))),
    SignedRow(dnssec02, "the parent's servers differ: all they have counts", {"DS02_NO_DNSKEY_FOR_DS"},
        SIGNED.with_zone("go.id", parent_zone(STRANGER.ds()), GO2_IP)),
    SignedRow(dnssec02, "what a parent says without authority does not count", set(),
        SIGNED.with_zone("go.id", parent_zone(STRANGER.ds()), GO2_IP).with_fault(at(GO2_IP, "DS", authoritative=False))),
    SignedRow(dnssec02, "a silent parent", set(), SIGNED.with_fault(at((GO_IP, GO2_IP), "DS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec02, "told servers without DS records", set(), signed_world(ds=[STRANGER.ds()]), told=TOLD),
    SignedRow(dnssec02, "a told DS record, right", set(), signed_world(ds=()), told=TOLD, how={"ds": (KSK.ds(),)}),
    SignedRow(dnssec02, "a told DS record, wrong", {"DS02_NO_DNSKEY_FOR_DS", "DS02_NO_VALID_DNSKEY_FOR_ANY_DS"}, told=TOLD, how={"ds": (STRANGER.ds(),)}),
    SignedRow(dnssec02, "IPv6 switched off", {"IPV6_DISABLED"}, profile=Profile(ipv6=False)),
    without_families(dnssec02, "IPV4_DISABLED"),  # the parent has addresses of that family alone
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
