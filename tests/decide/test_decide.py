"""What differs, what is guarded, what bears on it, and what is refused."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provision.decide.diff import differences
from provision.decide.guard import Guard, Must, guards, moves_a_cut, serial_guard
from provision.decide.refuse import refuse_unsafe
from provision.decide.related import related
from provision.drivers.memory import MemoryParent
from provision.errors import Stale, Unsafe
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn
from tests.samples import APEX, NS, RRSETS, SOA, ZONES, a, cname, name, ns, txt, zone


def wanted(names: Sequence[str], *rrsets: RRset) -> Wanted:
    return Wanted("subdomain:a", frozenset(name(labels) for labels in names), rrsets)


AAAA = RRset.of(name("a"), "AAAA", 3600, ["2001:db8::1"])
DNAME = RRset.hosts(name("a"), "DNAME", 3600, [name("x")])
DIFFERENCES = [
    ("nothing", wanted(["a"]), [], []),
    ("as wanted", wanted(["a"], a("a")), [a("a")], []),
    ("missing", wanted(["a"], a("a")), [], [Change(None, a("a"))]),
    ("other value", wanted(["a"], a("a")), [a("a", "103.94.10.9")], [Change(a("a", "103.94.10.9"), a("a"))]),
    ("other TTL", wanted(["a"], a("a")), [a("a", ttl=60)], [Change(a("a", ttl=60), a("a"))]),
    ("left over", wanted(["a"]), [a("a")], [Change(a("a"), None)]),
    ("left over type", wanted(["a"], a("a")), [a("a"), AAAA], [Change(AAAA, None)]),
    ("left over alias", wanted(["a"]), [cname("a", "x")], [Change(cname("a", "x"), None)]),
    ("left over cut", wanted(["a"]), [ns("a")], [Change(ns("a"), None)]),
    ("left over DNAME", wanted(["a"]), [DNAME], [Change(DNAME, None)]),
    ("somebody's TXT", wanted(["a"]), [txt("a")], []),
    ("a TXT of our own", wanted(["a"], txt("a", '"y"')), [txt("a")], [Change(txt("a"), txt("a", '"y"'))]),
    ("other names", wanted(["a"]), [a("b"), a("b.a"), ns("xa")], []),
    ("a name that stays empty", wanted(["a", "www.a"], a("a")), [a("a"), a("www.a")], [Change(a("www.a"), None)]),
    (
        "what goes first, then what comes, each by name",
        wanted(["b", "a", "c"], a("b"), a("c", ttl=1)),
        [cname("b", "x"), AAAA, a("c")],
        [Change(AAAA, None), Change(cname("b", "x"), None), Change(None, a("b")), Change(a("c"), a("c", ttl=1))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wants", "seen", "changes"), [row[1:] for row in DIFFERENCES], ids=[row[0] for row in DIFFERENCES]
)
def test_differences(wants: Wanted, seen: Sequence[RRset], changes: Sequence[Change]) -> None:
    assert differences(wants, zone(*seen)) == changes


@st.composite
def wants(draw: st.DrawFn) -> Wanted:
    rrsets = {rrset.key: rrset for rrset in draw(st.lists(RRSETS, max_size=4))}
    more = draw(st.lists(RRSETS, max_size=2))
    names = frozenset(rrset.name for rrset in [*rrsets.values(), *more])
    return Wanted("subdomain:a", names, tuple(rrsets.values()))


@given(wants(), ZONES)
def test_applying_the_differences_leaves_none(wanting: Wanted, seen: SeenZone) -> None:
    assert differences(wanting, seen.after(differences(wanting, seen))) == []


@given(wants(), ZONES)
def test_the_changes_reversed_restore_the_zone(wanting: Wanted, seen: SeenZone) -> None:
    changes = differences(wanting, seen)
    back = [change.reversed() for change in changes[::-1]]
    assert seen.after(changes).after(back) == seen


@given(wants(), ZONES)
def test_the_guards_hold_on_the_zone_that_was_planned_on(wanting: Wanted, seen: SeenZone) -> None:
    changes = differences(wanting, seen)
    parent = MemoryParent(seen)
    parent.write(changes, guards(changes, seen))
    assert differences(wanting, parent.read()) == []


@given(wants(), ZONES)
def test_no_plan_is_carried_out_twice(wanting: Wanted, seen: SeenZone) -> None:
    # Where the values stay there is nothing to compare: a TTL is no part of a guard (RFC 2136 section 2.4).
    changes = [c for c in differences(wanting, seen) if not c.rrset.same_data(c.before)]
    parent = MemoryParent(seen)
    parent.write(changes, guards(changes, seen))
    with pytest.raises(Stale) if changes else nullcontext():
        parent.write(changes, guards(changes, seen))


@given(wants(), ZONES, st.data())
def test_the_guards_fail_after_a_change_by_somebody_else_in_its_place(
    wanting: Wanted, seen: SeenZone, data: st.DataObject
) -> None:
    changes = differences(wanting, seen)
    others = [other for change in changes for other in _in_the_way(change, seen)]
    other = data.draw(st.sampled_from(others)) if others else Change(SOA, None)
    parent = MemoryParent(seen.after([other]))
    with pytest.raises(Stale) if others else nullcontext():
        parent.write(changes, guards(changes, seen))


def _in_the_way(change: Change, seen: SeenZone) -> Iterator[Change]:
    """Yield what makes a change wrong: its set changed or gone, its new name used, its place cut off."""
    if change.before:
        yield Change(change.before, None)
        yield Change(change.before, RRset.of(change.name, change.rrset.type, 60, ["other."]))
    else:
        yield Change(None, RRset.of(change.name, change.rrset.type, 60, ["other."]))
        if not seen.at(change.name):
            yield Change(None, txt(change.name.text.removesuffix(f".{APEX}")))
    for above in change.name.up_to(APEX):
        if not seen.get(above, "NS") and not seen.get(above, "DNAME"):
            yield from (Change(None, RRset.of(above, cut, 60, ["other."])) for cut in ("NS", "DNAME"))


@given(wants(), ZONES, RRSETS)
def test_the_guards_hold_after_an_unrelated_change(wanting: Wanted, seen: SeenZone, other: RRset) -> None:
    changes = differences(wanting, seen)
    later = seen.after([Change(seen.get(*other.key), other)])
    parent = MemoryParent(later)
    if related(changes, later) == related(changes, seen):
        parent.write(changes, guards(changes, seen))


GUARDS = [
    ("create", Change(None, a("a")), [], [Guard(Must.BE_UNUSED, name("a"))]),
    (
        "create beside",
        Change(None, a("a")),
        [txt("a")],
        [Guard(Must.LACK, name("a"), "A"), Guard(Must.LACK, name("a"), "CNAME")],
    ),
    (
        "create instead of an alias",
        Change(None, a("a")),
        [cname("a", "x")],
        [Guard(Must.LACK, name("a"), "A")],
    ),
    ("replace", Change(a("a"), a("a", ttl=1)), [a("a")], [Guard(Must.BE, name("a"), "A", ("103.94.10.5",))]),
    ("delete", Change(a("a"), None), [a("a")], [Guard(Must.BE, name("a"), "A", ("103.94.10.5",))]),
    (
        "below",
        Change(None, a("c.b.a")),
        [],
        [Guard(Must.BE_UNUSED, name("c.b.a"))]
        + [Guard(Must.LACK, name(above), cut) for above in ("a", "b.a") for cut in ("DNAME", "NS")],
    ),
    (
        "glue below its own cut",
        Change(None, a("ns1.a")),
        [ns("a", f"ns1.a.{APEX}")],
        [Guard(Must.BE_UNUSED, name("ns1.a"))],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "seen", "must"), [row[1:] for row in GUARDS], ids=[row[0] for row in GUARDS]
)
def test_guards(change: Change, seen: Sequence[RRset], must: Sequence[Guard]) -> None:
    assert sorted(guards([change], zone(*seen))) == sorted(must)


def test_the_guard_on_the_whole_zone() -> None:
    assert serial_guard(zone()) == Guard(Must.BE, APEX, "SOA", SOA.values)


MOVES = [
    (Change(None, ns("a")), True),
    (Change(ns("a"), None), True),
    (Change(None, DNAME), True),
    (Change(None, a("*")), True),
    (Change(a("*.a"), None), True),
    (Change(ns("a"), ns("a", "ns2.x.id")), False),
    (Change(a("*"), a("*", ttl=1)), False),
    (Change(None, a("a")), False),
    (Change(a("a"), None), False),
]


@pytest.mark.parametrize(("change", "moves"), MOVES)
def test_moves_a_cut(change: Change, *, moves: bool) -> None:
    assert moves_a_cut([Change(None, a("x")), change]) is moves


GLUE = a("ns1.a")
RELATED = [
    ("at", Change(None, AAAA), [a("a")], {a("a")}),
    ("below", Change(None, ns("a")), [a("b.a"), txt("c.b.a")], {a("b.a"), txt("c.b.a")}),
    ("cut above", Change(None, a("c.b.a")), [ns("a"), ns("b.a")], {ns("a"), ns("b.a")}),
    ("DNAME above", Change(None, a("b.a")), [DNAME], {DNAME}),
    ("not a cut above", Change(None, a("b.a")), [a("a"), txt("a")], set()),
    ("beside", Change(None, a("a")), [a("b"), a("xa"), a("*")], set()),
    ("apex", Change(None, a("a")), [RRset.of(APEX, "TXT", 60, ['"x"'])], set()),
]


@pytest.mark.parametrize(
    ("change", "seen", "bears"), [row[1:] for row in RELATED], ids=[row[0] for row in RELATED]
)
def test_related(change: Change, seen: Sequence[RRset], bears: set[RRset]) -> None:
    assert related([change], zone(*seen)) == bears


SOUND = [
    ("an address", [Change(None, a("a"))], []),
    ("an address beside a TXT", [Change(None, a("a"))], [txt("a")]),
    ("a cut with its glue", [Change(None, ns("a", f"ns1.a.{APEX}")), Change(None, GLUE)], []),
    ("a cut whose glue was there", [Change(None, ns("a", f"ns1.a.{APEX}"))], [GLUE]),
    ("a cut instead of what lay below", [Change(a("b.a"), None), Change(None, ns("a"))], [a("b.a")]),
    ("an alias instead of an address", [Change(a("a"), None), Change(None, cname("a", "x"))], [a("a")]),
    ("signatures beside an alias", [Change(None, cname("a", "x"))], [RRset.of(name("a"), "RRSIG", 60, ["x"])]),
    ("a cut that changes above what it hides already", [Change(ns("a"), ns("a", "ns9.x.id"))], [ns("a"), a("b.a")]),
    ("a name that goes from below a cut", [Change(a("b.a"), None)], [ns("a"), a("b.a")]),
    ("a zone's own faults elsewhere", [Change(None, a("x"))], [cname("a", "x"), a("a"), ns("b"), a("c.b")]),
    ("nothing", [], [cname("a", "x"), a("a")]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "seen"), [row[1:] for row in SOUND], ids=[row[0] for row in SOUND])
def test_sound(changes: Sequence[Change], seen: Sequence[RRset]) -> None:
    refuse_unsafe(changes, zone(*seen))


UNSOUND = [
    ("alias", [Change(None, a("a"))], [cname("a", "x")], [f"{name('a')} would be an alias"]),
    ("aliases", [Change(None, cname("a", "x"))], [txt("a")], [f"{name('a')} would be an alias"]),
    ("cut", [Change(None, a("b.a"))], [ns("a")], [f"{name('b.a')} would lie hidden below {name('a')}"]),
    ("DNAME", [Change(None, a("b.a"))], [DNAME], [f"{name('b.a')} would lie hidden below {name('a')}"]),
    (
        "DNAME to below itself",
        [Change(None, a("b.a"))],
        [RRset.hosts(name("a"), "DNAME", 60, [name("b.a")])],
        [f"{name('b.a')} would lie hidden below {name('a')}"],
    ),
    (
        "glue of another",
        [Change(None, ns("a", f"ns1.a.{APEX}")), Change(None, a("ns2.a"))],
        [],
        [f"{name('ns2.a')} would lie hidden", f"delegation of {name('a')} would hide {name('ns2.a')}"],
    ),
    ("hides", [Change(None, ns("a"))], [a("c.b.a"), txt("b.a")], [f"would hide {name('b.a')}, {name('c.b.a')}"]),
    ("apex", [Change(None, RRset.of(APEX, "A", 60, ["103.94.10.5"]))], [], [f"{APEX} is the zone itself"]),
    ("apex servers", [Change(NS, RRset.hosts(APEX, "NS", 60, [Fqdn("x.id")]))], [], ["is the zone itself"]),
    (
        "every reason",
        [Change(None, a("a")), Change(None, a("c.b"))],
        [cname("a", "x"), ns("b")],
        ["would be an alias", "would lie hidden"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "seen", "reasons"), [row[1:] for row in UNSOUND], ids=[row[0] for row in UNSOUND]
)
def test_unsound(changes: Sequence[Change], seen: Sequence[RRset], reasons: Sequence[str]) -> None:
    with pytest.raises(Unsafe) as caught:
        refuse_unsafe(changes, zone(*seen))
    assert all(reason in str(caught.value.text) for reason in reasons)
    assert str(caught.value.text).count("would") + str(caught.value.text).count("itself") == len(reasons)
