"""A zone that a person changes: refused before anything is recorded, found once it is done, each name by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from provision.flow.carry import ByHand
from provision.flow.ending import end
from provision.flow.fulfil import apply
from provision.flow.propose import over
from provision.flow.undo import plan_back, undo
from provision.model.change import Change
from provision.model.event import Kind
from provision.model.grant import Grant
from provision.model.site import ZoneKind
from tests.engine.fakes import Clock
from tests.flow.offices import Office, no, yes
from tests.samples import APEX, a

NEXT_MONTH = "2026-12-24"
OTHER = "103.94.10.6"


def by_hand(room: Office) -> None:
    """Let a person change the zone from now on."""
    zones = {APEX: replace(room.desk.site.zones[APEX], kind=ZoneKind.RENDER)}
    room.desk = replace(room.desk, site=replace(room.desk.site, zones=zones))


def held(room: Office) -> list[Grant]:
    return [grant for grant in room.desk.ledger.grants() if grant.stands]


def test_nothing_is_recorded_before_the_person_did_it(room: Office) -> None:
    by_hand(room)
    request = room.letter("taman")
    with pytest.raises(ByHand, match=f"provision plan {request.id} --render nsupdate"):
        apply(room.desk, [request], no)
    assert not {Kind.INTENDED, Kind.GRANTED} & {
        event.kind for event in room.desk.ledger.events([str(request.id)])
    }
    room.parent.elsewhere([Change(None, a("taman"))])
    apply(room.desk, [request], yes)
    assert [grant.object for grant in held(room)] == [f"taman.{APEX}"]
    assert room.parent.sent == []


def test_the_way_back_is_told_and_then_found(room: Office) -> None:
    request = room.letter("taman")
    room.granted(request)
    by_hand(room)
    with pytest.raises(ByHand, match=f"provision undo {request.id} --render"):
        undo(room.desk, request, yes)
    _, [plan] = plan_back(room.desk, request)
    assert list(plan.changes) == [Change(a("taman"), None)]
    assert held(room)
    room.parent.elsewhere(plan.changes)
    undo(room.desk, request, yes)
    assert held(room) == []


def test_an_end_that_waits_for_the_person_keeps_no_other(room: Office) -> None:
    for label, ip in (("taman", "103.94.10.5"), ("pesta", OTHER)):
        room.granted(room.letter(label, ips=[ip], until=NEXT_MONTH))
    by_hand(room)
    room.parent.elsewhere([Change(a("pesta", OTHER), None)])
    clock = room.desk.world.clock
    assert isinstance(clock, Clock)
    clock.at += timedelta(days=31)
    _, left = end(room.desk, over(room.desk), yes)
    assert [str(one).count(f"{APEX} is changed by hand") for one in left] == [1]
    assert room.records == {a("taman")}
    room.parent.elsewhere([Change(a("taman"), None)])
    assert end(room.desk, over(room.desk), yes)[1] == []
    assert over(room.desk) == []
