"""Delegation02: different servers at different addresses."""

import pytest

from provision.checks.dns import delegation02
from provision.model.query import Silence
from tests.checks.dns.changed import (
    HEALTHY,
    NS1,
    TWO_INSIDE,
    parent,
    told,
    zone,
)
from tests.checks.dns.world import CHILD, NS1_4, NS2_4, ZONE, Row, at

DISTINCT = {"DEL_DISTINCT_NS_IP", "CHILD_DISTINCT_NS_IP", "DISTINCT_IP_ADDRESS"}
ROWS = [
    Row(delegation02, "all distinct", DISTINCT),
    Row(delegation02, "one name twice at an address of each side is one server", DISTINCT, TWO_INSIDE),
    Row(delegation02, "shared glue", {"DEL_NS_SAME_IP", "CHILD_DISTINCT_NS_IP", "SAME_IP_ADDRESS"},
        parent(f"ns2.{ZONE} A {NS2_4}", f"ns2.{ZONE} A {NS1_4}", TWO_INSIDE), args={
            "DEL_NS_SAME_IP": {"ns_ip": NS1_4, "nsname_list": f"{NS1};ns2.{ZONE}"}}),
    Row(delegation02, "shared in the zone", {"DEL_DISTINCT_NS_IP", "CHILD_NS_SAME_IP", "SAME_IP_ADDRESS"},
        zone(f"ns2.{ZONE} A {NS2_4}", f"ns2.{ZONE} A {NS1_4}", TWO_INSIDE), args={
            "CHILD_NS_SAME_IP": {"ns_ip": NS1_4, "nsname_list": f"{NS1};ns2.{ZONE}"}}),
    Row(delegation02, "shared outside the zone", {"DEL_NS_SAME_IP", "CHILD_NS_SAME_IP", "SAME_IP_ADDRESS"},
        HEALTHY.edited("penyedia.id", NS2_4, NS1_4)),
    Row(delegation02, "shared only by both sides together", {"DEL_DISTINCT_NS_IP", "CHILD_DISTINCT_NS_IP", "SAME_IP_ADDRESS"},
        zone(f"ns2.{ZONE}.\nns2", f"ns3.{ZONE}.\nns3", TWO_INSIDE), args={
            "SAME_IP_ADDRESS": {"ns_ip": NS2_4, "nsname_list": f"ns2.{ZONE};ns3.{ZONE}"}}),
    Row(delegation02, "told, with shared addresses", {"DEL_NS_SAME_IP", "CHILD_DISTINCT_NS_IP", "SAME_IP_ADDRESS"},
        TWO_INSIDE, told=told(ns1=[NS1_4], ns2=[NS1_4])),
    Row(delegation02, "a dead zone", {"DEL_DISTINCT_NS_IP", "DISTINCT_IP_ADDRESS"},
        HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
