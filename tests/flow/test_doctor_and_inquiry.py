"""Whether the site is in order; and all about one name."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from provision.drivers.memory import MemoryDns, MemoryParent
from provision.errors import BadAnswer, BadKey, NotFound
from provision.flow.deadline import deadline
from provision.flow.doctor import examine
from provision.flow.inquiry import inquire
from provision.flow.turn import progress
from provision.i18n import Text
from provision.model.query import Answer, Query, Silence
from provision.model.request import Action
from provision.names import Fqdn, Slug, parse_ip
from provision.secret import SecretRef
from tests.flow.offices import Office, office
from tests.samples import APEX, a, zone


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as one:
        yield one


def faults(room: Office) -> list[str]:
    return [f"{one.what}: {one.do}" for one in examine(room.desk) if not one.good]


def test_all_in_order(room: Office) -> None:
    assert faults(room) == []
    before = room.records
    examine(room.desk)
    assert room.records == before


def test_who_does_not_compare_serials(room: Office) -> None:
    room.parent.compares = False
    [fault] = faults(room)
    assert "compares the served serial" in fault


def test_a_key_that_may_not_write(room: Office) -> None:
    def refuse(_: int) -> None:
        raise BadAnswer(Text("REFUSED"))

    room.parent.fail = refuse
    assert [fault.rpartition(" may change ")[2] for fault in faults(room)] == [
        f"{rtype} records: REFUSED" for rtype in ("NS", "A", "AAAA")
    ]


def test_a_key_that_may_not_read(room: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise BadKey(Text("BADKEY"))

    monkeypatch.setattr(room.parent, "read", refuse)
    [fault] = faults(room)
    assert fault.endswith("transfer with the key provision-read: BADKEY")
    monkeypatch.setattr(room.parent, "compares_serial", refuse)
    assert len(faults(room)) == 2


@pytest.mark.parametrize(("mode", "good"), [(0o600, True), (0o640, True), (0o644, False), (0o601, False)])
def test_key_files_are_closed_to_others(room: Office, tmp_path: Path, mode: int, *, good: bool) -> None:
    [home] = room.desk.site.zones.values()
    path = tmp_path / "read.key"
    path.write_text("x")
    path.chmod(mode)
    key = replace(home.read_key, secret=SecretRef("file", "read.key", tmp_path))
    site = replace(room.desk.site, zones={APEX: replace(home, read_key=key)})
    told = [one for one in examine(replace(room.desk, site=site)) if "closed to others" in str(one.what)]
    assert [one.good for one in told] == [good]


def test_an_outbox_that_cannot_be_written(room: Office) -> None:
    room.desk.site.outbox.mkdir()
    assert faults(room) == []
    room.desk.site.outbox.chmod(0o500)
    assert [os.fspath(room.desk.site.outbox) in fault for fault in faults(room)] == [True]


def known(room: Office, text: str) -> Sequence[str]:
    return [one.grant.object.partition(".")[0] if one.grant else "-" for one in inquire(room.desk, text)]


KNOWN = [
    ("dinkes", ["dinkes"]),
    ("DINKES", ["dinkes"]),
    (f"dinkes.{APEX}", ["dinkes"]),
    (f"x.y.dinkes.{APEX}", ["dinkes"]),
    ("103.94.10.5", ["dinkes"]),
    ("SUB-2026-0001", ["dinkes"]),
    ("disdik", ["-"]),
]


@pytest.mark.parametrize(("text", "found"), KNOWN)
def test_inquiry(room: Office, text: str, found: Sequence[str]) -> None:
    room.granted(room.letter())
    room.letter("disdik", agency="disdik")
    assert known(room, text) == found
    assert all(json.dumps(one.to_json("id")) for one in inquire(room.desk, text))


@pytest.mark.parametrize(
    "text", ["xdinkes", f"xdinkes.{APEX}", "103.94.10.6", "::1", "SUB-2026-0009", "\x1b"]
)
def test_nothing_known(room: Office, text: str) -> None:
    room.granted(room.letter())
    with pytest.raises(NotFound):
        inquire(room.desk, text)


def test_what_is_told_of_a_grant(room: Office) -> None:
    room.granted(room.letter())
    [one] = inquire(room.desk, "dinkes")
    told = one.to_json("en")
    assert told["wanted"] == told["seen"] == [a("dinkes").to_json()]
    assert (told["findings"], told["requests"][0]["status"]) == ([], "answered")
    assert "grants.changed" in [event["kind"] for event in told["events"]]
    room.granted(room.letter(action=Action.REVOKE))
    [one] = inquire(room.desk, "dinkes")
    assert [status for _, status in one.requests] == ["answered", "answered"]
    assert one.to_json("en")["seen"] == []
    with pytest.raises(NotFound):
        inquire(room.desk, "103.94.10.5")


def test_until_when_an_answer_is_owed(room: Office) -> None:
    request = room.letter()
    assert deadline(progress(room.desk, request), request, room.desk.today).day == date(2026, 11, 24)


def test_the_fakes(tmp_path: Path) -> None:
    query = Query(parse_ip("10.0.0.1"), Fqdn("a.id"), "A")
    heard = Answer(query, rcode="NOERROR")
    asked: Callable[[Query], Answer] = lambda one: MemoryDns({query: heard}).exchange([one])[0]  # noqa: E731
    assert asked(query) is heard
    assert asked(replace(query, tcp=True)).silence is Silence.TIMEOUT
    parent = MemoryParent(zone())
    assert (parent.serial(), parent.compares_serial(), parent.fits([], [])) == (7, True, True)


def test_an_agency_nobody_knows(room: Office) -> None:
    with pytest.raises(NotFound, match="known are bappeda"):
        room.desk.site.agency(Slug("bubar"))
