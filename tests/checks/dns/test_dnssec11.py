"""Dnssec11: a DS record, and whether the zone is signed."""

import pytest

from provision.checks.dns import dnssec11
from provision.model.profile import Profile
from provision.model.query import Silence
from tests.checks.dns.signing import (
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

TOLD = (server("ns1.dinkes.go.id", glue=(NS1_4,)), server("ns2.penyedia.id"))
PARENT = (GO_IP, GO2_IP)
DIFFER = {"DS11_INCONSISTENT_DS", "DS11_PARENT_WITHOUT_DS", "DS11_PARENT_WITH_DS"}
HALF = {"DS11_INCONSISTENT_SIGNED_ZONE", "DS11_NS_WITH_UNSIGNED_ZONE", "DS11_NS_WITH_SIGNED_ZONE"}
ROWS = [
    SignedRow(dnssec11, "signed, with a DS record", set()),
    SignedRow(dnssec11, "unsigned, no DS record", set(), World()),
    SignedRow(dnssec11, "signed, no DS record", set(), signed_world(ds=())),
    SignedRow(dnssec11, "unsigned, with a DS record", {"DS11_DS_BUT_UNSIGNED_ZONE"}, unsigned(SIGNED)),
    SignedRow(dnssec11, "keys without signatures are keys", set(), signed_world(Signing(by={"DNSKEY": ()}))),
    SignedRow(dnssec11, "one server has no keys", HALF, unsigned(SIGNED, NS2_4), args={
        "DS11_NS_WITH_UNSIGNED_ZONE": {"ns_ip_list": NS2_4}, "DS11_NS_WITH_SIGNED_ZONE": {"ns_ip_list": f"{NS1_6};{NS1_4}" if NS1_6 < NS1_4 else f"{NS1_4};{NS1_6}"}}),
    SignedRow(dnssec11, "one server of the parent has no DS record", DIFFER, SIGNED.with_zone("go.id", parent_zone(), GO2_IP),
        args={"DS11_PARENT_WITH_DS": {"ns_ip_list": GO_IP}, "DS11_PARENT_WITHOUT_DS": {"ns_ip_list": GO2_IP}}),
    SignedRow(dnssec11, "the parent is silent", {"DS11_UNDETERMINED_DS"}, SIGNED.with_fault(at(PARENT, "DS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec11, "the parent refuses", {"DS11_UNDETERMINED_DS"}, SIGNED.with_fault(at(PARENT, "DS", rcode="REFUSED", answer=()))),
    SignedRow(dnssec11, "the parent answers without authority", {"DS11_UNDETERMINED_DS"}, SIGNED.with_fault(at(PARENT, "DS", authoritative=False))),
    SignedRow(dnssec11, "the parent cannot be asked", set(), SIGNED.with_fault(at(PARENT, "DS", silence=Silence.BUDGET))),
    SignedRow(dnssec11, "one server of the parent is silent, the other has a DS record", {"DS11_DS_BUT_UNSIGNED_ZONE"},
        unsigned(SIGNED).with_fault(at(GO_IP, "DS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec11, "one server of the parent is silent, the other has none", set(),
        signed_world(ds=()).with_fault(at(GO_IP, "DS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec11, "a DS record of another name is none", set(),
        unsigned(SIGNED).with_fault(at(PARENT, "DS", answer=()))),
    SignedRow(dnssec11, "no server tells whether it has keys", {"DS11_UNDETERMINED_SIGNED_ZONE"},
        SIGNED.with_fault(at(CHILD, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec11, "all refuse to tell", {"DS11_UNDETERMINED_SIGNED_ZONE"}, SIGNED.with_fault(at(CHILD, "DNSKEY", rcode="REFUSED"))),
    SignedRow(dnssec11, "one does not tell, the others have keys", set(), SIGNED.with_fault(at(NS2_4, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec11, "lame servers are other cases' matter", set(), SIGNED.with_fault(at(CHILD, "SOA", rcode="REFUSED"))),
    SignedRow(dnssec11, "a lame server's keys are not missed", set(), unsigned(SIGNED, NS2_4).with_fault(at(NS2_4, "SOA", rcode="REFUSED"))),
    SignedRow(dnssec11, "nor those of one without a SOA record", set(), unsigned(SIGNED, NS2_4).with_fault(at(NS2_4, "SOA", answer=()))),
    SignedRow(dnssec11, "no server can be asked", set(), SIGNED.with_fault(at(CHILD, "DNSKEY", silence=Silence.NO_FAMILY))),
    SignedRow(dnssec11, "told servers, no DS record", set(), unsigned(SIGNED), told=TOLD),
    SignedRow(dnssec11, "told servers and a DS record, unsigned", {"DS11_DS_BUT_UNSIGNED_ZONE"}, World(), told=TOLD, how={"ds": (KSK.ds(),)}),
    SignedRow(dnssec11, "told servers and a DS record, signed", set(), told=TOLD, how={"ds": (KSK.ds(),)}),
    SignedRow(dnssec11, "IPv6 switched off", {"IPV6_DISABLED"}, profile=Profile(ipv6=False)),
    without_families(dnssec11, "IPV4_DISABLED"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
