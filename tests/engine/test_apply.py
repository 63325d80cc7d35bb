"""Plans in messages, each journaled; and what an interrupted run left open."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from provision.decide.status import NOT_DONE
from provision.engine.apply import DONE, FOUND_DONE, Journal, carry_out, is_done, settle
from provision.errors import NoAnswer, NotVerified, Stale, Unsafe
from provision.i18n import Text
from provision.ledger import Ledger, open_ledger
from provision.model.change import Change
from provision.model.event import Kind
from provision.model.plan import GrantChanges, Plan
from tests.engine.fakes import Clock, Ignoring, Parent, opened, without_soa
from tests.samples import APEX, a, ns, zone


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db", Clock()) as book:
        yield book


@pytest.fixture
def journal(ledger: Ledger) -> Journal:
    return Journal(ledger, "prakom")


def planned(ledger: Ledger, *sizes: int) -> Plan:
    """Return a plan for one request, with grants of so many changes each."""
    request = opened(ledger, "g0")
    groups = [
        GrantChanges(
            f"subdomain:g{grant}.{APEX}",
            tuple(Change(None, a(f"x{number}.g{grant}")) for number in range(size)),
        )
        for grant, size in enumerate(sizes)
    ]
    return Plan((str(request.id),), APEX, tuple(groups))


def outcomes(ledger: Ledger) -> list[str]:
    return [event.body["outcome"] for event in ledger.events(kind=Kind.DONE) if event.body]


SPLITS = [
    ([2, 2, 2], 10, [6]),
    ([2, 2, 2], 6, [6]),
    ([2, 2, 2], 5, [2, 4]),
    ([2, 2, 2], 3, [2, 2, 2]),
    ([1, 3, 1, 1], 3, [1, 3, 2]),
    ([3], 3, [3]),
    ([1] * 7, 2, [1, 2, 2, 2]),
    ([], 1, []),
    ([0], 1, []),
]


@pytest.mark.parametrize(("sizes", "most", "messages"), SPLITS)
def test_messages(sizes: list[int], most: int, messages: list[int], ledger: Ledger, journal: Journal) -> None:
    plan, parent = planned(ledger, *sizes), Parent(zone(), most=most)
    after = carry_out(plan, parent, zone(), journal)
    assert [len(changes) for changes, _ in parent.sent] == messages
    assert [change for changes, _ in parent.sent for change in changes] == plan.changes
    assert without_soa(after) == without_soa(zone().after(plan.changes))
    assert outcomes(ledger) == [DONE] * len(messages)
    assert ledger.open_intents() == []


def test_a_grants_changes_are_never_split(ledger: Ledger, journal: Journal) -> None:
    parent = Parent(zone(), most=3)
    with pytest.raises(Unsafe, match=r"subdomain:g1\."):
        carry_out(planned(ledger, 1, 4), parent, zone(), journal)
    assert [len(changes) for changes, _ in parent.sent] == [1]
    assert ledger.open_intents() == []


def test_the_intent_is_written_before_the_message_leaves(ledger: Ledger, journal: Journal) -> None:
    open_then: list[int] = []
    parent = Parent(zone())
    parent.fail = lambda number: open_then.append(len(ledger.open_intents()))
    carry_out(planned(ledger, 1), parent, zone(), journal)
    assert open_then == [1]


def no_answer(number: int) -> None:
    if number == 2:
        raise NoAnswer(Text("lost"))


def test_a_lost_answer_is_looked_up_in_the_zone(ledger: Ledger, journal: Journal) -> None:
    parent = Parent(zone(), most=1)
    parent.lose = no_answer
    carry_out(planned(ledger, 1, 1, 1), parent, zone(), journal)
    assert outcomes(ledger) == [DONE] * 3


def test_a_lost_question_stops_the_run(ledger: Ledger, journal: Journal) -> None:
    parent = Parent(zone(), most=1)
    parent.fail = no_answer
    with pytest.raises(NoAnswer):
        carry_out(planned(ledger, 1, 1, 1), parent, zone(), journal)
    assert outcomes(ledger) == [DONE, NOT_DONE]
    assert ledger.open_intents() == []


def test_where_the_zone_cannot_be_read_either_the_intent_stays_open(ledger: Ledger, journal: Journal) -> None:
    class Gone(Parent):
        def read(self) -> None:  # type: ignore[override]
            raise NoAnswer(Text("gone"))

    parent = Gone(zone())
    with pytest.raises(NoAnswer):
        carry_out(planned(ledger, 1), parent, zone(), journal)
    assert len(ledger.open_intents()) == 1


@pytest.mark.parametrize(
    ("parent", "error"), [(Ignoring(zone()), NotVerified), (Parent(zone(a("x0.g0", "103.94.10.9"))), Stale)]
)
def test_a_failure_is_written_down(
    parent: Parent, error: type[Exception], ledger: Ledger, journal: Journal
) -> None:
    with pytest.raises(error):
        carry_out(planned(ledger, 1, 1), parent, zone(), journal)
    assert (outcomes(ledger), ledger.open_intents()) == ([NOT_DONE], [])


@pytest.mark.parametrize("arrived", [True, False])
def test_what_was_interrupted_is_settled_by_the_zone(
    ledger: Ledger, journal: Journal, *, arrived: bool
) -> None:
    class Killed(BaseException):
        pass

    def kill(_: int) -> None:
        raise Killed

    plan, parent = planned(ledger, 2), Parent(zone())
    if arrived:
        parent.lose = kill
    else:
        parent.fail = kill
    with pytest.raises(Killed):
        carry_out(plan, parent, zone(), journal)
    assert len(ledger.open_intents()) == 1
    other = opened(ledger, "other", number="2")
    assert list(settle({str(other.id)}, parent.read(), journal)) == []
    assert list(settle({*plan.requests}, parent.read(), journal)) == [plan]
    assert outcomes(ledger) == [FOUND_DONE if arrived else NOT_DONE]
    assert list(settle({*plan.requests}, parent.read(), journal)) == []


def test_another_zones_intent_is_left_alone(ledger: Ledger, journal: Journal) -> None:
    plan = planned(ledger, 1)
    journal.begin(Plan(plan.requests, APEX.parent, plan.groups))
    assert list(settle({*plan.requests}, zone(), journal)) == []
    assert len(ledger.open_intents()) == 1


DONE_OR_NOT: Sequence[tuple[Change, bool]] = [
    (Change(None, a("a")), True),
    (Change(None, a("a", ttl=60)), False),
    (Change(None, a("b")), False),
    (Change(a("b"), None), True),
    (Change(a("a"), None), False),
    (Change(ns("a"), None), True),
]


@pytest.mark.parametrize(("change", "done"), DONE_OR_NOT)
def test_is_done(change: Change, *, done: bool) -> None:
    assert is_done([change], zone(a("a"))) is done
    assert is_done([Change(None, a("a")), change], zone(a("a"))) is done
