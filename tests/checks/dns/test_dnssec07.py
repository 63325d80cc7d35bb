"""Dnssec07: signed or not, on each server; DS records with each server of the parent."""

from dataclasses import replace

import pytest

from provision.checks.dns import dnssec07
from provision.model.profile import Profile
from provision.model.query import Silence
from provision.names import Fqdn
from tests.checks.dns.signing import (
    APEX,
    GO2_IP,
    KSK,
    SIGNED,
    SignedRow,
    Signing,
    parent_zone,
    signed_world,
    unsigned,
    without_families,
)  # fmt: skip
from tests.checks.dns.world import CHILD, GO_IP, NS1_4, NS1_6, NS2_4, World, at
from tests.checks.driving import server

ONE, TWO = "DS07_SIGNED", "DS07_SIGNED_ON_SERVER"
WITH_DS = {"DS07_DS_FOR_SIGNED_ZONE", "DS07_DS_ON_PARENT_SERVER"}
NO_DS = {"DS07_NO_DS_FOR_SIGNED_ZONE", "DS07_NO_DS_ON_PARENT_SERVER"}
NOT = {"DS07_NOT_SIGNED", "DS07_NOT_SIGNED_ON_SERVER"}
GOOD = {ONE, TWO, *WITH_DS}
TOLD = (server("ns1.dinkes.go.id", glue=(NS1_4,)), server("ns2.penyedia.id"))
EVERYWHERE = f"ns1.{APEX}/{NS1_4};ns1.{APEX}/{NS1_6};ns2.penyedia.id/{NS2_4}"
NO_DS_WORLD = signed_world(ds=())
ROWS = [
    SignedRow(dnssec07, "signed, with a DS record", GOOD, args={
        TWO: {"ns_list": EVERYWHERE},
        "DS07_DS_ON_PARENT_SERVER": {"ns_list": f"ns1.go.id/{GO_IP};ns2.go.id/{GO2_IP}"}}),
    SignedRow(dnssec07, "signed, no DS record", {ONE, TWO, *NO_DS}, NO_DS_WORLD),
    SignedRow(dnssec07, "signed, a DS record without a signature", {ONE, TWO, *NO_DS},
        SIGNED.with_zone("go.id", parent_zone(KSK.ds(), signing=Signing(by={"DS": ()})), GO_IP, GO2_IP)),
    SignedRow(dnssec07, "signed, a signature without a DS record", {ONE, TWO, *NO_DS}, SIGNED.with_fault(
        lambda query, answer: answer if query.type != "DS" else replace(answer, answer=tuple(r for r in answer.answer if r.type != "DS")))),
    SignedRow(dnssec07, "signed on one server alone, with a DS record",
        {"DS07_DS_ON_PARENT_SERVER", "DS07_INCONSISTENT_SIGNED", "DS07_NOT_SIGNED_ON_SERVER", TWO},
        unsigned(SIGNED, NS2_4), args={"DS07_NOT_SIGNED_ON_SERVER": {"ns_list": f"ns2.penyedia.id/{NS2_4}"}}),
    SignedRow(dnssec07, "signed on one server alone, no DS record",
        {"DS07_INCONSISTENT_SIGNED", "DS07_NOT_SIGNED_ON_SERVER", "DS07_NO_DS_ON_PARENT_SERVER", TWO},
        unsigned(NO_DS_WORLD, NS1_4)),
    SignedRow(dnssec07, "one server of the parent has no DS record",
        {"DS07_DS_ON_PARENT_SERVER", "DS07_INCONSISTENT_DS", "DS07_NO_DS_ON_PARENT_SERVER", ONE, TWO},
        SIGNED.with_zone("go.id", parent_zone(), GO2_IP)),
    SignedRow(dnssec07, "unsigned, with a DS record", NOT, unsigned(SIGNED)),
    SignedRow(dnssec07, "unsigned, no DS record", NOT, World()),
    SignedRow(dnssec07, "keys without signatures", NOT, signed_world(Signing(by={"DNSKEY": ()}))),
    SignedRow(dnssec07, "one server answers for the keys without authority", {*GOOD, "DS07_NON_AUTH_RESPONSE_DNSKEY"},
        SIGNED.with_fault(at(NS1_4, "DNSKEY", authoritative=False))),
    SignedRow(dnssec07, "one server is silent about the keys", {*GOOD, "DS07_NO_RESPONSE_DNSKEY"},
        SIGNED.with_fault(at(NS1_4, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec07, "one server refuses to tell the keys", {*GOOD, "DS07_UNEXP_RCODE_RESP_DNSKEY"},
        SIGNED.with_fault(at(NS1_4, "DNSKEY", rcode="REFUSED", authoritative=False, answer=())),
        args={"DS07_UNEXP_RCODE_RESP_DNSKEY": {"rcode": "REFUSED", "ns_list": f"ns1.{APEX}/{NS1_4}"}}),
    SignedRow(dnssec07, "a server with the flag of authority refuses", {*GOOD, "DS07_UNEXP_RCODE_RESP_DNSKEY"},
        SIGNED.with_fault(at(NS1_4, "DNSKEY", rcode="SERVFAIL", answer=()))),
    SignedRow(dnssec07, "a lame server is left to others", GOOD, SIGNED.with_fault(at(NS2_4, "SOA", rcode="REFUSED"))),
    SignedRow(dnssec07, "no server answers for the zone", {"DS07_NOT_SIGNED"}, SIGNED.with_fault(at(CHILD, "SOA", rcode="REFUSED"))),
    SignedRow(dnssec07, "a server that cannot be asked is nobody's fault", GOOD,
        SIGNED.with_fault(at(NS1_6, silence=Silence.NO_FAMILY))),
    SignedRow(dnssec07, "no server can be asked", set(),
        SIGNED.with_fault(at(CHILD, "SOA", silence=Silence.NO_FAMILY)).with_fault(at(CHILD, "DNSKEY", silence=Silence.NO_FAMILY))),
    SignedRow(dnssec07, "the parent is silent", {ONE, TWO},
        SIGNED.with_fault(at((GO_IP, GO2_IP), "DS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec07, "the parent answers without authority", {ONE, TWO},
        SIGNED.with_fault(at((GO_IP, GO2_IP), "DS", authoritative=False))),
    SignedRow(dnssec07, "a parent that knows no EDNS", {ONE, TWO}, SIGNED.with_fault(at((GO_IP, GO2_IP), "DS", edns=None))),
    SignedRow(dnssec07, "servers told, no DS record told", {ONE, TWO}, told=TOLD),
    SignedRow(dnssec07, "servers and a DS record told", GOOD, told=TOLD, how={"ds": (KSK.ds(),)},
        args={"DS07_DS_ON_PARENT_SERVER": {"ns_list": "-"}}),
    SignedRow(dnssec07, "a DS record told in the place of none", GOOD, NO_DS_WORLD, how={"ds": (KSK.ds(),)}),
    SignedRow(dnssec07, "an answer about another name is none", NOT,
        SIGNED.with_fault(at(CHILD, "DNSKEY", answer=()))),
    SignedRow(dnssec07, "the family of IPv6 switched off", {*GOOD, "IPV6_DISABLED"}, profile=Profile(ipv6=False)),
    without_families(dnssec07),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()


def test_the_parent_is_asked_only_for_a_signed_zone() -> None:
    world = unsigned(SIGNED)
    world.asked.clear()
    SignedRow(dnssec07, "", NOT, world).judge()
    assert [query for query in world.asked if query.type == "DS"] == []
    assert Fqdn(APEX) in {query.name for query in world.asked if query.type == "DNSKEY"}
