"""Checks run together; a delegation from its names; and the zone against the grants."""

from collections.abc import Sequence

import pytest

from provision.checks.asking import Asking, Fork, together
from provision.checks.delegation import Delegation, NameServer
from provision.checks.drift import drift
from provision.checks.walk import Walker
from provision.checks.zone import check_servers, check_zone
from provision.model.change import Change
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query
from provision.model.rrset import RRset
from provision.model.wanted import Wanted
from provision.names import Fqdn, parse_ip
from tests.checks.driving import judged, run, server
from tests.checks.tree import ROOT_IP, Tree, ips
from tests.samples import a, name, zone


def counting(label: str, batches: Sequence[int]) -> Asking[list[str]]:
    """Ask so many questions in each batch, and return the names heard."""
    heard = []
    for number, size in enumerate(batches):
        questions = [
            Query(parse_ip("103.10.0.1"), Fqdn(f"{label}{number}-{one}"), "A") for one in range(size)
        ]
        heard += [answer.query.name.text for answer in (yield questions)]
    return heard


def echo(query: Query) -> Answer:
    return Answer(query, rcode="NOERROR")


@pytest.mark.parametrize(
    "batches",
    [[], [()], [(1,)], [(0,), (2,)], [(), (1, 2, 3), (2,)], [(3, 1), (1, 3), ()], [(0, 0, 1), (1, 0, 0)]],
)
def test_together_each_hears_its_own(batches: Sequence[Sequence[int]]) -> None:
    found = run(together([counting(f"x{n}-", sizes) for n, sizes in enumerate(batches)]), echo)
    assert found == [run(counting(f"x{n}-", sizes), echo) for n, sizes in enumerate(batches)]


def test_together_asks_side_by_side() -> None:
    asking = together([counting("a", [1, 1]), counting("b", [2]), counting("c", [])])
    assert isinstance(next(asking), Fork)
    batch = asking.send(())
    assert [query.name.text for query in batch] == ["a0-0", "b0-0", "b0-1"]
    assert [query.name.text for query in asking.send([echo(query) for query in batch])] == ["a1-0"]


ZONES = {
    "": "id NS a.dns.id\na.dns.id A 103.10.0.1\ngone NS a.gone",
    "id": """
        go.id NS ns1.go.id
        go.id NS ns2.go.id
        ns1.go.id A 103.10.0.2
        ns2.go.id A 103.10.0.3
        far.id NS ns1.go.id
        far.id NS ns.lost.id
        apart.id NS x.apart.id
    """,
    "go.id": """
        go.id SOA a. b. 1 1 1 1 1
        go.id NS ns1.go.id
        go.id NS ns2.go.id
        ns1.go.id A 103.10.0.2
        ns2.go.id A 103.10.0.3
    """,
    "far.id": "far.id SOA a. b. 1 1 1 1 1\nfar.id NS ns1.go.id",
}
SERVED = {ROOT_IP: [""], "103.10.0.1": ["id"], "103.10.0.2": ["go.id", "far.id"], "103.10.0.3": ["go.id"]}
TREE = Tree(ZONES, SERVED)

CHECKED = [
    ("in order", "go.id", [], "id", []),
    ("its faults", "far.id", [], "id", ["EXTRA_NAME_PARENT", "CAN_NOT_BE_RESOLVED"]),
    ("as if the parent said so", "far.id", [server("ns1.go.id"), server("ns2.go.id")], "id",
     ["IS_NOT_AUTHORITATIVE", "EXTRA_NAME_PARENT"]),
    ("not there", "x.id", [], "id", ["B01_NO_CHILD"]),
    ("nobody answers on the way", "x.gone", [], None, ["B01_PARENT_UNDETERMINED"]),
    ("nobody answers, but the servers are told", "go.id", [server("ns1.go.id", glue=["103.10.0.2"]), server("ns2.go.id", glue=["103.10.0.3"])], "id", []),
    ("without glue", "apart.id", [], "id",
     ["B02_NO_WORKING_NS", "NOT_ENOUGH_NS_DEL", "CAN_NOT_BE_RESOLVED"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("apex", "servers", "parent", "tags"), [row[1:] for row in CHECKED], ids=[row[0] for row in CHECKED]
)
def test_check_zone(
    apex: str, servers: Sequence[NameServer], parent: str | None, tags: Sequence[str]
) -> None:
    checked = run(check_zone(Fqdn(apex), Walker(ips(ROOT_IP)), servers), TREE)
    assert (checked.zone.text, checked.parent and checked.parent.text) == (apex, parent)
    assert [tag for tag, _, _ in judged(checked.findings)] == tags


def test_servers_inside_are_asked_at_their_glue_and_others_where_they_are_found() -> None:
    seen: list[Delegation] = []

    def check(delegation: Delegation) -> Asking[list[Finding]]:
        seen.append(delegation)
        yield []
        return []

    told = [server("ns.x.id", glue=["103.10.0.9"]), server("ns1.go.id", glue=["103.10.0.8"])]
    run(check_servers(Fqdn("x.id"), told, Walker(ips(ROOT_IP)), ips=ips("103.10.0.7"), checks=[check]), TREE)
    inside = server("ns.x.id", "103.10.0.9", glue=["103.10.0.9"])
    assert seen == [Delegation(Fqdn("x.id"), (inside, server("ns1.go.id", "103.10.0.2")), ips("103.10.0.7"))]


WANTED = Wanted("subdomain:a", frozenset({name("a")}), (a("a"),))
DRIFT = [
    ("as wanted", WANTED, [a("a")], []),
    ("missing", WANTED, [], [("RECORD_MISSING", Level.ERROR, Change(None, a("a")))]),
    ("other value", WANTED, [a("a", "103.94.10.9")], [("RECORD_DIFFERS", Level.ERROR, Change(a("a", "103.94.10.9"), a("a")))]),
    ("other TTL", WANTED, [a("a", ttl=9)], [("RECORD_DIFFERS", Level.NOTICE, Change(a("a", ttl=9), a("a")))]),
    ("left over", Wanted("subdomain:a", frozenset({name("a")}), ()), [a("a")], [("RECORD_UNWANTED", Level.ERROR, Change(a("a"), None))]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "seen", "found"), [row[1:] for row in DRIFT], ids=[row[0] for row in DRIFT]
)
def test_drift(wanted: Wanted, seen: Sequence[RRset], found: list[tuple[str, Level, Change]]) -> None:
    findings = drift(wanted, zone(*seen))
    judged(findings)
    assert [(finding.tag, finding.level, finding.change) for finding in findings] == found
    assert all(finding.args == {"grant": "subdomain:a", "type": "A"} for finding in findings)
