"""What a delegation is: the parent's servers, those on either side of the cut, their addresses (MethodsV2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from provision.checks.delegation import At, NameServer
from provision.checks.locate import MOST_UNITED, locate
from provision.checks.walk import Walker
from provision.model.query import Answer, Query, Silence
from provision.model.site import Server
from provision.names import Fqdn, parse_ip
from tests.checks.dns.lineage import (
    CHILD,
    CHILD1,
    CHILD2,
    CUT,
    GLUE,
    GRAND1,
    GRAND2,
    LINEAGE,
    PARENT1,
    PARENT2,
    PARENT_CUT,
    PARENT_GLUE,
    both,
    hosted,
    parent2,
)
from tests.checks.dns.world import ROOT_IP, World, at, examined
from tests.checks.driving import run

NS1, NS2 = f"ns1.anak.dinas.kab.id/{CHILD1}", f"ns2.anak.dinas.kab.id/{CHILD2}"
PARENTS = [f"ns1.dinas.kab.id/{PARENT1}", f"ns2.dinas.kab.id/{PARENT2}"]
FAR1, FAR2 = "103.4.0.1", "103.4.0.2"


def listed(servers: Sequence[NameServer]) -> list[str]:
    """Return servers as MethodsV2 writes them: a name without an address alone."""
    return sorted(str(at) for server in servers for at in (server.ats or [server.name]))


def far(world: World, more: str = "") -> World:
    """Return the world where the grandparent's zone knows servers elsewhere, too."""
    text = f"ns5.kab.id A {FAR1}\nns6.kab.id A {FAR2}\nns7.kab.id CNAME ns5.kab.id.\nns8.kab.id TXT x\n{more}"
    world = world.edited("kab.id", "kab.id SOA", f"{text}\nkab.id SOA")
    return world.with_zone("anak.dinas.kab.id", LINEAGE.served[CHILD1]["anak.dinas.kab.id"], FAR1, FAR2)


def delegated(*names: str, glue: str = "", own: str = "") -> World:
    """Return the world where parent and zone name these servers."""
    cut = "".join(f"anak.dinas.kab.id NS {name}.\n" for name in names)
    world = far(LINEAGE).edited("dinas.kab.id", CUT + GLUE, cut + glue)
    return world.edited("anak.dinas.kab.id", CUT + GLUE, cut + (own or glue))


def two_names(query: Query, answer: Answer) -> Answer:
    """Answer with authority where a server serves parent and zone, and tell no addresses beside."""
    return replace(answer, additional=()) if query.type == "NS" and answer.authoritative else answer


def no_glue(query: Query, answer: Answer) -> Answer:
    return replace(answer, additional=()) if query.type == "NS" and query.name == CHILD else answer


INSIDE = [NS1, NS2]
CASES: Mapping[str, tuple[World, Sequence[str], Sequence[str], Sequence[str]]] = {
    "healthy": (LINEAGE, PARENTS, INSIDE, INSIDE),
    "servers outside": (delegated("ns5.kab.id", "ns6.kab.id"), PARENTS, [f"ns5.kab.id/{FAR1}", f"ns6.kab.id/{FAR2}"],
                        [f"ns5.kab.id/{FAR1}", f"ns6.kab.id/{FAR2}"]),
    "servers inside and outside": (delegated("ns1.anak.dinas.kab.id", "ns5.kab.id", glue=f"ns1.anak.dinas.kab.id A {CHILD1}\n"),
                                   PARENTS, [NS1, f"ns5.kab.id/{FAR1}"], [NS1, f"ns5.kab.id/{FAR1}"]),
    "a server outside behind an alias": (delegated("ns5.kab.id", "ns7.kab.id"), PARENTS, [f"ns5.kab.id/{FAR1}", f"ns7.kab.id/{FAR1}"],
                                         [f"ns5.kab.id/{FAR1}", f"ns7.kab.id/{FAR1}"]),
    "a server without addresses": (delegated("ns5.kab.id", "ns8.kab.id"), PARENTS, [f"ns5.kab.id/{FAR1}", "ns8.kab.id"],
                                   [f"ns5.kab.id/{FAR1}", "ns8.kab.id"]),
    "a server that is not there": (delegated("ns5.kab.id", "ns9.kab.id"), PARENTS, [f"ns5.kab.id/{FAR1}", "ns9.kab.id"],
                                   [f"ns5.kab.id/{FAR1}", "ns9.kab.id"]),
    "no server with addresses": (delegated("ns8.kab.id", "ns9.kab.id"), PARENTS, ["ns8.kab.id", "ns9.kab.id"], []),
    "served by the parent's servers": (hosted(LINEAGE, PARENT1, PARENT2), PARENTS, INSIDE, INSIDE),
    "served by the parent's servers, which tell no addresses": (hosted(LINEAGE, PARENT1, PARENT2).with_fault(two_names), PARENTS, INSIDE, INSIDE),
    "one parent serves it, too, and the other's delegation counts": (
        hosted(LINEAGE, PARENT2).edited("anak.dinas.kab.id", CUT, CUT + "anak.dinas.kab.id NS ns5.kab.id.\n", PARENT2), PARENTS, INSIDE, INSIDE),
    "delegated on two levels": (
        LINEAGE.edited("kab.id", PARENT_CUT + PARENT_GLUE, CUT + GLUE, GRAND1), ["ns1.dinas.kab.id/103.2.0.1", "ns1.kab.id/103.1.0.1", "ns2.dinas.kab.id/103.2.0.2"], INSIDE, INSIDE),
    "one parent delegates to more": (parent2(f"{CUT}anak.dinas.kab.id NS ns3.anak.dinas.kab.id.\n{GLUE}ns3.anak.dinas.kab.id A {FAR1}\n"),
                                     PARENTS, [*INSIDE, f"ns3.anak.dinas.kab.id/{FAR1}"], INSIDE),
    "one parent has other glue": (parent2(f"{CUT}ns1.anak.dinas.kab.id A {FAR1}\n"), PARENTS, [f"ns1.anak.dinas.kab.id/{CHILD1}", f"ns1.anak.dinas.kab.id/{FAR1}", NS2], INSIDE),
    "one parent knows nothing of it": (parent2(""), PARENTS[:1], INSIDE, INSIDE),
    "no glue": (LINEAGE.with_fault(no_glue), PARENTS, ["ns1.anak.dinas.kab.id", "ns2.anak.dinas.kab.id"], []),
    "the zone names others": (LINEAGE.edited("anak.dinas.kab.id", CUT + GLUE,
                              f"anak.dinas.kab.id NS ns1-2.anak.dinas.kab.id.\nns1-2.anak.dinas.kab.id A {CHILD1}\n"),
                              PARENTS, INSIDE, [f"ns1-2.anak.dinas.kab.id/{CHILD1}"]),
    "the zone's servers name different ones": (
        LINEAGE.edited("anak.dinas.kab.id", "anak.dinas.kab.id NS ns2.anak.dinas.kab.id.\n", "", CHILD1)
        .edited("anak.dinas.kab.id", "anak.dinas.kab.id NS ns1.anak.dinas.kab.id.\n", "", CHILD2), PARENTS, INSIDE, INSIDE),
    "the zone does not know its servers' addresses": (LINEAGE.edited("anak.dinas.kab.id", GLUE, ""), PARENTS, INSIDE,
                                                      ["ns1.anak.dinas.kab.id", "ns2.anak.dinas.kab.id"]),
    "the zone's server hides behind an alias": (
        LINEAGE.edited("anak.dinas.kab.id", GLUE, f"ns1.anak.dinas.kab.id CNAME x.anak.dinas.kab.id.\nx.anak.dinas.kab.id A {CHILD1}\nns2.anak.dinas.kab.id CNAME ns1.kab.id.\n"),
        PARENTS, INSIDE, [NS1, f"ns2.anak.dinas.kab.id/{GRAND1}"]),
    "the zone's server lies in a zone below": (
        LINEAGE.edited("anak.dinas.kab.id", GLUE, f"dns.anak.dinas.kab.id NS ns.dns.anak.dinas.kab.id.\nns.dns.anak.dinas.kab.id A {FAR1}\n")
        .edited("anak.dinas.kab.id", CUT, "anak.dinas.kab.id NS a.dns.anak.dinas.kab.id.\n")
        .with_zone("dns.anak.dinas.kab.id", f"dns.anak.dinas.kab.id SOA a. b. 1 1 1 1 1\na.dns.anak.dinas.kab.id A {CHILD1}\n", FAR1),
        PARENTS, INSIDE, [f"a.dns.anak.dinas.kab.id/{CHILD1}"]),
    "aliases of the zone's server in a circle": (
        LINEAGE.edited("anak.dinas.kab.id", GLUE, "ns1.anak.dinas.kab.id CNAME ns2.anak.dinas.kab.id.\nns2.anak.dinas.kab.id CNAME ns1.anak.dinas.kab.id.\n"),
        PARENTS, INSIDE, ["ns1.anak.dinas.kab.id", "ns2.anak.dinas.kab.id"]),
    "the zone is not there": (LINEAGE.with_fault(at((CHILD1, CHILD2), rcode="SERVFAIL", answer=())), PARENTS, INSIDE, []),
    "the zone's servers are silent": (LINEAGE.with_fault(at((CHILD1, CHILD2), silence=Silence.TIMEOUT)), PARENTS, INSIDE, []),
    "the zone's servers have no authority": (LINEAGE.with_fault(at((CHILD1, CHILD2), authoritative=False)), PARENTS, INSIDE, []),
    "not delegated": (both(""), [], [], []),
    "nobody answers above": (LINEAGE.with_fault(at((GRAND1, GRAND2), rcode="SERVFAIL", authoritative=False, answer=(), authority=())), [], [], []),
}  # fmt: skip


@pytest.mark.parametrize(("world", "parents", "servers", "child"), CASES.values(), ids=CASES)
def test_delegation(
    world: World, parents: Sequence[str], servers: Sequence[str], child: Sequence[str]
) -> None:
    delegation = examined(world, CHILD)
    assert [str(at) for at in delegation.parents] == [*parents]
    assert listed(delegation.servers) == sorted(servers)
    assert listed(delegation.child) == sorted(child)


def told(name: str, *addresses: str) -> NameServer:
    return NameServer(Fqdn(name), glue=tuple(map(parse_ip, addresses)))


TOLD: Mapping[str, tuple[Sequence[NameServer], World, Sequence[str], Sequence[str]]] = {
    "inside, with addresses": ([told("ns3.anak.dinas.kab.id", CHILD1)], both(""), [f"ns3.anak.dinas.kab.id/{CHILD1}"], INSIDE),
    "inside, at other addresses than delegated": ([told("ns1.anak.dinas.kab.id", CHILD2)], LINEAGE, [f"ns1.anak.dinas.kab.id/{CHILD2}"], INSIDE),
    "twice, with an address each": (
        [told("ns3.anak.dinas.kab.id", CHILD1), told("ns3.anak.dinas.kab.id", CHILD2)], both(""),
        [f"ns3.anak.dinas.kab.id/{CHILD1}", f"ns3.anak.dinas.kab.id/{CHILD2}"], INSIDE),
    "inside, without": ([told("ns1.anak.dinas.kab.id")], LINEAGE, ["ns1.anak.dinas.kab.id"], []),
    "outside, looked up": ([told("ns5.kab.id")], far(both("")), [f"ns5.kab.id/{FAR1}"], INSIDE),
    "outside, at told addresses": ([told("ns5.kab.id", CHILD1)], far(both("")), [f"ns5.kab.id/{CHILD1}"], INSIDE),
    "outside, not there, at told addresses": ([told("ns9.kab.id", CHILD1)], far(both("")), [f"ns9.kab.id/{CHILD1}"], INSIDE),
    "outside, told, and named by the zone": (
        [told("ns5.kab.id", CHILD1)], far(both("")).edited("anak.dinas.kab.id", CUT, "anak.dinas.kab.id NS ns5.kab.id.\n", CHILD1),
        [f"ns5.kab.id/{CHILD1}"], [f"ns5.kab.id/{CHILD1}"]),
    "outside, not there": ([told("ns9.kab.id")], far(both("")), ["ns9.kab.id"], []),
}  # fmt: skip


@pytest.mark.parametrize(("names", "world", "servers", "child"), TOLD.values(), ids=TOLD)
def test_told_in_the_parents_place(
    names: Sequence[NameServer], world: World, servers: Sequence[str], child: Sequence[str]
) -> None:
    delegation = examined(world, CHILD, names)
    assert (delegation.undelegated, delegation.parents, delegation.way.sightings) == (True, (), ())
    assert (listed(delegation.servers), listed(delegation.child)) == ([*servers], sorted(child))


def test_the_parent_of_a_zone() -> None:
    assert examined(LINEAGE, CHILD).parent == Fqdn("dinas.kab.id")
    assert examined(LINEAGE, CHILD, [told("ns5.kab.id", CHILD1)]).parent == Fqdn("dinas.kab.id")
    assert examined(both(""), CHILD).parent == Fqdn("dinas.kab.id")
    assert examined(LINEAGE, Fqdn("kab.id")).parent == Fqdn("")
    assert examined(LINEAGE.with_fault(at(ROOT_IP, silence=Silence.TIMEOUT)), CHILD).parent is None


@pytest.mark.parametrize("named", [True, False])
def test_the_root(*, named: bool) -> None:
    """By its hints, and by its own words where these hold no names."""
    walker = (
        Walker.of([Server(parse_ip(ROOT_IP), name=Fqdn("root"))]) if named else Walker((parse_ip(ROOT_IP),))
    )
    delegation = run(locate(Fqdn(""), walker), World(LINEAGE.served))
    assert delegation.ats == (At(Fqdn("root"), parse_ip(ROOT_IP)),)
    assert (delegation.parent, delegation.parents) == (None, ())


def test_zones_below_one_parent_share_the_way() -> None:
    sibling = "adik.dinas.kab.id NS ns1.anak.dinas.kab.id.\n"
    world = LINEAGE.edited("dinas.kab.id", CUT, CUT + sibling).with_zone(
        "adik.dinas.kab.id",
        "adik.dinas.kab.id SOA a. b. 1 1 1 1 1\nadik.dinas.kab.id NS ns1.anak.dinas.kab.id.\n",
        CHILD1,
    )
    walker = Walker((parse_ip(ROOT_IP),))
    run(locate(CHILD, walker), world)
    before = len(world.asked)
    again = run(locate(Fqdn("adik.dinas.kab.id"), walker), world)
    assert [str(at) for at in again.parents] == PARENTS
    upper = [
        query
        for query in world.asked[before:]
        if str(query.server) in {GRAND1, GRAND2} and query.type == "SOA"
    ]
    assert upper == []


def test_a_hostile_parent_cannot_make_us_look_a_thousand_names_up() -> None:
    """Three servers of a parent, each with forty other names for the zone's servers."""
    third = "103.2.0.9"
    more = f"dinas.kab.id NS ns3.dinas.kab.id.\nns3.dinas.kab.id A {third}\n"
    world = LINEAGE.edited("kab.id", PARENT_CUT, PARENT_CUT + more)
    for ip in (PARENT1, PARENT2, third):
        cut = "".join(f"anak.dinas.kab.id NS n{ip[-1]}{number}.lain.id.\n" for number in range(40))
        text = (
            LINEAGE.served[PARENT1]["dinas.kab.id"].replace(PARENT_CUT, PARENT_CUT + more).replace(CUT, cut)
        )
        world = world.with_zone("dinas.kab.id", text, ip)
    delegation = run(locate(CHILD, Walker((parse_ip(ROOT_IP),))), world)
    assert len(delegation.parents) == 3
    assert len(delegation.servers) == MOST_UNITED
