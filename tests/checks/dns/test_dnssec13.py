"""Dnssec13: every algorithm of the keys signs keys, SOA and NS records."""

import pytest

from provision.checks.dns import dnssec13
from provision.model.query import Silence
from tests.checks.dns.signing import (
    KSK,
    SIGNED,
    ZSK,
    SignedRow,
    Signing,
    pair,
    signed_world,
    unsigned,
    without_families,
)
from tests.checks.dns.world import CHILD, NS2_4, World, at

ALL = ";".join(sorted(CHILD))
RSA_KSK, RSA_ZSK = pair(8, 257), pair(8)
KEYS, SOA, NS = "DS13_ALGO_NOT_SIGNED_DNSKEY", "DS13_ALGO_NOT_SIGNED_SOA", "DS13_ALGO_NOT_SIGNED_NS"
BOTH = Signing(entry=(KSK, RSA_KSK), rest=(ZSK, RSA_ZSK))


def both(**by: tuple) -> World:
    return signed_world(Signing(entry=BOTH.entry, rest=BOTH.rest, by=by))


ROWS = [
    SignedRow(dnssec13, "one algorithm", set()),
    SignedRow(dnssec13, "two algorithms, each signs all", set(), signed_world(BOTH)),
    SignedRow(dnssec13, "keys signed with one", {KEYS}, both(DNSKEY=(KSK,)), args={KEYS: {"algo_num": 8, "algo_mnemo": "RSASHA256", "ns_ip_list": ALL}}),
    SignedRow(dnssec13, "SOA record signed with one", {SOA}, both(SOA=(RSA_ZSK,)), args={SOA: {"algo_num": 13, "algo_mnemo": "ECDSAP256SHA256", "ns_ip_list": ALL}}),
    SignedRow(dnssec13, "NS records signed with one", {NS}, both(NS=(ZSK,)), args={NS: {"algo_num": 8, "ns_ip_list": ALL}}),
    SignedRow(dnssec13, "a key of an algorithm that signs nothing", {KEYS, SOA, NS},
        signed_world(Signing(shown=(KSK.text, ZSK.text, RSA_ZSK.text)))),
    SignedRow(dnssec13, "on one server", {SOA}, signed_world(BOTH).with_zone("dinkes.go.id", Signing(entry=BOTH.entry, rest=BOTH.rest, by={"SOA": (ZSK,)}).zone(), NS2_4),
        args={SOA: {"algo_num": 8, "ns_ip_list": NS2_4}}),
    SignedRow(dnssec13, "no signature at all is Dnssec09's matter", set(), both(SOA=())),
    SignedRow(dnssec13, "nor over the keys: Dnssec08's", set(), both(DNSKEY=()), alone=True),
    SignedRow(dnssec13, "silent about the SOA record", set(), both(NS=(ZSK,)).with_fault(at(CHILD, "SOA", silence=Silence.TIMEOUT)), alone=True),
    SignedRow(dnssec13, "refuses to tell NS records", set(), both(NS=(ZSK,)).with_fault(at(CHILD, "NS", rcode="REFUSED"))),
    SignedRow(dnssec13, "without authority", {NS}, both(NS=(ZSK,)).with_fault(at(NS2_4, "DNSKEY", authoritative=False)),
        args={NS: {"ns_ip_list": ";".join(sorted(set(CHILD) - {NS2_4}))}}),
    SignedRow(dnssec13, "one server without keys", set(), unsigned(SIGNED, NS2_4)),
    SignedRow(dnssec13, "unsigned", set(), World(), alone=True),
    without_families(dnssec13),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
