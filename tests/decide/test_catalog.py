"""What a catalog lists, and the changes that list a zone or take it off."""

import pytest

from provision.decide.catalog import content, entries, entry, listing
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.zone import SeenZone
from provision.names import Fqdn
from tests.samples import APEX, NS, SOA, a, name, zone

CATALOG = Fqdn("zones.invalid")
CHILD = name("dinkes")
OTHER = RRset.hosts(Fqdn("x.zones.zones.invalid"), "PTR", 0, [CHILD])
# At the wrong place, or of the wrong type: not a member (RFC 9432 section 4.1).
STRAY = RRset.hosts(Fqdn("x.zones.invalid"), "PTR", 0, [CHILD])
ALIAS = RRset.hosts(Fqdn("y.zones.zones.invalid"), "CNAME", 0, [CHILD])


def catalog(*rrsets: RRset) -> SeenZone:
    return SeenZone.of(CATALOG, [RRset(CATALOG, "SOA", 0, SOA.values), *rrsets])


OURS = entry(CATALOG, CHILD)


@pytest.mark.parametrize(
    ("seen", "wanted", "changes"),
    [
        ([], True, [Change(None, OURS)]),
        ([OURS], True, []),
        ([OTHER], True, []),
        ([STRAY], True, [Change(None, OURS)]),
        ([ALIAS], True, [Change(None, OURS)]),
        ([], False, []),
        ([STRAY, ALIAS], False, []),
        ([OURS], False, [Change(OURS, None)]),
        ([OTHER], False, [Change(OTHER, None)]),
        ([entry(CATALOG, name("disdik"))], False, []),
    ],
)
def test_listing(seen: list[RRset], wanted: bool, changes: list[Change]) -> None:
    assert listing(catalog(*seen), CHILD, wanted=wanted) == changes
    after = catalog(*seen).after(changes)
    assert bool(entries(after, CHILD)) is wanted
    assert listing(after, CHILD, wanted=wanted) == []


def test_an_entry_lies_where_members_do_and_is_the_zones_own() -> None:
    assert OURS.name.is_below(CATALOG.child("zones"))
    assert OURS.targets == (CHILD,)
    assert entry(CATALOG, name("disdik")).name != OURS.name


def test_what_people_wrote_is_not_what_the_template_puts_there() -> None:
    below = RRset.hosts(name("a"), "NS", 60, [Fqdn("ns1.penyedia.id")])
    assert content(zone(a("www"), below)) == sorted([a("www"), below])
    assert content(SeenZone.of(APEX, [SOA, NS])) == []
