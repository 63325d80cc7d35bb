"""A zone that people edit as a file is not updated dynamically, wherever the file lies, until it is converted."""

from dataclasses import replace
from pathlib import Path

import pytest

from provision.errors import BadInput, NotFound, NotYours, Refused
from provision.flow.adopt.convert import convert
from provision.flow.carry import NotConfirmed
from provision.flow.doctor.examined import Mark
from provision.flow.doctor.hand_edited import examine_hand_edited
from provision.flow.fulfil import apply, plan
from provision.flow.undo import undo
from provision.model.event import Kind
from tests.flow.offices import Office, no, yes
from tests.flow.staff import seat
from tests.samples import APEX


def edited(room: Office, path: Path) -> None:
    """Let the site say that people edit the zone as a file."""
    home = replace(room.desk.site.zones[APEX], people_edit=path)
    room.sited(zones={APEX: home})


@pytest.fixture
def file(room: Office, tmp_path: Path) -> Path:
    path = tmp_path / "db.kabupaten"
    path.write_text("; kabupaten\n@ SOA a b 1 2 3 4 5\n")
    edited(room, path)
    return path


def home(room: Office):
    return room.desk.site.zones[APEX]


def test_plan_apply_and_undo_are_refused(room: Office, file: Path) -> None:
    room.sited(zones={APEX: replace(home(room), people_edit=None)})
    granted = room.letter("taman")
    apply(room.desk, [granted], yes)
    edited(room, file)
    sent, request = len(room.parent.sent), room.letter()
    for attempt in (
        lambda: plan(room.desk, [request]),
        lambda: apply(room.desk, [request], yes),
        lambda: undo(room.desk, granted, yes),
    ):
        with pytest.raises(Refused, match=r"would lose remarks \(1\)"):
            attempt()
    assert len(room.parent.sent) == sent
    assert room.desk.ledger.events(kind=Kind.PLANNED) == []
    assert not any(apply(room.desk, [granted], yes))


def test_a_file_on_another_machine_is_believed_to_the_site(room: Office, tmp_path: Path) -> None:
    edited(room, tmp_path / "di-server-lain")
    with pytest.raises(Refused, match="would break their next edit"):
        plan(room.desk, [room.letter()])
    with pytest.raises(NotFound, match="is not on this machine"):
        convert(room.desk, home(room), yes)


def test_where_the_server_keeps_a_journal_it_takes_updates(room: Office, file: Path) -> None:
    file.with_name(file.name + ".jnl").touch()
    apply(room.desk, [room.letter()], yes)


def test_converting_keeps_a_copy_and_is_done_once(room: Office, file: Path) -> None:
    with pytest.raises(NotConfirmed):
        convert(room.desk, home(room), no)
    done = convert(room.desk, home(room), yes)
    assert done.kept
    assert done.kept.read_bytes() == file.read_bytes()
    assert convert(room.desk, home(room), no).kept is None
    apply(room.desk, [room.letter()], yes)
    file.write_text("; lagi\n")
    with pytest.raises(Refused, match="was edited by hand after"):
        plan(room.desk, [room.letter("taman")])
    assert convert(room.desk, home(room), yes).kept != done.kept
    plan(room.desk, [room.letter("kota")])
    assert room.desk.ledger.verify() == []


def test_a_conversion_whose_entry_was_erased_still_counts(room: Office, file: Path) -> None:
    convert(room.desk, home(room), yes)
    room.desk.ledger.erase(room.desk.ledger.events(kind=Kind.CONVERTED)[0].seq, "kabid")
    plan(room.desk, [room.letter()])


def test_who_converts_and_what_there_is_to_convert(room: Office, file: Path) -> None:
    with pytest.raises(NotYours):
        convert(seat(room.desk, "siti"), home(room), yes)
    with pytest.raises(BadInput, match="people_edit"):
        convert(room.desk, replace(home(room), people_edit=None), yes)


def test_the_doctor_tells_it(room: Office, file: Path) -> None:
    (told,) = examine_hand_edited(room.desk)
    assert told.mark is Mark.WRONG
    assert "--convert" in str(told.do)
    convert(room.desk, home(room), yes)
    assert [one.mark for one in examine_hand_edited(room.desk)] == [Mark.GOOD]
    room.sited(zones={APEX: replace(home(room), people_edit=None)})
    assert not [*examine_hand_edited(room.desk)]
