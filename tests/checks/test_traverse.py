"""The way from the root is bounded, whatever servers on it say; what was not asked is remembered as such."""

import time
from collections.abc import Callable, Sequence

import pytest

from provision.checks.hosts import MOST_SERVERS
from provision.checks.traverse import MOST_ASKED, longer, traverse
from provision.checks.walk import Walker
from provision.checks.way import Way
from provision.engine.ask import Asker
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.driving import run

MOST_QUESTIONS = 3000
LONG = Fqdn(".".join(f"a{number}" for number in range(60)))
ROOTS = tuple(parse_ip(f"103.0.0.{number}") for number in range(26))
SOA = "a. b. 1 1 1 1 1"


def zone_of(query: Query) -> Answer:
    """Answer for every name as for a zone of its own."""
    values = (
        [SOA]
        if query.type == "SOA"
        else [f"{letter}.{query.name.text}".rstrip(".") + "." for letter in "abcdefgh"]
    )
    rrset = RRset.of(query.name, query.type, 60, values)
    glue = tuple(
        RRset.of(name, "A", 60, [f"103.{len(query.name.labels)}.0.{number}"]) for number, name in enumerate(rrset.targets)
    ) if query.type == "NS" else ()  # fmt: skip
    return Answer(query, rcode="NOERROR", authoritative=True, answer=(rrset,), additional=glue)


def nothing(query: Query) -> Answer:
    """Answer for the root alone as for a zone, and with authority that every other name holds nothing."""
    return zone_of(query) if not query.name.text else Answer(query, rcode="NOERROR", authoritative=True)


def fan(query: Query) -> Answer:
    """Refer each name to a thousand servers, every one at an address of its own, which refer on."""
    if not query.name.text or query.type == "NS":
        return zone_of(query)
    if int(query.server) >> 16 & 0xFF >= len(query.name.labels) + 100:
        return zone_of(query)
    names = [Fqdn(f"n{number}.x") for number in range(1000)]
    glue = tuple(
        RRset.of(name, "A", 60, [f"103.{len(query.name.labels)}.{number >> 8}.{number & 0xFF}"])
        for number, name in enumerate(names)
    )
    return Answer(
        query, rcode="NOERROR", authority=(RRset.hosts(query.name, "NS", 60, names),), additional=glue
    )


def loop(query: Query) -> Answer:
    """Refer every name to the servers that were asked."""
    if not query.name.text:
        return zone_of(query)
    cut = RRset.hosts(query.name, "NS", 60, [Fqdn("root.x")])
    return Answer(
        query,
        rcode="NOERROR",
        authority=(cut,),
        additional=(RRset.of(Fqdn("root.x"), "A", 60, [str(query.server)]),),
    )


def bare(query: Query) -> Answer:
    """Refer every name to servers whose addresses must be looked up behind such referrals."""
    if not query.name.text:
        return zone_of(query)
    names = [Fqdn(f"n{number}.{query.name.text}") for number in range(40)]
    return Answer(query, rcode="NOERROR", authority=(RRset.hosts(query.name, "NS", 60, names),))


class Dns:
    """A hostile world."""

    def __init__(self, answers: Callable[[Query], Answer]) -> None:
        self.answers, self.asked = answers, 0

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.asked += len(queries)
        return [self.answers(query) for query in queries]


@pytest.mark.parametrize("answers", [zone_of, nothing, fan, loop, bare])
def test_it_ends_and_soon(answers: Callable[[Query], Answer]) -> None:
    """Within its bounds by itself, and in little time where a budget ends it."""
    dns, began = Dns(answers), time.process_time()
    asker = Asker(dns, MOST_QUESTIONS)
    way = asker.run(traverse(LONG, Walker(ROOTS)))
    assert dns.asked <= MOST_QUESTIONS
    assert len(way.asked) + len(way.unasked) <= MOST_ASKED + MOST_SERVERS
    assert time.process_time() - began < 10
    assert asker.cut_short is (answers is bare)


def test_a_way_too_long_says_that_it_was_cut() -> None:
    way = run(traverse(LONG, Walker(ROOTS)), zone_of)
    assert (way.cut_short, way.found, way.unknown) == (True, False, False)


@pytest.mark.parametrize(
    ("silence", "asked", "unasked"),
    [
        (Silence.TIMEOUT, 26, 0),
        (Silence.NO_FAMILY, 0, 26),
        (Silence.BUDGET, 0, 26),
        (Silence.NOT_PUBLIC, 0, 26),
    ],
)
def test_silence_everywhere(silence: Silence, asked: int, unasked: int) -> None:
    way = run(traverse(LONG, Walker(ROOTS)), lambda query: Answer(query, silence))
    assert (len(way.asked), len(way.misfits), len(way.unasked)) == (asked, asked, unasked)
    assert (way.found, way.parent, way.unknown) == (False, None, bool(unasked))
    assert way.unseen == (way.unasked if silence is Silence.NO_FAMILY else ())


def test_what_a_budget_left_out_is_asked_for_the_next_zone() -> None:
    walker = Walker(ROOTS)
    assert run(traverse(Fqdn("id"), walker), lambda query: Answer(query, Silence.BUDGET)).unasked
    assert (walker.levels, walker.steps) == ({}, {})
    assert run(traverse(Fqdn("id"), walker), zone_of).found


def test_a_label_more() -> None:
    names = [Fqdn("")]
    while names[-1] != Fqdn("a.b.c"):
        names.append(longer(Fqdn("a.b.c"), names[-1]))
    assert [name.text for name in names] == ["", "c", "b.c", "a.b.c"]


def test_nothing_seen() -> None:
    assert (Way().found, Way().parent, Way().parents, Way().unknown) == (False, None, (), False)
