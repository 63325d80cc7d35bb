"""Dnssec01: the digests of DS records."""

from dataclasses import replace

import pytest

from provision.checks.dns import dnssec01
from provision.model.profile import Profile
from provision.model.query import Silence
from provision.names import Fqdn, parse_ip
from tests.checks.dns.signing import (
    GO2_IP,
    KSK,
    PARENTS,
    SIGNED,
    STRANGER,
    SignedRow,
    parent_zone,
    signed_world,
    unsigned,
)  # fmt: skip
from tests.checks.dns.world import GO_IP, NS1_4, at
from tests.checks.driving import server

TOLD = (server("ns1.dinkes.go.id", glue=(NS1_4,)), server("ns2.penyedia.id"))
PARENT = (GO_IP, GO2_IP)
BOTH = f"ns1.go.id/{GO_IP};ns2.go.id/{GO2_IP}"
OK, MISSING = "DS01_DS_ALGO_OK", "DS01_DS_ALGO_2_MISSING"
USES = {
    0: "NOT_DS", 1: "DEPRECATED", 3: "DEPRECATED", 4: "OK", 5: "OK", 6: "OK", 7: "UNASSIGNED", 67: "UNASSIGNED",
    127: "UNASSIGNED", 128: "RESERVED", 188: "RESERVED", 252: "RESERVED", 253: "PRIVATE", 254: "PRIVATE", 255: "UNASSIGNED",
}  # fmt: skip


def ds(digest: int, tag: int = 4711) -> str:
    """Return a DS record with a digest that nobody computed, as a server gives one that cannot be read."""
    return f"\\# 8 {tag:04x} 0d {digest:02x} 00112233"


ROWS = [
    SignedRow(dnssec01, "SHA-256", {OK}, args={OK: {"keytag": KSK.tag, "ds_algo_num": 2, "ds_algo_descr": "SHA-256", "ns_list": BOTH}}),
    *(SignedRow(dnssec01, f"digest {number}", {f"DS01_DS_ALGO_{use}", MISSING}, signed_world(ds=[ds(number)]),
        args={f"DS01_DS_ALGO_{use}": {"keytag": 4711, "ds_algo_num": number, "ns_list": BOTH}, MISSING: {"keytag": 4711, "ns_list": BOTH}})
        for number, use in USES.items()),
    SignedRow(dnssec01, "SHA-1 of the key, computed", {"DS01_DS_ALGO_DEPRECATED", MISSING}, signed_world(ds=[KSK.ds(1)])),
    SignedRow(dnssec01, "SHA-1 and SHA-256 of one key", {"DS01_DS_ALGO_DEPRECATED", OK}, signed_world(ds=[KSK.ds(1), KSK.ds()])),
    SignedRow(dnssec01, "SHA-384 of one key, SHA-256 of another", {OK, MISSING}, signed_world(ds=[KSK.ds(4), STRANGER.ds()])),
    SignedRow(dnssec01, "mixed-algo-1", {"DS01_DS_ALGO_DEPRECATED", "DS01_DS_ALGO_PRIVATE", OK}, signed_world(ds=[ds(1), ds(2), ds(253)])),
    SignedRow(dnssec01, "the zone is not signed, run alone", {OK}, unsigned(SIGNED), alone=True),
    SignedRow(dnssec01, "the zone is not signed", set(), unsigned(SIGNED)),
    SignedRow(dnssec01, "no server of the parent answers", {"DS01_NO_RESPONSE"}, SIGNED.with_fault(at(PARENT, "DS", silence=Silence.TIMEOUT)),
        args={"DS01_NO_RESPONSE": {"ns_list": BOTH}}),
    SignedRow(dnssec01, "one is silent, one without authority", {"DS01_NO_RESPONSE"},
        SIGNED.with_fault(at(GO_IP, "DS", silence=Silence.TIMEOUT)).with_fault(at(GO2_IP, "DS", authoritative=False))),
    SignedRow(dnssec01, "errors", {"DS01_NO_RESPONSE"},
        SIGNED.with_fault(at(GO_IP, "DS", rcode="SERVFAIL")).with_fault(at(GO2_IP, "DS", rcode="REFUSED"))),
    SignedRow(dnssec01, "no EDNS", {"DS01_NO_RESPONSE"}, SIGNED.with_fault(at(PARENT, "DS", edns=None))),
    SignedRow(dnssec01, "one of two is silent", {OK}, SIGNED.with_fault(at(GO_IP, "DS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec01, "the parent cannot be asked", set(), SIGNED.with_fault(at(PARENT, "DS", silence=Silence.NOT_PUBLIC))),
    SignedRow(dnssec01, "one of two has none", {"DS01_PARENT_SERVER_NO_DS", OK}, SIGNED.with_zone("go.id", parent_zone(), GO_IP),
        args={"DS01_PARENT_SERVER_NO_DS": {"ns_list": f"ns1.go.id/{GO_IP}"}}),
    SignedRow(dnssec01, "none has any", {"DS01_PARENT_ZONE_NO_DS"}, signed_world(ds=()), args={"DS01_PARENT_ZONE_NO_DS": {"ns_list": BOTH}}),
    SignedRow(dnssec01, "told without a DS record", {"DS01_UNDEL_N_NO_UNDEL_DS"}, told=TOLD),
    SignedRow(dnssec01, "told with one", {OK}, told=TOLD, how={"ds": (KSK.ds(),)}, args={OK: {"ns_list": "-"}}),
    SignedRow(dnssec01, "a DS record told alone stands for the parent's", {"DS01_DS_ALGO_DEPRECATED", MISSING}, how={"ds": (KSK.ds(1),)}),
    SignedRow(dnssec01, "IPv4 switched off", {"IPV4_DISABLED"}, alone=True, profile=Profile(ipv4=False)),
    SignedRow(dnssec01, "IPv6 switched off", {OK, "IPV6_DISABLED"}, profile=Profile(ipv6=False), parents=(*PARENTS, replace(PARENTS[0], address=parse_ip("2001:df0:1::1")))),
    SignedRow(dnssec01, "the root", {"DS01_ROOT_N_NO_UNDEL_DS"}, zone=Fqdn(""), alone=True),
    SignedRow(dnssec01, "the root with a DS record", {OK}, zone=Fqdn(""), alone=True, how={"ds": (KSK.ds(),)}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
