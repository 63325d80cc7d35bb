"""Steps of people who never type, recorded for them: what is taken, what is refused, what is shown."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from provision.errors import BadInput, NotFound, NotYours, ProvisionError, Refused
from provision.flow.halt import cancel
from provision.flow.step import Taken, disposition, only_role, record_step
from provision.flow.turn import progress
from provision.model.event import Kind
from provision.model.playbook import Role
from provision.model.request import Request
from tests.flow.offices import Office
from tests.flow.staff import TODAY, TOMORROW, seat

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "lembar disposisi.pdf"
    file.write_bytes(PDF)
    return file


def record(room: Office, request: Request, step: str, role: Role, day: date = TODAY, **more: Any) -> bool:
    """Record a step as Siti does; tell whether it made an entry."""
    desk = more.pop("desk", seat(room.desk, "siti"))
    return record_step(desk, request, step, Taken(role, day, **more)).event is not None


def test_a_letter_s_whole_way(room: Office) -> None:
    request = room.letter()
    assert record(room, request, "dispose", Role.HEAD, to=Role.DIVISION_HEAD)
    assert record(room, request, "assign", Role.DIVISION_HEAD, note="segera")
    room.granted(request)
    for step, role in [("initial", Role.SECRETARY), ("initial", Role.DIVISION_HEAD), ("sign", Role.HEAD), ("send", Role.GENERAL_ADMIN)]:  # fmt: skip
        waiting = progress(room.desk, request).next
        assert waiting is not None
        assert waiting.key == step
        assert record(room, request, step, role)
    assert progress(room.desk, request).next is None
    assert room.desk.ledger.verify() == []
    [first, *_] = room.desk.ledger.events(str(request.id), kind=Kind.STEP)
    assert first.actor == "siti"
    assert first.body == {"step": "dispose", "role": "head", "date": "2026-11-24", "evidence": "", "note": "", "to": "division_head"}  # fmt: skip


def test_twice_makes_nothing(room: Office, scan: Path) -> None:
    request = room.letter()
    assert record(room, request, "dispose", Role.HEAD, evidence=scan)
    assert not record(room, request, "dispose", Role.HEAD, evidence=scan)
    assert len(list((room.desk.site.folder / "scans").iterdir())) == 1
    with pytest.raises(Refused, match="already recorded for 2026-11-24, by siti"):
        record(room, request, "dispose", Role.HEAD, note="lain", evidence=scan)
    assert record(room, request, "dispose", Role.HEAD, note="lain", evidence=scan, corrects=True)
    assert not record(room, request, "dispose", Role.HEAD, note="lain", evidence=scan)
    [act] = progress(room.desk, request).acts(progress(room.desk, request).playbook.step("dispose"))
    assert act.note == "lain"


BAD: list[tuple[str, Role, dict[str, Any], type[ProvisionError], str]] = [
    ("terbang", Role.HEAD, {}, NotFound, "has no terbang"),
    ("check", Role.PRAKOM, {}, BadInput, "recorded when you run provision check"),
    ("dispose", Role.SECRETARY, {}, BadInput, "secretary has no part in dispose; it is a step of head of the office"),
    ("dispose", Role.HEAD, {"day": TOMORROW}, BadInput, "lies in the future"),
    ("dispose", Role.HEAD, {"day": date(2026, 11, 1)}, BadInput, "before the letter's own date"),
    ("sign", Role.HEAD, {}, Refused, "sign comes after draft, which was not done yet"),
    ("send", Role.GENERAL_ADMIN, {}, Refused, "run provision letter draft"),
    ("dispose", Role.HEAD, {"evidence": Path("/nowhere/x.pdf")}, NotFound, "There is no file /nowhere/x.pdf"),
    ("dispose", Role.HEAD, {"evidence": Path(__file__)}, BadInput, "is no scan"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "error", "said"), [(row[:3], *row[3:]) for row in BAD])
def test_what_makes_no_sense_is_not_recorded(
    room: Office, asked: tuple[str, Role, dict[str, Any]], error: type[ProvisionError], said: str
) -> None:
    request = room.letter()
    step, role, more = asked
    with pytest.raises(error) as refused:
        record(room, request, step, role, **more)
    assert said in str(refused.value.text)
    assert Kind.STEP not in room.kinds(request)
    assert not (room.desk.site.folder / "scans").exists()


def test_nobody_signs_before_the_day_of_the_draft(room: Office) -> None:
    request = room.letter()
    room.granted(request)
    with pytest.raises(BadInput, match="before draft was done"):
        record(room, request, "sign", Role.HEAD, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("login", "may"), [("siti", True), ("rina", True), ("budi", False), ("tamu", False), ("kabid", False)]
)
def test_who_may_write_it_down(room: Office, login: str, may: bool) -> None:
    request = room.letter()
    desk = seat(room.desk, login)
    if may:
        assert record(room, request, "dispose", Role.HEAD, desk=desk)
    else:
        with pytest.raises(NotYours):
            record(room, request, "dispose", Role.HEAD, desk=desk)


def test_who_took_the_step_may_write_it_down(room: Office) -> None:
    assert record(room, room.letter(), "assign", Role.DIVISION_HEAD, desk=seat(room.desk, "kabid"))


def test_what_was_not_recorded_before_is_told(room: Office) -> None:
    request = room.letter()
    room.granted(request)
    done = record_step(room.desk, request, "sign", Taken(Role.HEAD, TODAY))
    assert [step.key for step in done.missing] == ["dispose", "assign", "initial"]


def test_which_step_a_disposition_is(room: Office) -> None:
    request = room.letter()
    assert disposition(progress(room.desk, request), None).key == "dispose"
    assert disposition(progress(room.desk, request), Role.DIVISION_HEAD).key == "assign"
    record(room, request, "dispose", Role.HEAD)
    assert disposition(progress(room.desk, request), None).key == "assign"
    assert disposition(progress(room.desk, request), Role.HEAD).key == "dispose"
    with pytest.raises(
        BadInput, match=r"Prakom does not pass letters on here; the steps are: dispose \(head of"
    ):
        disposition(progress(room.desk, request), Role.PRAKOM)


def test_a_step_of_several_needs_to_know_whose(room: Office) -> None:
    playbook = progress(room.desk, room.letter()).playbook
    assert only_role(playbook.step("sign")) is Role.HEAD
    with pytest.raises(BadInput, match=r"--by \(division_head, secretary\)"):
        only_role(playbook.step("initial"))


def test_nothing_is_recorded_for_what_was_cancelled(room: Office) -> None:
    request = room.letter()
    cancel(room.desk, request, "ditarik kembali")
    with pytest.raises(Refused, match="was cancelled by prakom: ditarik kembali"):
        record(room, request, "dispose", Role.HEAD)
