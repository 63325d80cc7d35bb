"""Checks run together; and the zone against the grants."""

from collections.abc import Sequence

import pytest

from provision.checks.asking import Asking, Fork, together
from provision.checks.drift import drift
from provision.model.change import Change
from provision.model.finding import Level
from provision.model.query import Answer, Query
from provision.model.rrset import RRset
from provision.model.wanted import Wanted
from provision.names import Fqdn, parse_ip
from tests.checks.driving import judged, run
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
