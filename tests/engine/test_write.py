"""One update: compare and swap, then read again."""

from collections.abc import Sequence
from contextlib import nullcontext

import pytest

from provision.decide.guard import Guard, Must, guards, serial_guard
from provision.engine.write import TRIES, write
from provision.errors import NoAnswer, NotVerified, Stale, Unsafe
from provision.i18n import Text
from provision.model.change import Change
from provision.model.rrset import RRset
from tests.engine.fakes import Ignoring, Parent, without_soa
from tests.samples import APEX, a, cname, name, ns, txt, zone

NEW = [Change(None, a("a"))]
CUT = [Change(None, ns("a", f"ns1.a.{APEX}")), Change(None, a("ns1.a"))]
STAR = [Change(None, a("*"))]
UNCUT = [Change(ns("a"), None)]


@pytest.mark.parametrize("changes", [NEW, CUT, STAR])
@pytest.mark.parametrize("compares", [True, False])
def test_written_and_read_again(changes: Sequence[Change], *, compares: bool) -> None:
    parent = Parent(zone(), compares=compares)
    after = write(parent, changes, zone())
    assert after == parent.read()
    assert without_soa(after) == without_soa(zone().after(changes))
    assert len(parent.sent) == 1


WHOLE = [
    (NEW, True, False),
    (NEW, False, False),
    (CUT, True, True),
    (CUT, False, False),
    (STAR, True, True),
    (UNCUT, True, True),
]


@pytest.mark.parametrize(("changes", "compares", "whole"), WHOLE)
def test_the_serial_is_guarded_where_a_cut_moves_and_the_server_compares_it(
    changes: Sequence[Change], *, compares: bool, whole: bool
) -> None:
    seen = zone(*[change.before for change in changes if change.before])
    parent = Parent(seen, compares=compares)
    write(parent, changes, seen)
    [(_, sent)] = parent.sent
    assert list(sent) == [*guards(changes, seen), *([serial_guard(seen)] if whole else [])]


UNRELATED = [Change(None, txt("x"))]


def test_an_unrelated_change_does_not_stop_an_address() -> None:
    parent = Parent(zone(), meanwhile=[UNRELATED])
    assert without_soa(write(parent, NEW, zone())) == without_soa(zone(a("a"), txt("x")))
    assert len(parent.sent) == 1


def test_an_unrelated_change_makes_a_cut_try_again() -> None:
    parent = Parent(zone(), meanwhile=[UNRELATED, [Change(None, txt("y"))]])
    after = write(parent, CUT, zone())
    assert without_soa(after) == without_soa(zone(txt("x"), txt("y")).after(CUT))
    serials = [guard.values[0].split()[2] for _, sent in parent.sent for guard in sent if guard.type == "SOA"]
    assert serials == ["7", "8", "9"]


@pytest.mark.parametrize(("others", "fine"), [(TRIES - 1, True), (TRIES, False)])
def test_not_for_ever(others: int, *, fine: bool) -> None:
    parent = Parent(zone(), meanwhile=[[Change(None, txt(f"x{number}"))] for number in range(others)])
    with nullcontext() if fine else pytest.raises(Stale):
        write(parent, CUT, zone())
    assert len(parent.sent) == TRIES
    assert (parent.read().get(name("a"), "NS") is not None) is fine


RELATED = [
    ("the name is taken", NEW, [Change(None, txt("a"))]),
    ("the set is there", NEW, [Change(None, a("a", "103.94.10.9"))]),
    ("taken for a cut", CUT, [Change(None, txt("a"))]),
    ("a name below the new cut", CUT, [Change(None, a("www.a"))]),
    ("a cut above", [Change(None, a("b.a"))], [Change(None, ns("a"))]),
    (
        "a DNAME above",
        [Change(None, a("b.a"))],
        [Change(None, RRset.hosts(name("a"), "DNAME", 60, [name("x")]))],
    ),
]


@pytest.mark.parametrize(("changes", "other"), [row[1:] for row in RELATED], ids=[row[0] for row in RELATED])
def test_a_related_change_makes_it_stale(changes: Sequence[Change], other: Sequence[Change]) -> None:
    parent = Parent(zone(), meanwhile=[other])
    with pytest.raises(Stale):
        write(parent, changes, zone())
    assert len(parent.sent) == 1
    assert without_soa(parent.read()) == without_soa(zone().after(other))


def test_what_replaces_is_guarded_by_value() -> None:
    parent = Parent(zone(a("a")), meanwhile=[[Change(a("a"), a("a", "103.94.10.9"))]])
    with pytest.raises(Stale):
        write(parent, [Change(a("a"), a("a", "103.94.10.7"))], zone(a("a")))


@pytest.mark.parametrize(
    "changes", [NEW, CUT, STAR, [Change(a("b"), None)], [Change(a("b"), a("b", ttl=60))]]
)
@pytest.mark.parametrize("compares", [True, False])
def test_yes_is_not_believed(changes: Sequence[Change], *, compares: bool) -> None:
    parent = Ignoring(zone(a("b")), compares=compares)
    with pytest.raises(NotVerified) as caught:
        write(parent, changes, zone(a("b")))
    assert all(str(change.rrset) in str(caught.value.text) for change in changes)
    assert caught.value.exit_code == 5


def test_only_what_is_not_shown_is_told() -> None:
    class Half(Parent):
        def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
            super().write(changes[:1], guards)

    with pytest.raises(NotVerified) as caught:
        write(Half(zone()), [*NEW, Change(None, a("b"))], zone())
    assert str(a("b")) in str(caught.value.text)
    assert str(a("a")) not in str(caught.value.text)


def test_without_serials_a_cut_is_taken_back_where_a_name_appeared_below() -> None:
    parent = Parent(zone(), compares=False, meanwhile=[[Change(None, a("www.a"))]])
    with pytest.raises(Unsafe, match=r"would hide www\.a\."):
        write(parent, CUT, zone())
    assert without_soa(parent.read()) == without_soa(zone(a("www.a")))
    back, sent = parent.sent[1]
    assert list(back) == [change.reversed() for change in CUT]
    assert Guard(Must.BE, name("a"), "NS", (f"ns1.a.{APEX}.",)) in sent


def test_without_serials_an_unrelated_name_takes_nothing_back() -> None:
    parent = Parent(zone(), compares=False, meanwhile=[[Change(None, a("www.b"))]])
    write(parent, CUT, zone())
    assert len(parent.sent) == 1


def test_no_answer_is_not_tried_again() -> None:
    def fail(_: int) -> None:
        raise NoAnswer(Text("x"))

    for changes in (NEW, CUT):
        parent = Parent(zone())
        parent.fail = fail
        with pytest.raises(NoAnswer):
            write(parent, changes, zone())
        assert len(parent.sent) == 1


def test_an_alias_gives_way_to_an_address() -> None:
    seen = zone(cname("a", "x"))
    assert without_soa(write(Parent(seen), [Change(cname("a", "x"), None), *NEW], seen)) == without_soa(
        zone(a("a"))
    )
