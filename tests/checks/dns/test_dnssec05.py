"""Dnssec05: the algorithms of keys."""

import pytest

from provision.checks.dns import dnssec05
from provision.model.query import Silence
from tests.checks.dns.signing import (
    APEX,
    KSK,
    SIGNED,
    ZSK,
    Pair,
    SignedRow,
    Signing,
    signed_world,
    unsigned,
    without_families,
)
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, World, at

OK = "DS05_ALGO_OK"
EVERYWHERE = f"ns1.{APEX}/{NS1_4};ns1.{APEX}/{NS1_6};ns2.penyedia.id/{NS2_4}"
USES = {
    0: "NOT_ZONE_SIGN", 1: "DEPRECATED", 2: "NOT_ZONE_SIGN", 3: "DEPRECATED", 4: "RESERVED", 5: "DEPRECATED", 6: "DEPRECATED",
    7: "DEPRECATED", 8: "OK", 9: "RESERVED", 10: "NOT_RECOMMENDED", 11: "RESERVED", 12: "DEPRECATED", 13: "OK", 14: "OK",
    15: "OK", 16: "OK", 17: "OK", 18: "UNASSIGNED", 20: "UNASSIGNED", 23: "OK", 24: "UNASSIGNED", 122: "UNASSIGNED",
    123: "RESERVED", 251: "RESERVED", 252: "NOT_ZONE_SIGN", 253: "PRIVATE", 254: "PRIVATE", 255: "RESERVED",
}  # fmt: skip


def key(number: int) -> str:
    """Return a key of an algorithm that nobody made: it only has the form of one."""
    return f"257 3 {number} AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvk"


def shown(*numbers: int) -> World:
    return signed_world(Signing(shown=tuple(map(key, numbers))))


ROWS = [
    *(SignedRow(dnssec05, f"algorithm {number}", {f"DS05_ALGO_{use}"}, shown(number), args={f"DS05_ALGO_{use}": {
        "keytag": Pair.of(key(number)).tag, "algo_num": number, "ns_list": EVERYWHERE}})
        for number, use in USES.items()),
    SignedRow(dnssec05, "what it is called", {OK}, args={OK: {
        "algo_num": 13, "algo_descr": "ECDSA Curve P-256 with SHA-256", "algo_mnemo": "ECDSAP256SHA256", "keytag": ZSK.tag}}),
    SignedRow(dnssec05, "mixed-algo-1", {"DS05_ALGO_DEPRECATED", "DS05_ALGO_NOT_RECOMMENDED", OK}, shown(7, 10, 13)),
    SignedRow(dnssec05, "no-response-1", {"DS05_NO_RESPONSE"}, alone=True, world=SIGNED
        .with_fault(at((NS1_4, NS1_6), "DNSKEY", silence=Silence.TIMEOUT)).with_fault(at(NS2_4, "DNSKEY", authoritative=False))),
    SignedRow(dnssec05, "no-response-2", {"DS05_NO_RESPONSE"}, alone=True, world=SIGNED
        .with_fault(at((NS1_4, NS1_6), "DNSKEY", rcode="SERVFAIL")).with_fault(at(NS2_4, "DNSKEY", rcode="REFUSED"))),
    SignedRow(dnssec05, "one of two is silent", {OK}, SIGNED.with_fault(at(NS2_4, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec05, "nobody can be asked", set(), SIGNED.with_fault(at(CHILD, "DNSKEY", silence=Silence.BUDGET)), alone=True),
    SignedRow(dnssec05, "server-no-dnssec-1", {"DS05_SERVER_NO_DNSSEC", OK}, unsigned(SIGNED, NS2_4),
        args={"DS05_SERVER_NO_DNSSEC": {"ns_list": f"ns2.penyedia.id/{NS2_4}"}}),
    SignedRow(dnssec05, "shared-ip-1: both names are listed", {OK},
        SIGNED.edited("go.id", f"ns1.{APEX} AAAA {NS1_6}", f"{APEX} NS ns1b.{APEX}.\nns1b.{APEX} A {NS1_4}"),
        args={OK: {"keytag": KSK.tag, "ns_list": f"ns1.{APEX}/{NS1_4};ns1.{APEX}/{NS1_6};ns1b.{APEX}/{NS1_4};ns2.penyedia.id/{NS2_4}"}}),
    SignedRow(dnssec05, "zone-no-dnssec-1", {"DS05_ZONE_NO_DNSSEC"}, World(), alone=True, args={"DS05_ZONE_NO_DNSSEC": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec05, "unsigned is Dnssec07's matter", set(), World()),
    without_families(dnssec05),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
