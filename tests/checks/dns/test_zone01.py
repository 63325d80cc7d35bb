"""Zone01: what the SOA names as primary: nothing, itself, a stranger, a dead server, an old one."""

from dataclasses import replace
from typing import Any

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import zone01
from provision.model.query import NOT_CHECKED, Silence
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import (
    CHILD,
    DINKES_ZONE,
    NS1_4,
    NS1_6,
    NS2_4,
    PENYEDIA_IP,
    SOA,
    Fault,
    Row,
    World,
    at,
)

HEALTHY = World()
MASTER = {"Z01_MNAME_IS_MASTER"}
HIDDEN_IP = "103.94.10.99"
NS1_LIST = f"ns1.dinkes.go.id/{NS1_4};ns1.dinkes.go.id/{NS1_6}"


def primary(mname: str, *addresses: str, world: World = HEALTHY) -> World:
    return world.edited("dinkes.go.id", "SOA ns1.dinkes.go.id.", f"SOA {mname}", *addresses)


def hidden(text: str = DINKES_ZONE, record: str = f"hidden.dinkes.go.id A {HIDDEN_IP}\n") -> World:
    """Return the world with a hidden primary, which serves `text`."""
    world = primary("hidden.dinkes.go.id.").edited(
        "dinkes.go.id", "mail.dinkes.go.id A", f"{record}mail.dinkes.go.id A"
    )
    return world.with_zone("dinkes.go.id", text, HIDDEN_IP)


def strange(**parts: Any) -> Fault:
    return at(HIDDEN_IP, "SOA", **parts)


STRAY = {"Z01_MNAME_NOT_IN_NS_LIST"}
OLD = DINKES_ZONE.replace("2026112401", "2026112400")
NEW = DINKES_ZONE.replace("2026112401", "2026112402")
WRAPPED = DINKES_ZONE.replace("2026112401", "4294967295")
HIDDEN = {"ns": f"hidden.dinkes.go.id/{HIDDEN_IP}"}
TOLD = [NameServer(Fqdn("ns1.dinkes.go.id"), glue=(parse_ip(NS1_4),)), NameServer(Fqdn("ns2.penyedia.id"))]


ROWS = [
    Row(zone01, "healthy", MASTER, args={"Z01_MNAME_IS_MASTER": {"ns_list": NS1_LIST}}),
    Row(zone01, "a dot", {"Z01_MNAME_IS_DOT"}, primary("."), args={"Z01_MNAME_IS_DOT": {"ns_ip_list": f"{NS1_4};{NS2_4};{NS1_6}"}}),
    Row(zone01, "a dot at one", {"Z01_MNAME_IS_DOT", *MASTER}, primary(".", NS2_4), args={"Z01_MNAME_IS_DOT": {"ns_ip_list": NS2_4}}),
    Row(zone01, "localhost", {"Z01_MNAME_IS_LOCALHOST"}, primary("localhost.", *CHILD), args={"Z01_MNAME_IS_LOCALHOST": {"ns_ip_list": f"{NS1_4};{NS2_4};{NS1_6}"}}),
    Row(zone01, "has a loopback address", {"Z01_MNAME_HAS_LOCALHOST_ADDR", *STRAY}, hidden(record="hidden.dinkes.go.id A 127.0.0.1\n"),
        args={"Z01_MNAME_HAS_LOCALHOST_ADDR": {"nsname": "hidden.dinkes.go.id", "ns_ip": "127.0.0.1"}}),
    Row(zone01, "a loopback address beside a right one", {"Z01_MNAME_HAS_LOCALHOST_ADDR", *STRAY, *MASTER},
        hidden(record=f"hidden.dinkes.go.id A {HIDDEN_IP}\nhidden.dinkes.go.id AAAA ::1\n"), args={"Z01_MNAME_HAS_LOCALHOST_ADDR": {"ns_ip": "::1"}}),
    Row(zone01, "hidden", {*STRAY, *MASTER}, hidden(), args={"Z01_MNAME_NOT_IN_NS_LIST": {"nsname": "hidden.dinkes.go.id"}}),
    Row(zone01, "hidden and ahead", {*STRAY, *MASTER}, hidden(NEW)),
    Row(zone01, "hidden and behind", {*STRAY, "Z01_MNAME_NOT_MASTER"}, hidden(OLD), args={"Z01_MNAME_NOT_MASTER": {
        "ns_list": f"hidden.dinkes.go.id/{HIDDEN_IP}", "soaserial": 2026112400, "soaserial_list": "2026112401"}}),
    Row(zone01, "behind by the circle of serials", {*STRAY, "Z01_MNAME_NOT_MASTER"}, hidden(WRAPPED), args={"Z01_MNAME_NOT_MASTER": {"soaserial": 4294967295}}),
    Row(zone01, "a secondary is ahead of the primary", {"Z01_MNAME_NOT_MASTER"}, HEALTHY.with_zone("dinkes.go.id", NEW, NS2_4),
        args={"Z01_MNAME_NOT_MASTER": {"ns_list": NS1_LIST, "soaserial": 2026112401, "soaserial_list": "2026112401;2026112402"}}),
    Row(zone01, "a primary behind at one of its addresses", {"Z01_MNAME_NOT_MASTER", *MASTER}, HEALTHY.with_zone("dinkes.go.id", OLD, NS1_6),
        args={"Z01_MNAME_IS_MASTER": {"ns_list": f"ns1.dinkes.go.id/{NS1_4}"}, "Z01_MNAME_NOT_MASTER": {"ns_list": f"ns1.dinkes.go.id/{NS1_6}"}}),
    Row(zone01, "a secondary is behind", MASTER, HEALTHY.with_zone("dinkes.go.id", OLD, NS2_4)),
    Row(zone01, "hidden and dead", {*STRAY, "Z01_MNAME_NO_RESPONSE"}, hidden().with_fault(strange(silence=Silence.TIMEOUT)), args={"Z01_MNAME_NO_RESPONSE": HIDDEN}),
    Row(zone01, "hidden and refusing", {*STRAY, "Z01_MNAME_UNEXPECTED_RCODE"}, hidden().with_fault(strange(rcode="REFUSED")),
        args={"Z01_MNAME_UNEXPECTED_RCODE": {**HIDDEN, "rcode": "REFUSED"}}),
    Row(zone01, "hidden and without SOA", {*STRAY, "Z01_MNAME_MISSING_SOA_RECORD"}, hidden().with_fault(strange(answer=())), args={"Z01_MNAME_MISSING_SOA_RECORD": HIDDEN}),
    Row(zone01, "hidden and without authority", {*STRAY, "Z01_MNAME_NOT_AUTHORITATIVE"}, hidden().with_fault(strange(authoritative=False)), args={"Z01_MNAME_NOT_AUTHORITATIVE": HIDDEN}),
    Row(zone01, "does not exist in the zone", {*STRAY, "Z01_MNAME_NOT_RESOLVE"}, primary("gone.dinkes.go.id."), args={"Z01_MNAME_NOT_RESOLVE": {"nsname": "gone.dinkes.go.id"}}),
    Row(zone01, "does not exist elsewhere", {*STRAY, "Z01_MNAME_NOT_RESOLVE"}, primary("gone.penyedia.id.")),
    Row(zone01, "is the other server, by another name in capitals", MASTER, primary("NS2.penyedia.ID."), args={"Z01_MNAME_IS_MASTER": {"ns_list": f"ns2.penyedia.id/{NS2_4}"}}),
    Row(zone01, "is a stranger elsewhere", {*STRAY, "Z01_MNAME_UNEXPECTED_RCODE"}, primary("ns.penyedia.id."),
        args={"Z01_MNAME_UNEXPECTED_RCODE": {"ns": f"ns.penyedia.id/{PENYEDIA_IP}", "rcode": "REFUSED"}}),
    Row(zone01, "elsewhere, not to be looked up from here", STRAY, primary("ns.penyedia.id.").with_fault(at(PENYEDIA_IP, name="ns.penyedia.id", silence=Silence.NO_FAMILY))),
    Row(zone01, "two names, one of them lost", {*MASTER, *STRAY, "Z01_MNAME_NOT_RESOLVE"}, primary("gone.dinkes.go.id.", NS2_4)),
    Row(zone01, "an alias of a right one", {*STRAY, *MASTER}, hidden(record="hidden.dinkes.go.id CNAME ns1.dinkes.go.id.\n")),
    Row(zone01, "an alias in a circle", {*STRAY, "Z01_MNAME_NOT_RESOLVE"}, hidden(record="hidden.dinkes.go.id CNAME hidden.dinkes.go.id.\n")),
    Row(zone01, "not delegated yet", MASTER, HEALTHY.edited("go.id", "dinkes.go.id NS ns1.dinkes.go.id.\ndinkes.go.id NS ns2.penyedia.id.\n", ""), told=TOLD),
    Row(zone01, "a malformed SOA", set(), HEALTHY.edited("dinkes.go.id", SOA, "\\# 4 00000000")),
    Row(zone01, "no SOA", set(), HEALTHY.with_fault(at(CHILD, "SOA", answer=()))),
    Row(zone01, "no authority", set(), HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(zone01, "all dead", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone01, f"hidden: {silence}", STRAY, hidden().with_fault(strange(silence=silence))) for silence in NOT_CHECKED],
    *[Row(zone01, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_a_primary_with_a_thousand_addresses_is_asked_at_a_few() -> None:
    many = "".join(f"hidden.dinkes.go.id A 103.95.{n // 250}.{n % 250 + 1}\n" for n in range(1000))
    world = replace(hidden(record=many), asked=[])
    Row(zone01, "", {*STRAY, "Z01_MNAME_NO_RESPONSE"}, world).judge()
    assert len({query.server for query in world.asked}) < 30
