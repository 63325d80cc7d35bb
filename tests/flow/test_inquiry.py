"""All about one name, an address or a request."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from provision.drivers.memory import MemoryDns, MemoryParent
from provision.errors import NotFound
from provision.flow.deadline import deadline
from provision.flow.inquiry import inquire
from provision.model.query import Answer, Query, Silence
from provision.model.request import Action
from provision.names import Fqdn, Slug, parse_ip
from tests.flow.offices import Office, office
from tests.samples import APEX, a, zone


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as one:
        yield one


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
    assert deadline(room.desk.site, room.letter()).day == date(2026, 11, 24)


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
