"""Delegation01: how many name servers there are, on both sides of the cut and over both families."""

import pytest

from provision.checks.dns import delegation01
from provision.model.profile import Profile
from provision.model.query import Silence
from tests.checks.dns.changed import (
    DUAL,
    HEALTHY,
    INSIDE,
    INSIDE_2,
    NS1,
    NS1_DEL_4,
    NS1_DEL_6,
    NS2,
    NS2_6,
    NS2_CHILD,
    NS2_DEL,
    NS2_INSIDE,
    NS2_RECORDS,
    parent,
    told,
    zone,
)
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, PENYEDIA_IP, ZONE, Row, World, at


def enough(*but: str) -> set[str]:
    """Return the tags of a delegation where all is enough, some of them replaced by others."""
    kinds = [f"{family}NS_{side}" for family in ("", "IPV4_", "IPV6_") for side in ("DEL", "CHILD")]
    changed = {tag.removeprefix("NOT_").removeprefix("ENOUGH_").removeprefix("NO_"): tag for tag in but}
    return {changed.get(kind, f"ENOUGH_{kind}") for kind in kinds}


NS2_LINES = f"ns2.penyedia.id AAAA {NS2_6}\nns2.penyedia.id A {NS2_4}\n"
V4_ONLY = zone(NS1_DEL_6, "", parent(NS1_DEL_6, "", HEALTHY))
ONLY_NS1 = ("NOT_ENOUGH_NS_DEL", "NOT_ENOUGH_IPV4_NS_DEL", "NOT_ENOUGH_IPV6_NS_DEL")
ONLY_NS1_CHILD = ("NOT_ENOUGH_NS_CHILD", "NOT_ENOUGH_IPV4_NS_CHILD", "NOT_ENOUGH_IPV6_NS_CHILD")
NS1_6_LINE, NS2_4_LINE = f"{NS1} AAAA {NS1_6}\n", f"{NS2_INSIDE} A {NS2_4}\n"
HALF_DEL = ("NOT_ENOUGH_IPV4_NS_DEL", "NOT_ENOUGH_IPV6_NS_DEL")
HALF_CHILD = ("NOT_ENOUGH_IPV4_NS_CHILD", "NOT_ENOUGH_IPV6_NS_CHILD")


def without(version: int, *apexes: str) -> World:
    """Return the world of two servers within the zone where a zone lacks their addresses of a family."""
    lost = [(NS1, NS1_4, NS1_6), (NS2_INSIDE, NS2_4, NS2_6)]
    world = INSIDE
    for apex in apexes:
        for name, four, six in lost:
            world = world.edited(apex, f"{name} A {four}\n" if version == 4 else f"{name} AAAA {six}\n", "")
    return world


def elsewhere(rtype: str, one: str, other: str) -> World:
    """Return the world of two servers in another zone, each at one address."""
    old, new = f"{ZONE} NS {NS1}.\n", f"{ZONE} NS ns1.penyedia.id.\n"
    records = f"ns1.penyedia.id {rtype} {one}\nns2.penyedia.id {rtype} {other}\n"
    return parent(old, new, zone(old, new, DUAL)).edited("penyedia.id", NS2_LINES, records)


ROWS = [
    Row(delegation01, "two of each", enough(), DUAL, args={
        "ENOUGH_NS_DEL": {"count": 2, "minimum": 2, "nsname_list": f"{NS1};{NS2}"},
        "ENOUGH_IPV6_NS_CHILD": {"count": 2, "minimum": 2, "nsname_list": f"{NS1};{NS2}", "ns_ip_list": f"{NS1_6};{NS2_6}"}}),
    Row(delegation01, "one with IPv6", enough("NOT_ENOUGH_IPV6_NS_DEL", "NOT_ENOUGH_IPV6_NS_CHILD"), args={
        "NOT_ENOUGH_IPV6_NS_DEL": {"count": 1, "minimum": 2, "nsname_list": NS1, "ns_ip_list": NS1_6}}),
    Row(delegation01, "enough in the zone, not in the parent", enough(*ONLY_NS1), parent(NS2_DEL, ""), args={
        "NOT_ENOUGH_NS_DEL": {"count": 1, "minimum": 2, "nsname_list": NS1}}),
    Row(delegation01, "enough in the parent, not in the zone", enough(*ONLY_NS1_CHILD), zone(NS2_CHILD, ""), args={
        "NOT_ENOUGH_NS_CHILD": {"count": 1, "minimum": 2, "nsname_list": NS1}}),
    Row(delegation01, "no IPv4 in the zone", enough("NOT_ENOUGH_IPV4_NS_CHILD"), zone(NS1_DEL_4, "")),
    Row(delegation01, "no IPv6 anywhere", enough("NO_IPV6_NS_DEL", "NO_IPV6_NS_CHILD"), V4_ONLY, args={
        "NO_IPV6_NS_DEL": {"count": 0, "minimum": 2, "nsname_list": "", "ns_ip_list": ""}}),
    Row(delegation01, "no IPv6 in the zone", enough("NO_IPV6_NS_CHILD"), zone(
        f"{NS1_DEL_6}", "", zone("ns2.penyedia.id.\n", f"ns2.{ZONE}.\n", parent(
            f"{NS2_DEL}", f"{ZONE} NS ns2.{ZONE}.\nns2.{ZONE} A {NS2_4}\nns2.{ZONE} AAAA {NS2_6}\n")).edited(
                "dinkes.go.id", f"mail.{ZONE} A", f"ns2.{ZONE} A {NS2_4}\nmail.{ZONE} A"))),
    Row(delegation01, "no IPv4 in the zone at all", enough("NO_IPV4_NS_CHILD"), zone(
        f"{NS1_DEL_4}", "", zone("ns2.penyedia.id.\n", f"ns2.{ZONE}.\n", parent(
            f"{NS2_DEL}", f"{ZONE} NS ns2.{ZONE}.\nns2.{ZONE} A {NS2_4}\nns2.{ZONE} AAAA {NS2_6}\n")).edited(
                "dinkes.go.id", f"mail.{ZONE} A", f"ns2.{ZONE} AAAA {NS2_6}\nmail.{ZONE} A"))),
    Row(delegation01, "glue of one family each", {
        "ENOUGH_NS_DEL", "NOT_ENOUGH_IPV4_NS_DEL", "NOT_ENOUGH_IPV6_NS_DEL",
        "ENOUGH_NS_CHILD", "NOT_ENOUGH_IPV4_NS_CHILD", "NOT_ENOUGH_IPV6_NS_CHILD"},
        zone(NS1_DEL_4, "", parent(NS1_DEL_4, "", HEALTHY))),
    Row(delegation01, "no IPv4 in the parent", {
        "NOT_ENOUGH_NS_DEL", "NO_IPV4_NS_DEL", "NOT_ENOUGH_IPV6_NS_DEL", "ENOUGH_NS_CHILD", "ENOUGH_IPV4_NS_CHILD",
        "ENOUGH_IPV6_NS_CHILD"}, parent(NS1_DEL_4, "", parent(NS2_DEL, ""))),
    Row(delegation01, "told, and in no parent", enough(), zone("ns2.penyedia.id.\n", f"ns2.{ZONE}.\n").edited(
        "dinkes.go.id", f"mail.{ZONE} A", f"ns2.{ZONE} A {NS2_4}\nns2.{ZONE} AAAA {NS2_6}\nmail.{ZONE} A"),
        told=told(ns1=[NS1_4, NS1_6], ns2=[NS2_4, NS2_6])),
    Row(delegation01, "two within the zone", enough(), INSIDE),
    Row(delegation01, "two within, one of them not in the zone", enough(*ONLY_NS1_CHILD), zone(f"{INSIDE_2}{NS2_RECORDS}", "", INSIDE)),
    Row(delegation01, "two within, one of them not in the parent", enough(*ONLY_NS1), parent(f"{INSIDE_2}{NS2_RECORDS}", "", INSIDE)),
    Row(delegation01, "two within, without IPv4 in the zone", enough("NO_IPV4_NS_CHILD"), without(4, "dinkes.go.id")),
    Row(delegation01, "two within, without IPv6 in the zone", enough("NO_IPV6_NS_CHILD"), without(6, "dinkes.go.id")),
    Row(delegation01, "two within, without IPv4", enough("NO_IPV4_NS_CHILD", "NO_IPV4_NS_DEL"), without(4, "dinkes.go.id", "go.id")),
    Row(delegation01, "two within, without IPv6", enough("NO_IPV6_NS_CHILD", "NO_IPV6_NS_DEL"), without(6, "dinkes.go.id", "go.id")),
    Row(delegation01, "two within, glue of one family each", enough(*HALF_DEL), parent(NS1_6_LINE, "", parent(NS2_4_LINE, "", INSIDE))),
    Row(delegation01, "two within, one family each in the zone", enough(*HALF_CHILD), zone(NS1_6_LINE, "", zone(NS2_4_LINE, "", INSIDE))),
    Row(delegation01, "two elsewhere, without IPv4", enough("NO_IPV4_NS_CHILD", "NO_IPV4_NS_DEL"), elsewhere("AAAA", NS1_6, NS2_6)),
    Row(delegation01, "two elsewhere, without IPv6", enough("NO_IPV6_NS_CHILD", "NO_IPV6_NS_DEL"), elsewhere("A", NS1_4, NS2_4)),
    Row(delegation01, "a dead zone: nobody knows what it names", {tag for tag in enough() if tag.endswith("DEL")},
        DUAL.with_fault(at((*CHILD, NS2_6), silence=Silence.TIMEOUT))),
    Row(delegation01, "a lame zone", {tag for tag in enough() if tag.endswith("DEL")},
        DUAL.with_fault(at((*CHILD, NS2_6), rcode="REFUSED", authoritative=False, answer=()))),
    Row(delegation01, "a zone that names none", {
        *(tag for tag in enough() if tag.endswith("DEL")), "NOT_ENOUGH_NS_CHILD", "NO_IPV4_NS_CHILD", "NO_IPV6_NS_CHILD"},
        zone(f"{ZONE} NS {NS1}.\n{NS2_CHILD}", ""), args={"NOT_ENOUGH_NS_CHILD": {"count": 0, "nsname_list": ""}}),
    Row(delegation01, "another least number", {
        "NOT_ENOUGH_NS_DEL", "NOT_ENOUGH_NS_CHILD", "NOT_ENOUGH_IPV4_NS_DEL", "NOT_ENOUGH_IPV4_NS_CHILD",
        "NOT_ENOUGH_IPV6_NS_DEL", "NOT_ENOUGH_IPV6_NS_CHILD"}, DUAL,
        how={"profile": Profile(limits={("delegation01", "MINIMUM_NUMBER_OF_NAMESERVERS"): 3})},
        args={"NOT_ENOUGH_NS_DEL": {"minimum": 3}}),
    Row(delegation01, "a name that cannot be looked up from here", {"ENOUGH_NS_DEL", "ENOUGH_NS_CHILD"},
        HEALTHY.with_fault(at(PENYEDIA_IP, silence=Silence.NO_FAMILY))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
