"""What waits for whom and until when: the clock's start and pauses, urgency, holds, work done on call."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from provision.errors import BadInput, NotYours, Refused
from provision.flow.answer import draft
from provision.flow.check import check
from provision.flow.deadline import deadline
from provision.flow.fulfil import apply
from provision.flow.halt import hold, release
from provision.flow.inbox import Inbox, Urgency, inbox
from provision.flow.on_call import OnPaper, confirm, unsettled
from provision.flow.scans import kept_scan
from provision.flow.step import Taken, record_step
from provision.flow.turn import progress
from provision.flow.undo import undo
from provision.i18n import Text
from provision.letter.pdf import NoPdfMaker
from provision.model.event import Kind
from provision.model.playbook import Role
from provision.model.request import Action, Request
from tests.flow.offices import Office, office, yes
from tests.flow.staff import TODAY, YESTERDAY, seat

LETS = frozenset({Action.REVOKE})


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    def none(_: object) -> None:
        raise NoPdfMaker(Text("no maker"))

    monkeypatch.setattr("provision.flow.answer.to_pdf", none)
    with office(tmp_path) as one:
        yield one


def at(room: Office, day: date) -> None:
    """Let the clock stand at noon of a day."""
    room.desk.world.clock.at = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)  # type: ignore[attr-defined]


def step(room: Office, request: Request, key: str, role: Role, day: date = TODAY) -> None:
    record_step(room.desk, request, key, Taken(role, day))


def tell(kind: Kind, **body: Any) -> Callable[[Office, Request], object]:
    return lambda room, request: room.desk.ledger.append(kind, str(request.id), body, "siti")


HAPPENS: dict[Kind, Callable[[Office, Request], object]] = {
    Kind.HELD: lambda room, request: hold(room.desk, request, "menunggu"),
    Kind.RELEASED: lambda room, request: release(room.desk, request, "sudah dijawab"),
    Kind.DRAFTED: tell(Kind.DRAFTED, outcome="returned", files={}),
    Kind.PLANNED: tell(Kind.PLANNED, plans=[]),
}


def november(*days: int) -> Sequence[date]:
    return [date(2026, 11, day) for day in days]


# The letter is received on Monday 23 November; one working day. (kind or step, day of November) in order.
CLOCKS: list[tuple[str, Sequence[tuple[Any, int]], int, str, bool]] = [
    ("from the receipt", [], 24, "received", False),
    ("not from the first disposition", [("dispose", 24)], 24, "received", False),
    ("from the assignment", [("assign", 26)], 27, "assign", False),
    ("over a weekend", [("assign", 27)], 30, "assign", False),
    ("held for two days", [("assign", 24), (Kind.HELD, 25), (Kind.RELEASED, 26)], 27, "assign", False),
    ("held before it started", [(Kind.HELD, 24), (Kind.RELEASED, 24), ("assign", 26)], 27, "assign", False),
    ("held after the last day", [("assign", 24), (Kind.HELD, 26), (Kind.RELEASED, 27)], 25, "assign", False),
    ("held twice", [("assign", 24), (Kind.HELD, 25), (Kind.RELEASED, 25), (Kind.HELD, 26), (Kind.RELEASED, 26)], 27, "assign", False),
    ("held still", [("assign", 24), (Kind.HELD, 25)], 30, "assign", True),
    ("returned", [("assign", 24), (Kind.DRAFTED, 25), (Kind.PLANNED, 26)], 27, "assign", False),
    ("returned still", [("assign", 24), (Kind.DRAFTED, 25)], 30, "assign", True),
]  # fmt: skip


@pytest.mark.parametrize(("told", "day", "start", "still"), [row[1:] for row in CLOCKS], ids=[row[0] for row in CLOCKS])  # fmt: skip
def test_the_clock(room: Office, told: Sequence[tuple[Any, int]], day: int, start: str, still: bool) -> None:
    request = room.letter()
    for what, number in told:
        (when,) = november(number)
        at(room, when)
        if isinstance(what, Kind):
            HAPPENS[what](room, request)
        else:
            step(room, request, what, Role.HEAD if what == "dispose" else Role.DIVISION_HEAD, when)
    last = deadline(progress(room.desk, request), request, date(2026, 11, 27))
    plain = last.to_json("en")
    assert (last.day, plain["counted_from"], last.stands_still) == (date(2026, 11, day), start, still)
    assert len(plain["pauses"]) == sum(what in {Kind.HELD, Kind.DRAFTED} for what, _ in told)


def look(room: Office, **roles: Role) -> Inbox:
    return inbox(room.desk.site, room.desk.ledger, room.desk.world.clock.now())


def test_the_late_come_first(room: Office) -> None:
    labels = ("dinkes", "disdik", "dlh", "bpbd", "rsud")
    late, calm, soon, today, held = (room.letter(label, agency=label) for label in labels)
    at(room, TODAY)
    for request, day in [(calm, 24), (soon, 23), (today, 20)]:
        (when,) = november(day)
        step(
            room,
            replace(request, letter=replace(request.letter, dated=when)),
            "assign",
            Role.DIVISION_HEAD,
            when,
        )
    hold(room.desk, held, "menunggu")
    (day,) = november(24)
    found = inbox(room.desk.site, room.desk.ledger, datetime(2026, 11, 24, 5, tzinfo=UTC))
    told = [(row.request.id.number, row.last.day.day, row.urgency) for row in found.waiting]
    assert day == TODAY
    assert told == [
        (today.id.number, 23, Urgency.LATE),
        (late.id.number, 24, Urgency.SOON),
        (soon.id.number, 24, Urgency.SOON),
        (calm.id.number, 25, Urgency.SOON),
    ]
    assert [row.request for row in found.held] == [held]
    assert found.held[0].urgency is Urgency.CALM


def test_each_sees_what_waits_for_their_roles(room: Office) -> None:
    fresh, checked, blocked = room.letter(), room.letter("disdik", agency="disdik"), room.letter("dlh", agency="dlh", ips=["10.0.0.1"])  # fmt: skip
    check(room.desk, [checked, blocked])
    found = look(room)
    waits = {role: [row.request for row in found.of(frozenset([role])).waiting] for role in Role}
    assert {role: rows for role, rows in waits.items() if rows} == {
        Role.HEAD: [fresh],
        Role.SERVER_ADMIN: [checked],
        Role.PRAKOM: [blocked],
    }
    assert [row.turn.step.key for row in found.waiting] == ["dispose", "activate", "draft"]


def test_a_letter_is_followed_until_it_is_sent_where_its_disposition_was_recorded(room: Office) -> None:
    followed, other = room.letter(), room.letter("disdik", agency="disdik")
    step(room, followed, "assign", Role.DIVISION_HEAD)
    apply(room.desk, [followed, other], yes)
    draft(room.desk, [followed, other])
    assert [(row.request, row.turn.step.key) for row in look(room).waiting] == [(followed, "initial")]
    for key, role in [("initial", Role.SECRETARY), ("sign", Role.HEAD)]:
        step(room, followed, key, role)
    assert [row.turn.roles for row in look(room).waiting] == [(Role.GENERAL_ADMIN,)]
    step(room, followed, "send", Role.GENERAL_ADMIN)
    assert list(look(room).waiting) == []


def test_what_was_closed_long_ago_is_not_looked_for(room: Office) -> None:
    request = room.letter()
    step(room, request, "assign", Role.DIVISION_HEAD)
    room.granted(request)
    assert len(look(room).waiting) == 1
    at(room, TODAY + timedelta(days=100))
    room.letter("disdik", agency="disdik")
    assert [row.request.object for row in look(room).waiting] == ["disdik.bengkaliskab.go.id"]


def stood_in(room: Office) -> Request:
    """Return a revocation that whoever is on call applied."""
    room.granted(room.letter())
    request = room.letter(action=Action.REVOKE)
    apply(seat(room.desk, "jaga", on_call=LETS), [request], yes)
    return request


def test_work_done_on_call_waits_for_a_head(room: Office) -> None:
    request = stood_in(room)
    [work] = look(room).on_call
    assert (work.request, work.actor, work.day, work.due) == (
        str(request.id),
        "jaga",
        TODAY,
        date(2026, 11, 25),
    )
    assert list(look(room).of(frozenset([Role.DIVISION_HEAD])).on_call) == [work]
    assert list(look(room).of(frozenset([Role.PRAKOM, Role.SERVER_ADMIN])).on_call) == []
    for login in ("siti", "jaga", "tamu"):
        with pytest.raises(NotYours):
            confirm(seat(room.desk, login), request)
    assert confirm(seat(room.desk, "kabid"), request) is not None
    assert confirm(seat(room.desk, "kabid"), request) is None
    assert list(look(room).on_call) == []
    assert room.desk.ledger.verify() == []


def test_what_a_head_objects_to_waits_to_be_undone(room: Office) -> None:
    request = stood_in(room)
    confirm(seat(room.desk, "kabid"), request, "masih dipakai")
    [work] = look(room).of(frozenset([Role.SERVER_ADMIN])).on_call
    assert work.objection == "masih dipakai"
    assert list(look(room).of(frozenset([Role.HEAD])).on_call) == []
    undo(seat(room.desk, "budi"), request, yes)
    assert list(look(room).on_call) == []


def test_the_word_of_a_head_who_never_types_is_recorded_with_its_scan(room: Office, tmp_path: Path) -> None:
    request, scan = stood_in(room), tmp_path / "lembar.pdf"
    scan.write_bytes(b"%PDF-1.7 x")
    paper = OnPaper(Role.HEAD, TODAY, scan)
    for login in ("budi", "tamu"):
        with pytest.raises(NotYours):
            confirm(seat(room.desk, login), request, on_paper=paper)
    with pytest.raises(BadInput, match="There is no file"):
        confirm(seat(room.desk, "siti"), request, on_paper=replace(paper, evidence=tmp_path / "none.pdf"))
    told = confirm(seat(room.desk, "siti"), request, on_paper=paper)
    assert told is not None
    assert told.body is not None
    assert (told.actor, told.body["role"], told.body["date"]) == ("siti", "head", TODAY.isoformat())
    assert kept_scan(room.desk.site.folder, told.body["evidence"]) is not None
    assert confirm(seat(room.desk, "siti"), request, on_paper=paper) is None
    assert list(look(room).on_call) == []


def test_each_time_on_call_is_confirmed_anew(room: Office) -> None:
    request = stood_in(room)
    confirm(seat(room.desk, "kabid"), request)
    undo(seat(room.desk, "jaga", on_call=LETS), request, yes)
    [work] = look(room).on_call
    assert work.objection == ""


def test_nobody_confirms_what_was_not_done_or_what_they_did(room: Office) -> None:
    with pytest.raises(Refused, match="Nothing was done on call"):
        confirm(seat(room.desk, "kabid"), room.letter("disdik", agency="disdik"))
    request = stood_in(room)
    with pytest.raises(Refused, match="jaga did it on call"):
        confirm(replace(room.desk, actor="jaga"), request)


def test_a_mark_that_nothing_came_of_needs_no_confirmation(room: Office) -> None:
    request = room.letter()
    room.desk.ledger.append(Kind.STEP, str(request.id), {"step": "x", "role": "on_call", "date": YESTERDAY.isoformat(), "on_call": True}, "jaga")  # fmt: skip
    apply(seat(room.desk, "budi"), [request], yes)
    assert unsettled(room.desk.site, room.desk.ledger.events(str(request.id))) is None


def test_the_inbox_as_plain_data(room: Office) -> None:
    room.letter()
    stood_in_plain = look(room).to_json("en")
    [row] = stood_in_plain["waiting"]
    assert row["next"] == {"step": "dispose", "title": "The head passes the letter to the head of the PBE division", "roles": ["head"], "logins": []}  # fmt: skip
    assert (row["due"], row["urgency"], row["status"]) == ("2026-11-24", "soon", "open")
