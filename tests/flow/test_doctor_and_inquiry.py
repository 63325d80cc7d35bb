"""All about a name, an address, a request, a letter, an agency or a zone."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from provision.drivers.memory import MemoryDns, MemoryParent
from provision.errors import NoAnswer, NotFound
from provision.flow.deadline import deadline
from provision.flow.inquiry import Found, Known, KnownAgency, KnownZone, inquire
from provision.flow.turn import progress
from provision.i18n import Text
from provision.model.grant import Grant
from provision.model.query import Answer, Query, Silence
from provision.model.request import Action
from provision.names import Fqdn, Slug, parse_ip
from tests.engine.fakes import opened
from tests.flow.offices import Office
from tests.samples import APEX, a, zone

NS = [
    {"name": "ns1.penyedia.co.id", "addresses": []},
    {"name": f"ns2.rsud.{APEX}", "addresses": ["103.94.10.53"]},
]


def known(room: Office, text: str) -> Sequence[str]:
    """Return the names found, `-` for one that was only asked for, and an agency or a zone by its kind."""
    return [_short(one) for one in inquire(room.desk, text)]


def _short(one: Found) -> str:
    match one:
        case KnownAgency():
            return f"agency {one.agency.key}: {len(one.grants)} {len(one.requests)}"
        case KnownZone():
            return f"zone {one.zone.name}: {len(one.grants)}"
    return one.grant.object.partition(".")[0] if one.grant else "-"


KNOWN = [
    ("dinkes", ["dinkes"]),
    ("DINKES", ["dinkes"]),
    (f"dinkes.{APEX}", ["dinkes"]),
    (f"dinkes.{APEX}.", ["dinkes"]),
    (f"x.y.rsud.{APEX}", ["rsud"]),
    ("103.94.10.5", ["dinkes"]),
    ("103.94.10.53", ["rsud"]),
    ("ns1.penyedia.co.id", ["rsud"]),
    (f"ns2.rsud.{APEX}", ["rsud"]),
    ("SUB-2026-0001", ["dinkes"]),
    ("sub-2026-0001", ["dinkes"]),
    ("3", ["-"]),
    ("disdik", ["-"]),
    ("31/RSUD/2026", ["rsud"]),
    ("  31/rsud/2026 ", ["rsud"]),
    ("bappeda", ["agency bappeda: 0 0"]),
    ("Dinas Kesehatan", ["agency dinkes: 1 1"]),
    ("dinas   kesehatan", ["agency dinkes: 1 1"]),
    (APEX.text, [f"zone {APEX}: 2"]),
    (f"{APEX.text.upper()}.", [f"zone {APEX}: 2"]),
]


@pytest.fixture
def busy(room: Office) -> Office:
    """An office that granted an address and a delegation, and has a letter on the table."""
    room.granted(room.letter())
    key = f"subdomain:rsud.{APEX}"
    grant = Grant("subdomain", f"rsud.{APEX}", Slug("rsud"), {"ips": [], "ns": NS, "www": False})
    asked = opened(room.desk.ledger, "rsud", agency="rsud", number="31/RSUD/2026")
    room.desk.ledger.change_grants([str(asked.id)], [(None, grant)], "prakom")
    assert room.desk.ledger.grant(key)
    room.letter("disdik", agency="disdik")
    return room


@pytest.mark.parametrize(("text", "found"), KNOWN)
def test_inquiry(busy: Office, text: str, found: Sequence[str]) -> None:
    assert known(busy, text) == found
    assert all(json.dumps(one.to_json("id")) for one in inquire(busy.desk, text))


NOTHING = [
    ("xdinkes", "did you mean dinkes"),
    (f"xdinkes.{APEX}", f"did you mean dinkes.{APEX}"),
    ("SUB-2026-0009", "did you mean SUB-2026-0003"),
    ("Dinas Kesehata", "did you mean Dinas Kesehatan"),
    ("bengkaliskab.go.ir", f"did you mean {APEX}"),
    ("31/RSUD/2025", "did you mean 31/RSUD/2026"),
    ("SUB-2026", "could be any of SUB-2026-0001, SUB-2026-0002, SUB-2026-0003"),
    ("103.94.10.6", "Nothing is known of 103.94.10.6"),
    ("::1", "Nothing is known of ::1"),
    ("\x1b", "Nothing is known of"),
    ("", "Nothing is known of"),
]


@pytest.mark.parametrize(("text", "said"), NOTHING)
def test_nothing_known(busy: Office, text: str, said: str) -> None:
    with pytest.raises(NotFound, match=re.escape(said)):
        inquire(busy.desk, text)


def test_what_else_the_holder_holds(busy: Office) -> None:
    busy.granted(busy.letter("dinkes2"))
    [one] = inquire(busy.desk, "dinkes")
    assert one.to_json("en")["beside"] == [f"dinkes2.{APEX}"]


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


def test_what_the_ledger_knows_is_told_though_nobody_can_look(room: Office) -> None:
    room.granted(room.letter())

    def fail() -> None:
        raise NoAnswer(Text("no line tonight"))

    room.parent.read = fail  # type: ignore[method-assign, assignment]
    [known] = inquire(room.desk, "dinkes")
    assert isinstance(known, Known)
    assert known.grant is not None
    assert (known.survey, str(known.fault)) == (None, "no line tonight")
    assert known.to_json("en")["fault"] == "no line tonight"


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
