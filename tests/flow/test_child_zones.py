"""An agency's own zone, from letter to undo, on memory alone: the order of the steps, and what is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from provision.decide.catalog import entry
from provision.drivers.memory import MemoryHosting, MemoryParent
from provision.engine.child_steps import await_children
from provision.engine.plan import plans
from provision.engine.survey import survey
from provision.errors import NotVerified, Refused, Stale, Unsafe
from provision.flow.check import look
from provision.flow.desk import Desk
from provision.flow.doctor.children import examine_children
from provision.flow.doctor.servers import examine_servers
from provision.flow.fulfil import apply
from provision.flow.propose import proposals
from provision.flow.undo import undo
from provision.model.change import Change
from provision.model.query import Answer, Query, Silence
from provision.model.request import Action, Request
from provision.model.rrset import RRset
from provision.model.site import Children, Key, Server
from provision.model.zone import SeenZone
from provision.names import Fqdn, parse_ip
from provision.secret import SecretRef
from provision.services.registry import service
from tests.engine.fakes import ZoneDns
from tests.flow.offices import Office, office, yes
from tests.samples import APEX, SOA, name

CATALOG = Fqdn("zones.invalid")
KEY = Key(Fqdn("anak"), "hmac-sha256", SecretRef.parse("env:NONE", Path()))
OURS = Children(CATALOG, Server(parse_ip("203.0.113.5")), KEY, KEY)
CHILD = name("dinkes")
WRITTEN = RRset.of(CHILD.child("surat"), "A", 300, ["103.94.10.9"])


def template(apex: Fqdn) -> SeenZone:
    own = [
        RRset(apex, "SOA", 60, SOA.values),
        RRset.hosts(apex, "NS", 60, [APEX.child("ns1"), APEX.child("ns2")]),
    ]
    version = RRset.of(apex.child("version"), "TXT", 0, ['"2"'])
    return SeenZone.of(apex, [*own, version] if apex == CATALOG else own)


class Servers(ZoneDns):
    """The parent's servers, which serve agencies' own zones too, unless they are late."""

    def __init__(self, room: Office, hosting: MemoryHosting) -> None:
        super().__init__(room.parent)
        self.hosting, self.late, self.behind, self.unseen = hosting, False, False, False

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        return [
            self._own(query) or one for query, one in zip(queries, super().exchange(queries), strict=True)
        ]

    def _own(self, query: Query) -> Answer | None:
        if self.unseen and query.name == CHILD:
            return Answer(query, Silence.NO_FAMILY)
        if self.behind and query == replace(query, name=CHILD, type="SOA"):
            soa = RRset(CHILD, "SOA", 60, SOA.values)
            return Answer(query, rcode="NOERROR", authoritative=True, answer=(soa,))
        if self.late or not query.name.is_at_or_below(CHILD) or CHILD not in listed(self.hosting):
            return None
        found = self.hosting.zone(CHILD).read().get(query.name, query.type)
        return Answer(query, rcode="NOERROR", authoritative=True, answer=(found,) if found else ())


class Room:
    """An office that makes zones for agencies."""

    def __init__(self, inner: Office) -> None:
        self.inner = inner
        self.hosting = MemoryHosting(CATALOG, template)
        self.dns = Servers(inner, self.hosting)
        site = inner.desk.site
        home = replace(site.zones[APEX], children=OURS, patience=0.01)
        world = replace(inner.desk.world, dns=self.dns, hosting={APEX: self.hosting})
        self.desk: Desk = replace(inner.desk, site=replace(site, zones={APEX: home}), world=world)


def listed(hosting: MemoryHosting) -> list[Fqdn]:
    return [target for rrset in hosting.catalog().read() if rrset.type == "PTR" for target in rrset.targets]


def held(room: Room) -> set[str]:
    return {str(rrset) for rrset in room.hosting.zone(CHILD).read() if rrset.type not in {"SOA", "NS"}}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with office(tmp_path) as inner:
        yield Room(inner)


def test_made_first_and_delegated_last_then_the_other_way_round(room: Room) -> None:
    request = room.inner.letter(zone=True)
    made = apply(room.desk, [request], yes)
    assert [plan.zone for plan in made if plan] == [CATALOG, CHILD, APEX]
    assert {rrset.type for rrset in room.inner.records} == {"NS"}
    assert held(room) == {f"{CHILD} 3600 A 103.94.10.5"}
    assert not any(apply(room.desk, [request], yes))
    back = undo(room.desk, request, yes)
    assert [plan.zone for plan in back if plan] == [APEX, CHILD, CATALOG]
    assert room.inner.records == set()
    assert listed(room.hosting) == []


def test_a_zone_may_begin_empty(room: Room) -> None:
    made = apply(room.desk, [room.inner.letter(zone=True, ips=[])], yes)
    assert [plan.zone for plan in made if plan] == [CATALOG, APEX]


def test_a_server_that_does_not_answer_yet_is_waited_for_and_then_nothing_is_delegated(room: Room) -> None:
    request = room.inner.letter(zone=True)
    room.dns.late = True
    with pytest.raises(NotVerified, match="do not answer for"):
        apply(room.desk, [request], yes)
    assert room.inner.records == set()
    room.dns.late = False
    made = apply(room.desk, [request], yes)
    assert [plan.zone for plan in made if plan] == [APEX]


def revoked(room: Room) -> tuple[set[str], Request]:
    first = room.inner.letter(zone=True)
    apply(room.desk, [first], yes)
    room.inner.answered(first)
    room.hosting.zone(CHILD).write([Change(None, WRITTEN)], [])
    return held(room), room.inner.letter(action=Action.REVOKE)


def test_what_was_written_stands_in_the_way_and_comes_back(room: Room) -> None:
    full, request = revoked(room)
    with pytest.raises(Refused, match="still holds these"):
        apply(room.desk, [request], yes)
    apply(room.desk, [request], yes, accept_dependents=True)
    assert listed(room.hosting) == []
    undo(room.desk, request, yes)
    assert held(room) == full


def test_undo_of_the_making_is_refused_where_something_was_written(room: Room) -> None:
    first = room.inner.letter(zone=True)
    apply(room.desk, [first], yes)
    room.hosting.zone(CHILD).write([Change(None, WRITTEN)], [])
    with pytest.raises(Unsafe, match="still holds these"):
        undo(room.desk, first, yes)
    undo(room.desk, first, yes, accept_dependents=True)
    assert listed(room.hosting) == []


def test_what_is_written_between_look_and_removal_keeps_the_zone(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, request = revoked(room)
    late = replace(WRITTEN, name=CHILD.child("baru"))

    def meanwhile(*_: object) -> bool:
        room.hosting.zone(CHILD).write([Change(None, late)], [])
        return True

    with pytest.raises(Stale, match="Somebody wrote into"):
        apply(room.desk, [request], meanwhile, accept_dependents=True)
    assert held(room) == {str(late)}
    apply(room.desk, [request], yes, accept_dependents=True)
    undo(room.desk, request, yes)
    assert held(room) == {*full, str(late)}


def test_an_office_that_makes_no_zones_returns_the_letter(room: Room) -> None:
    with pytest.raises(Refused, match="has no children"):
        apply(room.inner.desk, [room.inner.letter(zone=True)], yes)


def test_the_letter_tells_of_the_zone(room: Room) -> None:
    request = room.inner.letter(zone=True)
    apply(room.desk, [request], yes)
    pairs = [(None, grant) for grant in room.desk.ledger.grants()]
    kind = service("subdomain")
    assert ("Zona tersendiri", "Dilayani oleh name server kami") in kind.letter_rows(
        request, pairs, room.desk.site
    )
    assert "zona tersendiri" in kind.letter_usage(request, pairs, room.desk.site)[0]


def test_the_letter_of_a_rename_tells_what_is_not_copied(room: Room) -> None:
    first = room.inner.letter(zone=True)
    apply(room.desk, [first], yes)
    room.inner.answered(first)
    request = room.inner.letter(action=Action.RENAME, to=f"sehat.{APEX}", until="2026-12-24")
    held = {grant.key: grant for grant in room.desk.ledger.grants()}
    kind = service("subdomain")
    pairs = kind.propose(request, held, room.desk.today)
    assert any("tidak disalin" in told for told in kind.letter_usage(request, pairs, room.desk.site))


def test_doctor_looks_at_the_catalog(room: Room) -> None:
    [home] = room.desk.site.zones.values()
    assert all(one.good for one in examine_children(room.desk, home))
    catalog = room.hosting.catalog()
    version = catalog.read().get(CATALOG.child("version"), "TXT")
    catalog.write([Change(version, None)], [])
    [fault] = [one for one in examine_children(room.desk, home) if not one.good]
    assert 'version.zones.invalid 0 TXT "2"' in str(fault.do)
    assert fault in [*examine_servers(room.desk, None)]


def test_from_addresses_to_a_zone_and_back(room: Room) -> None:
    first = room.inner.letter()
    apply(room.desk, [first], yes)
    room.inner.answered(first)
    addressed = room.inner.records
    change = room.inner.letter(action=Action.CHANGE, ns=[], zone=True)
    made = apply(room.desk, [change], yes)
    assert [plan.zone for plan in made if plan] == [CATALOG, CHILD, APEX]
    assert held(room) == {f"{CHILD} 3600 A 103.94.10.5"}
    back = undo(room.desk, change, yes)
    assert [plan.zone for plan in back if plan] == [APEX, CHILD, CATALOG]
    assert room.inner.records == addressed


def test_from_a_zone_to_addresses_and_back(room: Room) -> None:
    first = room.inner.letter(zone=True)
    apply(room.desk, [first], yes)
    room.inner.answered(first)
    room.hosting.zone(CHILD).write([Change(None, WRITTEN)], [])
    full, delegated = held(room), room.inner.records
    change = room.inner.letter(action=Action.CHANGE, ns=[], zone=False, reduces=True)
    with pytest.raises(Refused, match="still holds these"):
        apply(room.desk, [change], yes)
    made = apply(room.desk, [change], yes, accept_dependents=True)
    assert [plan.zone for plan in made if plan] == [APEX, CHILD, CATALOG]
    assert {rrset.type for rrset in room.inner.records} == {"A"}
    undo(room.desk, change, yes)
    assert (held(room), room.inner.records) == (full, delegated)


def granted(room: Room, request: Request) -> None:
    apply(room.desk, [request], yes)
    room.inner.answered(request)


def test_a_suspended_name_is_served_no_more_and_comes_back_with_all_it_held(room: Room) -> None:
    """The servers of the parent serve the zone too: without its delegation they would go on answering."""
    granted(room, room.inner.letter(zone=True))
    room.hosting.zone(CHILD).write([Change(None, WRITTEN)], [])
    full, delegated = held(room), room.inner.records
    suspend = room.inner.letter(action=Action.SUSPEND)
    granted(room, suspend)
    assert (listed(room.hosting), room.inner.records) == ([], set())
    assert list(room.inner.verified(suspend).findings) == []
    resume = room.inner.letter(action=Action.RESUME)
    granted(room, resume)
    assert (held(room), room.inner.records) == (full, delegated)
    undo(room.desk, resume, yes)
    assert (listed(room.hosting), room.inner.records) == ([], set())
    undo(room.desk, suspend, yes)
    assert (held(room), room.inner.records) == (full, delegated)


def test_what_an_own_zone_holds_is_not_changed_by_a_letter_that_would_change_nothing(room: Room) -> None:
    granted(room, room.inner.letter(zone=True))
    change = room.inner.letter(action=Action.CHANGE, ips=["103.94.10.6"])
    with pytest.raises(Refused, match="is a zone of its own"):
        apply(room.desk, [change], yes)
    room.inner.answered(change, "returned")
    granted(room, room.inner.letter(action=Action.CHANGE, until="2026-12-31"))


def test_more_content_than_one_message_holds(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryParent, "fits", lambda self, changes, guards: len(changes) <= 2)
    full, request = revoked(room)
    for number in range(5):
        room.hosting.zone(CHILD).write([Change(None, replace(WRITTEN, name=CHILD.child(f"a{number}")))], [])
    full = held(room)
    apply(room.desk, [request], yes, accept_dependents=True)
    assert listed(room.hosting) == []
    undo(room.desk, request, yes)
    assert held(room) == full


def test_a_server_that_still_serves_what_is_gone_is_told(room: Room) -> None:
    request = room.inner.letter(zone=True)
    apply(room.desk, [request], yes)
    room.inner.answered(request)
    request = room.inner.letter(action=Action.REVOKE)
    apply(room.desk, [request], yes)
    assert not [one for one in look(room.desk, [request]).findings if one.tag == "CHILD_ZONE_STILL_SERVED"]
    room.dns.behind = True
    told = [one for one in look(room.desk, [request]).findings if one.tag == "CHILD_ZONE_STILL_SERVED"]
    assert len(told) == 2
    assert all(one.wait for one in told)
    room.dns.behind = False
    room.hosting.catalog().write([Change(None, entry(CATALOG, CHILD))], [])
    assert "CHILD_ZONE_UNWANTED" in {one.tag for one in look(room.desk, [request]).findings}


def test_from_servers_of_its_own_to_a_zone_waits_for_the_zone(room: Room) -> None:
    """The delegation is not made but replaced: the zone must answer first all the same."""
    own = RRset.hosts(CHILD, "NS", 3600, [Fqdn("ns1.penyedia.id"), Fqdn("ns2.penyedia.id")])
    MemoryParent.write(room.inner.parent, [Change(None, own)], [])
    request = room.inner.letter(zone=True)
    found = survey(room.desk.world, room.desk.site, proposals(room.desk, [request]))
    plan = next(plan for plan in plans(found) if plan.zone == APEX)
    assert [change.op for change in plan.changes] == ["replace"]
    with pytest.raises(NotVerified):
        await_children(room.desk.world, room.desk.site, plan, found.children)


def test_a_server_that_this_office_cannot_reach_is_not_waited_for(room: Room) -> None:
    request = room.inner.letter(zone=True)
    room.dns.unseen = True
    made = apply(room.desk, [request], yes)
    assert [plan.zone for plan in made if plan] == [CATALOG, CHILD, APEX]
