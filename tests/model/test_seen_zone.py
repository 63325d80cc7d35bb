"""Questions to a zone."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.zone import SeenZone
from provision.names import Fqdn
from tests.samples import APEX, NAMES, NS, SOA, ZONES, a, cname, name, ns, txt, zone

BELOW = [
    ("a", [a("a")], []),
    ("a", [a("b.a"), txt("b.a")], ["b.a"]),
    ("a", [a("c.b.a")], ["c.b.a"]),
    ("b.a", [a("c.b.a"), a("d.a")], ["c.b.a"]),
    ("a", [a("xa"), a("a.x")], []),
    ("a", [txt("_dmarc.a"), a("*.a")], ["_dmarc.a", "*.a"]),
]


@pytest.mark.parametrize(("above", "rrsets", "below"), BELOW)
def test_below(above: str, rrsets: Sequence[RRset], below: Sequence[str]) -> None:
    assert list(zone(*rrsets).below(name(above))) == [name(labels) for labels in below]


@given(ZONES, NAMES)
def test_below_says_what_a_walk_over_the_whole_zone_says(seen: SeenZone, above: Fqdn) -> None:
    assert set(seen.below(above)) == {rrset.name for rrset in seen if rrset.name.is_below(above)}


CUTS = [
    ("a", [ns("a")], None),
    ("b.a", [ns("a")], "a"),
    ("c.b.a", [ns("a")], "a"),
    ("c.b.a", [ns("a"), ns("b.a")], "b.a"),
    ("b.a", [RRset.hosts(name("a"), "DNAME", 60, [name("x")])], "a"),
    ("b.a", [a("a"), cname("a", "x")], None),
    ("b.xa", [ns("a")], None),
    ("a", [], None),
]


@pytest.mark.parametrize(("below", "rrsets", "cut"), CUTS)
def test_cut_above(below: str, rrsets: Sequence[RRset], cut: str | None) -> None:
    found = zone(*rrsets).cut_above(name(below))
    assert (found.name if found else None) == (name(cut) if cut else None)


# RFC 4592 section 3.3.1: the wildcard counts only at the closest encloser, and only for what does not exist.
WILDCARDS = [
    ("a", [a("*")], "*"),
    ("b.a", [a("*")], "*"),
    ("b.a", [a("*"), a("a")], None),
    ("c.b.a", [a("*"), a("b.a")], None),
    ("b.a", [a("*"), a("*.a")], "*.a"),
    ("b.a", [a("*"), a("x.a")], None),
    ("c.b.a", [a("*"), a("x.a")], None),
    ("b.a", [a("*.a"), a("a")], "*.a"),
    ("c.b.a", [a("*.a")], "*.a"),
    ("b.a", [a("*.b.a")], None),
    ("a", [a("*"), a("a")], None),
    ("a", [a("*"), a("b.a")], None),
    ("a", [a("*"), a("c.b.a")], None),
    ("b.a", [a("*"), ns("a")], None),
    ("a", [], None),
    ("a", [txt("*")], "*"),
]


@pytest.mark.parametrize(("asked", "rrsets", "star"), WILDCARDS)
def test_wildcard_over(asked: str, rrsets: Sequence[RRset], star: str | None) -> None:
    found = zone(*rrsets).wildcard_over(name(asked))
    assert (found.name if found else None) == (name(star) if star else None)


POINTING = [
    ("a", [cname("x", "a")], ["CNAME"]),
    ("a", [RRset.of(name("x"), "MX", 60, [f"10 {name('a')}."])], ["MX"]),
    ("a", [RRset.of(name("_s._tcp"), "SRV", 60, [f"0 0 1 {name('a')}."])], ["SRV"]),
    ("a", [ns("x", str(name("a"))), ns("y", str(name("a")))], ["NS", "NS"]),
    ("a", [RRset.hosts(name("x"), "DNAME", 60, [name("a")])], ["DNAME"]),
    ("a", [RRset.hosts(name("x"), "PTR", 60, [name("a")])], ["PTR"]),
    ("a", [txt("x", f'"{name("a")}."'), cname("x", "b.a"), a("a")], []),
]


@pytest.mark.parametrize(("target", "rrsets", "types"), POINTING)
def test_pointing_at(target: str, rrsets: Sequence[RRset], types: Sequence[str]) -> None:
    assert [rrset.type for rrset in zone(*rrsets).pointing_at(name(target))] == types


def test_the_zone_itself() -> None:
    seen = zone(a("a"))
    assert (seen.serial, list(seen), list(seen.at(APEX))) == (7, [SOA, NS, a("a")], [SOA, NS])
    assert (seen.get(name("a"), "A"), seen.get(name("a"), "AAAA"), list(seen.at(name("b")))) == (
        a("a"),
        None,
        [],
    )


def test_after() -> None:
    seen = zone(a("a"), a("b"))
    changes = [Change(a("a"), None), Change(a("b"), a("b", ttl=1)), Change(None, a("c"))]
    assert set(seen.after(changes)) == {SOA, NS, a("b", ttl=1), a("c")}
    assert set(seen) == {SOA, NS, a("a"), a("b")}
