"""Delegation05: name servers that are aliases."""

from dataclasses import replace

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import delegation05
from provision.checks.dns.lookup import MOST_QUESTIONS
from provision.model.query import Answer, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.changed import (
    HEALTHY,
    NS1,
    NS2,
    NS2_CHILD,
    SPARE_4,
    SPARED,
    TWO_INSIDE,
    parent,
    zone,
)
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, ZONE, Row, at, examined, findings
from tests.checks.driving import run


def cname(name: str, target: str = "lain.penyedia.id.") -> RRset:
    return RRset.of(Fqdn(name), "CNAME", 60, [target])


ALIASED = HEALTHY.with_fault(at(CHILD, "A", NS1, answer=(cname(NS1),)))
BELOW = f"ns1.bawah.{ZONE}"
SUB = f"bawah.{ZONE}"
REFERRED = zone(f"{ZONE} NS {NS1}.", f"{ZONE} NS {BELOW}.\n{SUB} NS ns.{SUB}.\nns.{SUB} A {SPARE_4}", HEALTHY)
UNEXPECTED = "UNEXPECTED_RCODE"
ROWS = [
    Row(delegation05, "healthy", {"NO_NS_CNAME"}),
    Row(delegation05, "an alias within", {"NS_IS_CNAME"}, ALIASED, args={"NS_IS_CNAME": {"nsname": NS1}}),
    Row(delegation05, "an alias on one server", {"NS_IS_CNAME"}, HEALTHY.with_fault(at(NS2_4, "A", NS1, answer=(cname(NS1),)))),
    Row(delegation05, "an alias told by a cache", {"NO_NS_CNAME"},
        HEALTHY.with_fault(at(NS2_4, "A", NS1, answer=(cname(NS1),), authoritative=False))),
    Row(delegation05, "the alias of another name", {"NO_NS_CNAME"}, HEALTHY.with_fault(at(NS2_4, "A", NS1, answer=(cname("x.id"),)))),
    Row(delegation05, "an alias elsewhere", {"NS_IS_CNAME"}, HEALTHY.edited(
        "penyedia.id", f"ns2.penyedia.id A {NS2_4}", f"ns2.penyedia.id CNAME b.penyedia.id.\nb.penyedia.id A {NS2_4}"),
        args={"NS_IS_CNAME": {"nsname": NS2}}),
    Row(delegation05, "an alias that only the zone names", {"NS_IS_CNAME"}, zone(
        NS2_CHILD, f"{NS2_CHILD}{ZONE} NS ns3.{ZONE}.\nns3.{ZONE} CNAME {NS2}.\n", HEALTHY), args={"NS_IS_CNAME": {"nsname": f"ns3.{ZONE}"}}),
    Row(delegation05, "an alias in a zone below", {"NS_IS_CNAME"},
        REFERRED.with_zone(SUB, f"{SUB} SOA a. b. 1 1 1 1 1\n{BELOW} CNAME {NS1}.", SPARE_4), args={"NS_IS_CNAME": {"nsname": BELOW}}),
    Row(delegation05, "an address in a zone below", {"NO_NS_CNAME"},
        REFERRED.with_zone(SUB, f"{SUB} SOA a. b. 1 1 1 1 1\n{BELOW} A {NS1_4}", SPARE_4)),
    Row(delegation05, "a zone below that is dead", {"NO_NS_CNAME"}, REFERRED),
    Row(delegation05, "no such name", {"NO_NS_CNAME", UNEXPECTED}, HEALTHY.with_fault(at(NS2_4, "A", NS1, rcode="NXDOMAIN", answer=())),
        args={UNEXPECTED: {"ns": f"{NS2}/{NS2_4}", "rrtype": "A", "rcode": "NXDOMAIN"}}),
    Row(delegation05, "refused", {"NO_NS_CNAME", UNEXPECTED},
        HEALTHY.with_fault(at(NS2_4, "A", NS1, rcode="REFUSED", answer=(), authoritative=False))),
    Row(delegation05, "dead", {"NO_NS_CNAME", "NO_RESPONSE"}, HEALTHY.with_fault(at(NS2_4, "A", silence=Silence.TIMEOUT)),
        args={"NO_RESPONSE": {"ns": f"{NS2}/{NS2_4}", "rrtype": "A"}}),
    Row(delegation05, "no IPv6 here", {"NO_NS_CNAME", "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)),
        args={"IPV6_DISABLED": {"ns": f"{NS1}/{NS1_6}", "rrtype": "A"}}),
    Row(delegation05, "no IPv4 here", {"NO_NS_CNAME", "IPV4_DISABLED"},
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.NO_FAMILY))),
    *(Row(delegation05, f"nobody's fault ({spared})", {"NO_NS_CNAME"}, HEALTHY.with_fault(at(NS2_4, "A", silence=spared)))
      for spared in SPARED[1:]),
    Row(delegation05, "none within", {"NO_NS_CNAME"}, zone(f"{ZONE} NS {NS1}.\n", "", parent(f"{ZONE} NS {NS1}.\n", "", HEALTHY))),
    Row(delegation05, "no delegation", set(), zone=Fqdn("lain.go.id")),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_a_server_is_noted_once_however_many_names_it_was_asked_for() -> None:
    found = findings(delegation05, TWO_INSIDE.with_fault(at(NS1_6, "A", silence=Silence.TIMEOUT)))
    assert [finding.tag for finding in found] == ["NO_RESPONSE", "NO_NS_CNAME"]


def test_referrals_in_a_circle_end() -> None:
    """A hostile server refers ever deeper; it is followed a few times and no more."""
    deeper = RRset.hosts(Fqdn(BELOW), "NS", 60, [Fqdn(f"ns.{SUB}")])
    glue = RRset.of(Fqdn(f"ns.{SUB}"), "A", 60, [SPARE_4])
    world = REFERRED.with_fault(
        lambda query, answer: (
            Answer(query, rcode="NOERROR", authority=(deeper,), additional=(glue,))
            if query.server == parse_ip(SPARE_4)
            else answer
        )
    )
    delegation = examined(world)
    world = replace(world, asked=[])
    assert [finding.tag for finding in run(delegation05.check(delegation), world)] == ["NO_NS_CNAME"]
    assert 0 < sum(query.server == parse_ip(SPARE_4) for query in world.asked) < 20


def test_a_zone_of_a_thousand_names_does_not_cost_a_million_questions() -> None:
    """In the zone are as many names with as many addresses as a hostile server cares to tell."""
    ips = tuple(parse_ip(f"103.95.{number // 256}.{number % 256}") for number in range(1000))
    many = tuple(NameServer(Fqdn(f"n{number}.{ZONE}"), ips) for number in range(1000))
    world = replace(HEALTHY, asked=[])
    run(delegation05.check(replace(examined(HEALTHY), child=many)), world)
    assert 0 < len(world.asked) <= MOST_QUESTIONS
