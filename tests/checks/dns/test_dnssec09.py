"""Dnssec09: the signatures over the SOA record."""

import pytest

from provision.checks.dns import dnssec09
from provision.model.query import Silence
from tests.checks.dns.signing import (
    EXPIRED,
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
from tests.checks.dns.world import CHILD, NS2_4, SOA, World, at

ALL = ";".join(sorted(CHILD))
MORE = "\ndinkes.go.id RRSIG SOA 253 3 60 20300101000000 20200101000000 4711 dinkes.go.id. AQID"
ROWS = [
    SignedRow(dnssec09, "healthy", set()),
    *(SignedRow(dnssec09, f"algorithm {number}", set(), signed_world(Signing(rest=(pair(number),)))) for number in (8, 10, 14, 15, 16)),
    SignedRow(dnssec09, "one server gives no signature", {"DS09_MISSING_RRSIG_IN_RESPONSE"},
        SIGNED.with_zone("dinkes.go.id", Signing(by={"SOA": ()}).zone(), NS2_4), args={"DS09_MISSING_RRSIG_IN_RESPONSE": {"ns_ip_list": NS2_4}}),
    SignedRow(dnssec09, "expired", {"DS09_SOA_RRSIG_EXPIRED"}, signed_world(Signing(when={"SOA": EXPIRED})),
        args={"DS09_SOA_RRSIG_EXPIRED": {"keytag": ZSK.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec09, "not yet valid", {"DS09_SOA_RRSIG_NOT_YET_VALID"}, signed_world(Signing(when={"SOA": NOT_YET}))),
    SignedRow(dnssec09, "signed by a key that the zone does not have", {"DS09_NO_MATCHING_DNSKEY"}, signed_world(Signing(by={"SOA": (STRANGER,)})),
        args={"DS09_NO_MATCHING_DNSKEY": {"keytag": STRANGER.tag, "ns_ip_list": ALL}}),
    SignedRow(dnssec09, "changed after signing", {"DS09_RRSIG_NOT_VALID_BY_DNSKEY"},
        signed_world(Signing().zone().replace(SOA, SOA.replace("2026112401", "2026112402")))),
    SignedRow(dnssec09, "an algorithm that cannot be verified here", {"DS09_ALGO_NOT_SUPPORTED_BY_ZM"}, signed_world(Signing().zone() + MORE),
        args={"DS09_ALGO_NOT_SUPPORTED_BY_ZM": {"keytag": 4711, "algo_num": 253, "algo_mnemo": "PRIVATEDNS", "ns_ip_list": ALL}}),
    SignedRow(dnssec09, "a signature over the keys is not this case's matter", set(), signed_world(Signing(when={"DNSKEY": EXPIRED}))),
    SignedRow(dnssec09, "each server is judged by its own keys", set(), SIGNED.with_zone("dinkes.go.id", Signing(rest=(STRANGER,)).zone(), NS2_4)),
    SignedRow(dnssec09, "no SOA record in the answer", set(), SIGNED.with_fault(at(NS2_4, "SOA", answer=()))),
    SignedRow(dnssec09, "silent", set(), SIGNED.with_fault(at(NS2_4, silence=Silence.TIMEOUT))),
    SignedRow(dnssec09, "refuses", set(), SIGNED.with_fault(at(NS2_4, "SOA", rcode="REFUSED"))),
    SignedRow(dnssec09, "one server without keys", set(), unsigned(SIGNED, NS2_4)),
    SignedRow(dnssec09, "unsigned", set(), World(), alone=True),
    without_families(dnssec09),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
