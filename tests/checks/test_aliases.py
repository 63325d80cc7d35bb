"""Aliases of name servers, after Zonemaster's scenarios for its recursor: followed, or told why not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from provision.checks.aliases import MOST_ALIASES, MOST_RECORDS
from provision.checks.resolve import resolve
from provision.checks.walk import Walker
from provision.model.query import Answer, Query
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import NS2_4, PENYEDIA_IP, PENYEDIA_ZONE, ROOT_IP, World
from tests.checks.driving import run
from tests.checks.tree import sets

NAME = Fqdn("ns.penyedia.id")
IP = "103.94.11.77"


def chained(query: Query, answer: Answer, records: Sequence[RRset]) -> Answer:
    """Answer with the whole chain of aliases, as authorities do, and what it ends at."""
    chain, name = [], query.name
    while alias := next((one for one in records if one.key == (name, "CNAME") and one not in chain), None):
        chain.append(alias)
        name = alias.targets[0]
    ends = [one for one in records if one.key == (name, query.type)]
    return replace(answer, rcode="NOERROR", answer=(*chain, *ends), authority=()) if chain else answer


def whole(text: str, *, chain: bool = True) -> World:
    """Return the world whose provider has these records; `chain` tells whether it answers chains as a whole."""
    world = World().with_zone("penyedia.id", f"{PENYEDIA_ZONE}\n{text}", PENYEDIA_IP)
    records = sets(text)
    meant = {PENYEDIA_IP} if chain else set()
    return world.with_fault(
        lambda query, answer: chained(query, answer, records) if str(query.server) in meant else answer
    )


def as_answered(text: str) -> World:
    """Return the world whose provider answers these very records to every question about addresses of `a`."""
    records = sets(text)
    return World().with_fault(
        lambda query, answer: (
            replace(answer, rcode="NOERROR", authoritative=True, answer=records, authority=())
            if (str(query.server), query.name.text) == (PENYEDIA_IP, "a.penyedia.id")
            else answer
        )
    )


def chain_of(count: int) -> str:
    names = ["a", *(f"c{number}" for number in range(1, count))]
    links = [
        f"{name}.penyedia.id CNAME {then}.penyedia.id."
        for name, then in zip(names, [*names[1:], "z"], strict=True)
    ]
    return "\n".join([*links, f"z.penyedia.id A {IP}"])


GOOD: Mapping[str, World] = {
    "one": whole(chain_of(1)),
    "three": whole(chain_of(3)),
    "three, link by link": whole(chain_of(3), chain=False),
    "as many as may be": whole(chain_of(MOST_RECORDS)),
    "into another zone": whole(f"a.penyedia.id CNAME z.go.id.\nz.penyedia.id A {IP}").edited("go.id", "go.id SOA", f"z.go.id A {IP}\ngo.id SOA"),
}  # fmt: skip
BAD: Mapping[str, tuple[World, str, Mapping[str, str]]] = {
    "two aliases": (whole("a.penyedia.id CNAME x.penyedia.id.\na.penyedia.id CNAME y.penyedia.id."),
                    "CNAME_RECORDS_MULTIPLE_FOR_NAME", {"name": "a.penyedia.id"}),
    "of itself": (whole("a.penyedia.id CNAME a.penyedia.id."), "CNAME_LOOP_INNER", {"name": "a.penyedia.id", "target": "a.penyedia.id"}),
    "of one another": (whole("a.penyedia.id CNAME b.penyedia.id.\nb.penyedia.id CNAME a.penyedia.id."),
                       "CNAME_LOOP_INNER", {"name": "b.penyedia.id", "target": "a.penyedia.id"}),
    "a circle further on": (whole("a.penyedia.id CNAME b.penyedia.id.\nb.penyedia.id CNAME c.penyedia.id.\nc.penyedia.id CNAME b.penyedia.id."),
                            "CNAME_LOOP_INNER", {"name": "c.penyedia.id", "target": "b.penyedia.id"}),
    "a circle over two zones": (
        whole("a.penyedia.id CNAME b.go.id.").edited("go.id", "go.id SOA", "b.go.id CNAME a.penyedia.id.\ngo.id SOA"),
        "CNAME_LOOP_OUTER", {"name": "b.go.id", "target": "a.penyedia.id", "targets_list": "a.penyedia.id;b.go.id"}),
    "too many at once": (whole(chain_of(MOST_RECORDS + 1)), "CNAME_RECORDS_TOO_MANY", {"name": "a.penyedia.id"}),
    "too many one after another": (whole(chain_of(MOST_ALIASES), chain=False), "CNAME_CHAIN_TOO_LONG", {"name": "a.penyedia.id"}),
    "addresses of another name": (as_answered(f"a.penyedia.id CNAME b.penyedia.id.\nz.penyedia.id A {IP}"),
                                  "CNAME_NO_MATCH", {"name": "a.penyedia.id", "target": "b.penyedia.id", "owner_names": "z.penyedia.id"}),
    "a link is missing": (as_answered(f"a.penyedia.id CNAME b.penyedia.id.\nc.penyedia.id CNAME z.penyedia.id.\nz.penyedia.id A {IP}"),
                          "CNAME_RECORDS_CHAIN_BROKEN", {"name": "a.penyedia.id"}),
}  # fmt: skip
NEITHER: Mapping[str, World] = {
    "the target is not there": whole("a.penyedia.id CNAME x.penyedia.id."),
    "the target has no address": whole("a.penyedia.id CNAME x.penyedia.id.\nx.penyedia.id TXT x"),
    "an alias of another name": as_answered(f"b.penyedia.id CNAME z.penyedia.id.\nz.penyedia.id A {IP}"),
}
A = Fqdn("a.penyedia.id")


@pytest.mark.parametrize("world", GOOD.values(), ids=GOOD)
def test_followed(world: World) -> None:
    walker = Walker((parse_ip(ROOT_IP),))
    found = run(walker.addresses(A), world)
    assert ([str(ip) for ip in found.addresses], walker.troubles) == ([IP], {})
    assert found.alias


@pytest.mark.parametrize(("world", "tag", "args"), BAD.values(), ids=BAD)
def test_not_followed(world: World, tag: str, args: Mapping[str, str]) -> None:
    walker = Walker((parse_ip(ROOT_IP),))
    found = run(walker.addresses(A), world)
    assert found.addresses == ()
    assert (walker.troubles[A].tag, dict(walker.troubles[A].args)) == (tag, args)
    answer = run(resolve(A, "A", walker), world)
    assert answer is None or answer.asked is None


@pytest.mark.parametrize("world", NEITHER.values(), ids=NEITHER)
def test_what_leads_nowhere_without_fault(world: World) -> None:
    walker = Walker((parse_ip(ROOT_IP),))
    assert (run(walker.addresses(A), world).addresses, walker.troubles) == ((), {})


def test_an_alias_beside_the_address_is_no_matter() -> None:
    world = as_answered(f"a.penyedia.id A {IP}\nb.penyedia.id CNAME c.penyedia.id.")
    walker = Walker((parse_ip(ROOT_IP),))
    assert [str(ip) for ip in run(walker.addresses(A), world).addresses] == [IP]
    assert NS2_4 != IP
