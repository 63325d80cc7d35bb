"""Walks from the root: by referrals with glue and without, through aliases, and never for ever."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from provision.checks.delegation import NameServer
from provision.checks.walk import AT_ONCE, MOST_REFERRALS, Walker
from provision.engine.ask import MOST_QUERIES, Asker
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.driving import run
from tests.checks.tree import ROOT_IP, Tree, ips

ZONES = {
    "": """
        id NS a.dns.id
        a.dns.id A 10.0.0.1
        net NS a.net
        a.net A 10.0.0.2
        loop NS ns.loop2
        loop2 NS ns.loop
        dead NS ns.dead
        ns.dead A 10.0.0.99
    """,
    "id": """
        go.id NS ns.net
        penyedia.id NS ns1.penyedia.id
        penyedia.id NS ns2.penyedia.id
        ns1.penyedia.id A 10.0.0.4
        ns1.penyedia.id AAAA 2001:db8::4
        ns2.penyedia.id A 10.0.0.5
        up.id NS a.up.id
    """,
    "net": """
        ns.net A 10.0.0.3
        ns.net AAAA 2001:db8::3
        alias.net CNAME deep.net
        deep.net CNAME ns1.penyedia.id
        one.net CNAME two.net
        two.net CNAME one.net
        self.net CNAME self.net
        root.net CNAME .
        c1.net CNAME c2.net
        c2.net CNAME c3.net
        c3.net CNAME c4.net
        c4.net CNAME c5.net
        c5.net CNAME c6.net
        c6.net CNAME c7.net
        c7.net CNAME c8.net
        c8.net CNAME c9.net
        c9.net CNAME c10.net
        c10.net CNAME ns.net
        lost.net CNAME nowhere.net
        mapped.net AAAA ::ffff:10.0.0.9
    """,
    "go.id": """
        dinkes.go.id NS ns1.penyedia.id
        www.go.id A 10.0.0.80
    """,
    "penyedia.id": """
        ns1.penyedia.id A 10.0.0.4
        ns1.penyedia.id AAAA 2001:db8::4
        ns2.penyedia.id A 10.0.0.5
    """,
    "dinkes.go.id": """
        dinkes.go.id A 10.0.0.81
        dinkes.go.id NS ns1.penyedia.id
    """,
}
SERVED = {
    ROOT_IP: [""],
    "10.0.0.1": ["id"],
    "10.0.0.2": ["net"],
    "10.0.0.3": ["go.id"],
    "2001:db8::3": ["go.id"],
    "10.0.0.4": ["penyedia.id", "dinkes.go.id"],
    "2001:db8::4": ["penyedia.id", "dinkes.go.id"],
    "10.0.0.5": ["penyedia.id"],
}
TREE = Tree(ZONES, SERVED)
WALKER = Walker(ips(ROOT_IP))  # it remembers: see test_what_was_found_is_remembered

WALKS = [
    ("by glue", "ns1.penyedia.id", "A", None, "penyedia.id", ["10.0.0.4"]),
    ("without glue", "www.go.id", "A", None, "go.id", ["10.0.0.80"]),
    ("without glue twice", "dinkes.go.id", "A", None, "dinkes.go.id", ["10.0.0.81"]),
    ("to the referral", "dinkes.go.id", "NS", "dinkes.go.id", "go.id", []),
    ("not there", "x.go.id", "A", None, "go.id", []),
    ("another type", "www.go.id", "AAAA", None, "go.id", []),
    ("no such top", "x.example", "A", None, "", []),
    ("glue that hangs in the air", "x.up.id", "A", None, None, []),
    ("two zones that wait for each other", "x.loop", "A", None, None, []),
    ("nobody at home", "x.dead", "A", None, None, []),
]


@pytest.mark.parametrize(
    ("name", "rtype", "stop", "zone", "values"), [row[1:] for row in WALKS], ids=[row[0] for row in WALKS]
)
def test_walk(name: str, rtype: str, stop: str | None, zone: str | None, values: Sequence[str]) -> None:
    found = run(WALKER.walk(Fqdn(name), rtype, stop=Fqdn(stop) if stop else None), TREE)
    assert (found and found.zone.text) == zone
    assert [value for rrset in (found.answer.answer if found else ()) for value in rrset.values] == values


def test_a_walk_ends_with_the_servers_that_answered() -> None:
    found = run(WALKER.walk(Fqdn("www.go.id"), "A"), TREE)
    assert found
    assert found.servers == ips("10.0.0.3", "2001:db8::3")
    referred = run(WALKER.walk(Fqdn("dinkes.go.id"), "NS", stop=Fqdn("dinkes.go.id")), TREE)
    assert referred
    assert [rrset.key for rrset in referred.answer.authority] == [(Fqdn("dinkes.go.id"), "NS")]


HOSTS = [
    ("ns1.penyedia.id", ["10.0.0.4", "2001:db8::4"], None),
    ("alias.net", ["10.0.0.4", "2001:db8::4"], "deep.net"),
    ("lost.net", [], "nowhere.net"),
    ("one.net", [], "two.net"),
    ("self.net", [], "self.net"),
    ("root.net", [], ""),
    ("c2.net", ["10.0.0.3", "2001:db8::3"], "c3.net"),
    ("c1.net", [], "c2.net"),
    ("nowhere.net", [], None),
    ("x.loop", [], None),
    ("mapped.net", ["::ffff:10.0.0.9"], None),
]


@pytest.mark.parametrize(("name", "addresses", "alias"), HOSTS)
def test_addresses(name: str, addresses: Sequence[str], alias: str | None) -> None:
    found = run(WALKER.addresses(Fqdn(name)), TREE)
    told = [ip.ipv4_mapped or ip if ip.version == 6 else ip for ip in found.addresses]
    assert [str(ip) for ip in told] == [ip.removeprefix("::ffff:") for ip in addresses]
    assert found == NameServer(Fqdn(name), found.addresses, alias=None if alias is None else Fqdn(alias))


def test_no_resolver_is_asked() -> None:
    tree = Tree(ZONES, SERVED)
    run(WALKER.addresses(Fqdn("alias.net")), tree)
    assert not any(query.recurse or query.tcp or query.port != 53 for query in tree.asked)
    assert {str(query.server) for query in tree.asked} <= set(SERVED)


def test_what_was_found_is_remembered() -> None:
    tree, walker = Tree(ZONES, SERVED), Walker(ips(ROOT_IP))
    first = run(walker.walk(Fqdn("www.go.id"), "A"), tree)
    asked = len(tree.asked)
    assert run(walker.walk(Fqdn("www.go.id"), "A"), tree) == first
    assert len(tree.asked) - asked == 4
    assert walker == Walker(walker.roots)


def test_a_few_servers_are_asked_at_a_time_until_one_answers() -> None:
    dead = [f"10.9.9.{number}" for number in range(AT_ONCE + 1)]
    tree = Tree(ZONES, SERVED)
    assert run(Walker(ips(*dead, ROOT_IP, "10.9.9.98", "10.9.9.99")).walk(Fqdn("x.example"), "A"), tree)
    assert [str(query.server) for query in tree.asked] == [*dead, ROOT_IP, "10.9.9.98"]
    assert run(Walker(ips(*dead)).walk(Fqdn("x.example"), "A"), Tree(ZONES, SERVED)) is None


@pytest.mark.parametrize("rcode", ["SERVFAIL", "REFUSED", "NOTAUTH"])
def test_an_answer_that_says_no_is_not_usable(rcode: str) -> None:
    def answers(query: Query) -> Answer:
        return Answer(query, rcode=rcode) if query.server == parse_ip("10.9.9.9") else TREE(query)

    found = run(Walker(ips("10.9.9.9", ROOT_IP)).walk(Fqdn("ns.net"), "A"), answers)
    assert found
    assert found.answer.answer


NO_REFERRALS: Mapping[str, RRset] = {
    "to itself": RRset.hosts(Fqdn(""), "NS", 60, [Fqdn("a.net")]),
    "to a neighbour": RRset.hosts(Fqdn("com"), "NS", 60, [Fqdn("a.net")]),
    "below the name": RRset.hosts(Fqdn("x.ns.net"), "NS", 60, [Fqdn("a.net")]),
    "no name server": RRset.of(Fqdn("net"), "SOA", 60, ["a. b. 1 1 1 1 1"]),
}


@pytest.mark.parametrize("authority", NO_REFERRALS.values(), ids=NO_REFERRALS)
def test_what_leads_nowhere_is_no_referral(authority: RRset) -> None:
    found = run(
        WALKER.walk(Fqdn("ns.net"), "A"), lambda query: Answer(query, rcode="NOERROR", authority=(authority,))
    )
    assert found
    assert found.zone == Fqdn("")


REFERRING = (RRset.hosts(Fqdn("net"), "NS", 60, [Fqdn("a.net")]),)


@pytest.mark.parametrize(
    ("rcode", "answer"), [("NXDOMAIN", ()), ("NOERROR", (RRset.of(Fqdn("ns.net"), "A", 60, ["10.0.0.1"]),))]
)
def test_an_answer_is_no_referral_whatever_stands_beside_it(rcode: str, answer: tuple[RRset, ...]) -> None:
    found = run(
        WALKER.walk(Fqdn("ns.net"), "A"),
        lambda query: Answer(query, rcode=rcode, answer=answer, authority=REFERRING),
    )
    assert found
    assert found.zone == Fqdn("")


def deeper(query: Query, *targets: Fqdn, glue: bool) -> Answer:
    """Return a referral one label deeper than the server's address tells; glue leads one address on."""
    level = int(query.server) & 0xFF
    labels = query.name.labels
    if level >= len(labels):
        return Answer(query, rcode="NOERROR", authoritative=True)
    cut = Fqdn(".".join(labels[len(labels) - 1 - level :]))
    found = targets or (Fqdn("ns.hostile"),)
    on = RRset.of(found[0], "A", 60, [f"10.0.0.{level + 1}"])
    return Answer(
        query,
        rcode="NOERROR",
        authority=(RRset.hosts(cut, "NS", 60, found),),
        additional=(on,) if glue else (),
    )


LONG = Fqdn(".".join(["a"] * 60 + ["hostile"]))
HOSTILE = Walker(ips("10.0.0.0"))


def test_endless_referrals_end() -> None:
    asked = []

    def answers(query: Query) -> Answer:
        asked.append(query)
        return deeper(query, glue=True)

    assert run(HOSTILE.walk(LONG, "A"), answers) is None
    assert len(asked) == MOST_REFERRALS


def test_endless_referrals_without_glue_end() -> None:
    asked = []

    def answers(query: Query) -> Answer:
        asked.append(query)
        return deeper(query, *(Fqdn(f"{label}.{query.name}") for label in "xyzuvw"), glue=False)

    assert run(HOSTILE.walk(LONG, "A"), answers) is None
    assert len(asked) <= 2 * 6**4


class Dns:
    """A hostile world: most referrals have no glue, and their servers are behind such referrals, too."""

    def __init__(self) -> None:
        self.asked = 0

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.asked += len(queries)
        return [replace(self._answer(query), query=query) for query in queries]

    def _answer(self, query: Query) -> Answer:
        if query.name.labels[0] == "good":
            on = RRset.of(query.name, "A", 60, [f"10.0.0.{int(query.name.labels[1]) + 1}"])
            return Answer(query, rcode="NOERROR", authoritative=True, answer=(on,))
        level = int(query.server) & 0xFF
        bad = [Fqdn(".".join([label] + ["a"] * 14 + ["hostile"])) for label in "xy"]
        answer = deeper(query, *bad, glue=False)
        cut = answer.authority[0] if answer.authority else None
        if cut is None:
            return answer
        good = RRset(cut.name, "NS", 60, (*(f"{name}." for name in bad), f"good.{level}."))
        return replace(answer, authority=(good,))


def test_a_world_that_leads_in_circles_is_left_soon() -> None:
    dns = Dns()
    asker = Asker(dns, MOST_QUERIES)
    asker.run(Walker(ips("10.0.0.0")).walk(Fqdn(".".join(["x"] + ["a"] * 14 + ["hostile"])), "A"))
    assert dns.asked <= MOST_QUERIES


def test_silence_everywhere() -> None:
    assert run(WALKER.walk(Fqdn("a.id"), "A"), lambda query: Answer(query, Silence.TIMEOUT)) is None


def lacking(family: int, tree: Tree) -> Callable[[Query], Answer]:
    def answers(query: Query) -> Answer:
        none = query.server.version == family
        return Answer(query, Silence.NO_FAMILY) if none else tree(query)

    return answers


SIX = Tree(
    {
        "": "id NS a.dns.id\na.dns.id A 10.0.0.1\na.dns.id AAAA 2001:db8::1",
        "id": """
            six.id NS ns.six.id
            ns.six.id AAAA 2001:df0:6::6
            both.id NS ns.both.id
            ns.both.id A 10.0.0.7
            ns.both.id AAAA 2001:db8::7
            under.id NS ns.six.id
            lost.id NS ns.lost.id
            alias.id CNAME www.six.id
        """,
        "six.id": "www.six.id A 10.0.0.80\nns.six.id AAAA 2001:df0:6::6",
        "both.id": "www.both.id A 10.0.0.81",
        "under.id": "www.under.id A 10.0.0.82",
    },
    {
        ROOT_IP: [""],
        "10.0.0.1": ["id"],
        "2001:db8::1": ["id"],
        "2001:df0:6::6": ["six.id", "under.id"],
        "10.0.0.7": ["both.id"],
        "2001:db8::7": ["both.id"],
    },
)
LOOKED_UP = [
    ("www.both.id", 6, ["10.0.0.81"], None),
    ("www.six.id", 4, [], 4),  # the root of this tree is IPv4 alone
    ("www.six.id", 6, [], 6),
    ("www.under.id", 6, [], 6),
    ("www.lost.id", 6, [], None),
    ("www.nowhere.id", 6, [], None),
    ("alias.id", 6, [], 6),
]


@pytest.mark.parametrize(("name", "lacks", "addresses", "unseen"), LOOKED_UP)
def test_what_cannot_be_looked_up_from_here_is_not_said_to_be_missing(
    name: str, lacks: int, addresses: Sequence[str], unseen: int | None
) -> None:
    found = run(Walker(ips(ROOT_IP)).addresses(Fqdn(name)), lacking(lacks, SIX))
    assert ([str(address) for address in found.addresses], found.unseen) == (addresses, unseen)
    seen = run(Walker(ips(ROOT_IP)).addresses(Fqdn(name)), SIX)
    assert seen.unseen is None
