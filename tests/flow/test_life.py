"""What letters do to a grant after it was made: each action there, again, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from provision.errors import Refused, Stale, Unsafe
from provision.flow.answer import draft
from provision.flow.check import check
from provision.flow.fulfil import apply, plan
from provision.flow.propose import over
from provision.flow.survey_all import survey_all
from provision.flow.undo import undo
from provision.flow.waive import waive
from provision.model.event import Kind
from provision.model.finding import Level
from provision.model.grant import Grant, State
from provision.model.request import Action, Request
from provision.model.rrset import RRset
from provision.services.registry import service
from tests.engine.fakes import Clock
from tests.flow.offices import Office, no, yes
from tests.samples import APEX, a, cname, name, txt

MX = RRset.of(name("dinkes"), "MX", 3600, ["10 mail.penyedia.id."])
RECORDS = [
    {"label": "@", "type": "MX", "value": "10 mail.penyedia.id."},
    {"label": "_dmarc", "type": "TXT", "value": '"v=DMARC1"'},
]
DMARC = RRset.of(name("_dmarc.dinkes"), "TXT", 3600, ['"v=DMARC1"'])
NEXT_MONTH = "2026-12-24"
OTHER = "103.94.10.6"
V6 = RRset.of(name("dinkes"), "AAAA", 3600, ["2001:df4:a10::5"])


@dataclass(frozen=True)
class Life:
    """An action on dinkes after some letters before it, and the records that are then there."""

    action: Action
    shows: set[RRset]
    fields: Mapping[str, Any] = field(default_factory=dict)
    first: Mapping[str, Any] = field(default_factory=dict)
    then: Action | None = None


LIVES = [
    Life(Action.CHANGE, {a("dinkes", OTHER)}, {"ips": [OTHER]}),
    Life(Action.CHANGE, {a("dinkes", OTHER), V6}, {"ips": [OTHER, "2001:df4:a10::5"]}),
    Life(Action.CHANGE, {a("dinkes"), a("www.dinkes")}, {"www": True}),
    Life(Action.CHANGE, {a("dinkes"), MX, DMARC}, {"records": RECORDS}),
    Life(Action.CHANGE, {a("dinkes"), MX}, {"records": RECORDS[:1], "reduces": True}, {"records": RECORDS}),
    Life(Action.CHANGE, {a("dinkes")}, {"until": NEXT_MONTH}),
    Life(Action.CHANGE, {a("dinkes")}, {"ips": ["103.94.10.5"], "reduces": True}, {"ips": ["103.94.10.5", OTHER]}),
    Life(Action.RENAME, {a("dinkes"), a("sehat")}, {"to": f"sehat.{APEX}", "until": NEXT_MONTH}),
    Life(Action.RENAME, {a("dinkes"), a("sehat", OTHER)}, {"to": f"sehat.{APEX}", "until": NEXT_MONTH, "ips": [OTHER]}),
    Life(Action.SUSPEND, set()),
    Life(Action.SUSPEND, set(), {}, {"www": True, "records": RECORDS}),
    Life(Action.RESUME, {a("dinkes"), a("www.dinkes"), MX, DMARC}, {}, {"www": True, "records": RECORDS}, Action.SUSPEND),
    Life(Action.REVOKE, set(), {}, {"records": RECORDS}),
    Life(Action.REVOKE, set(), {}, {}, Action.SUSPEND),
    Life(Action.HANDOVER, {a("dinkes", "103.94.10.5")}, {"receiver": "rsud"}, {}),
    Life(Action.HANDOVER, set(), {"receiver": "rsud"}, {}, Action.SUSPEND),
]  # fmt: skip


@pytest.mark.parametrize("life", LIVES, ids=lambda life: f"{life.action} {list(life.fields)} {life.then}")
def test_there_again_and_back(room: Office, life: Life) -> None:
    # The name is nobody's official one, so that it may change hands.
    room.sited(agencies=without_names(room))
    room.granted(room.letter(**life.first))
    if life.then:
        room.granted(room.letter(action=life.then))
    records, grants = room.records, list(room.desk.ledger.grants())
    request = room.letter(action=life.action, **life.fields)
    apply(room.desk, [request], yes)
    assert room.records == life.shows
    changed = list(room.desk.ledger.grants())
    assert changed != grants
    assert [bool(left) for left in apply(room.desk, [request], no)] == [False]
    assert list(room.verified(request).findings) == []
    assert list(survey_all(room.desk).findings) == []
    undo(room.desk, request, yes)
    assert (room.records, list(room.desk.ledger.grants())) == (records, grants)
    with pytest.raises(Refused, match="has changed nothing"):
        undo(room.desk, request, yes)
    apply(room.desk, [request], yes)
    assert (room.records, list(room.desk.ledger.grants())) == (life.shows, changed)
    assert room.desk.ledger.verify() == []


def without_names(room: Office) -> Mapping[Any, Any]:
    from dataclasses import replace

    return {key: replace(agency, subdomains=()) for key, agency in room.desk.site.agencies.items()}


# A letter, and the tag that returns it.
RETURNED: list[tuple[str, dict[str, Any], str]] = [
    ("change by another", {"action": Action.CHANGE, "agency": "disdik", "ips": [OTHER]}, "NOT_THE_HOLDER"),
    ("suspension by another", {"action": Action.SUSPEND, "agency": "disdik"}, "NOT_THE_HOLDER"),
    ("hand-over by another", {"action": Action.HANDOVER, "agency": "disdik", "receiver": "disdik"}, "NOT_THE_HOLDER"),
    ("hand-over to itself", {"action": Action.HANDOVER, "receiver": "dinkes"}, "SAME_HOLDER"),
    ("hand-over of an official name", {"action": Action.HANDOVER, "receiver": "rsud"}, "NAME_OF_ANOTHER_AGENCY"),
    ("resumption of what is active", {"action": Action.RESUME}, "GRANT_NOT_SUSPENDED"),
    ("change to a private address", {"action": Action.CHANGE, "ips": ["10.0.0.1"]}, "A01_ADDR_NOT_GLOBALLY_REACHABLE"),
    ("change that drops a family", {"action": Action.CHANGE, "ips": ["2001:df4:a10::5"]}, "CHANGE_LOWERS"),
    ("a record that is not allowed", {"action": Action.CHANGE, "records": [{"label": "x", "type": "MX", "value": "1 a."}]},
     "RECORD_NOT_ALLOWED"),
    ("an alias at the name", {"action": Action.CHANGE, "records": [{"label": "@", "type": "CNAME", "value": "a."}]},
     "RECORD_CLASHES"),
    ("a last day that is over", {"action": Action.CHANGE, "until": "2026-11-23"}, "END_DATE_PASSED"),
    ("rename onto a held name", {"action": Action.RENAME, "to": f"rsud.{APEX}", "until": NEXT_MONTH}, "NAME_HELD"),
    ("rename onto a reserved name", {"action": Action.RENAME, "to": f"mail.{APEX}", "until": NEXT_MONTH}, "NAME_RESERVED"),
    ("rename onto a resting name", {"action": Action.RENAME, "to": f"lama.{APEX}", "until": NEXT_MONTH}, "NAME_RESTING"),
    ("rename onto a name in the zone", {"action": Action.RENAME, "to": f"ada.{APEX}", "until": NEXT_MONTH}, "NAME_IN_ZONE"),
    ("change of what was never granted", {"label": "tiada", "action": Action.CHANGE, "ips": [OTHER]}, "NO_SUCH_GRANT"),
    ("change of what has ended", {"label": "lama", "agency": "disdik", "action": Action.CHANGE, "ips": [OTHER]},
     "GRANT_HAS_ENDED"),
    ("suspension of what has ended", {"label": "lama", "agency": "disdik", "action": Action.SUSPEND}, "GRANT_HAS_ENDED"),
    ("a resting name", {"label": "lama", "ips": [OTHER]}, "NAME_RESTING"),
]  # fmt: skip


@pytest.mark.parametrize(("letter", "tag"), [row[1:] for row in RETURNED], ids=[row[0] for row in RETURNED])
def test_a_letter_that_is_returned(room: Office, letter: dict[str, Any], tag: str) -> None:
    room.granted(room.letter())
    room.granted(room.letter("rsud", agency="rsud", ips=["103.94.10.7"]))
    room.granted(room.letter("lama", agency="disdik", ips=["103.94.10.8"]))
    room.granted(room.letter("lama", agency="disdik", action=Action.REVOKE))
    room.parent.elsewhere([change_to(a("ada", "103.94.10.9"))])
    records, grants = room.records, list(room.desk.ledger.grants())
    request = room.letter(**letter)
    found = check(room.desk, [request])
    assert tag in {finding.tag for finding in found.findings if finding.level >= Level.ERROR}
    assert all(f.letter for f in found.reasons(room.desk.site))
    with pytest.raises(Refused):
        apply(room.desk, [request], yes)
    assert (room.records, list(room.desk.ledger.grants())) == (records, grants)


def change_to(rrset: RRset) -> Any:
    from provision.model.change import Change

    return Change(None, rrset)


def test_a_suspended_name_is_held_and_not_changed(room: Office) -> None:
    room.granted(room.letter())
    room.granted(room.letter(action=Action.SUSPEND))
    [grant] = room.desk.ledger.grants()
    assert (grant.state, grant.params["ips"]) == (State.SUSPENDED, ["103.94.10.5"])
    blocked = {
        tag(room, room.letter(action=Action.CHANGE, ips=[OTHER])),
        tag(room, room.letter(action=Action.SUSPEND)),
        tag(room, room.letter(agency="rsud")),
    }
    assert blocked == {"GRANT_SUSPENDED", "NAME_HELD"}


def tag(room: Office, request: Request) -> str:
    """Return the first reason against a letter, which is then returned."""
    reasons = check(room.desk, [request]).reasons(room.desk.site)
    room.answered(request, "returned")
    told = [reason.tag for reason in reasons if reason.tag != "NAME_OF_ANOTHER_AGENCY"]
    return told[0]


def test_a_resting_name_goes_back_to_its_last_holder_at_once_and_to_others_later(room: Office) -> None:
    room.granted(room.letter("taman"))
    room.granted(room.letter("taman", action=Action.REVOKE))
    assert tag(room, room.letter("taman", agency="rsud", ips=["103.94.10.5"])) == "NAME_RESTING"
    clock(room).at += timedelta(days=29)
    assert tag(room, room.letter("taman", agency="rsud", ips=["103.94.10.5"])) == "NAME_RESTING"
    clock(room).at += timedelta(days=1)
    room.granted(room.letter("taman", agency="rsud", ips=["103.94.10.5"]))
    room.granted(room.letter("taman", agency="rsud", action=Action.REVOKE))
    room.granted(room.letter("taman", agency="rsud", ips=["103.94.10.5"]))
    assert room.records == {a("taman")}


def clock(room: Office) -> Clock:
    found = room.desk.world.clock
    assert isinstance(found, Clock)
    return found


@pytest.mark.parametrize(
    ("letter", "left"),
    [
        ({"until": NEXT_MONTH}, set()),
        ({"www": True, "records": RECORDS, "until": NEXT_MONTH}, set()),
    ],
)
def test_a_name_for_an_event_ends_by_itself(room: Office, letter: dict[str, Any], left: set[RRset]) -> None:
    request = room.letter(**letter)
    room.granted(request)
    clock(room).at += timedelta(days=30)
    assert (over(room.desk), list(survey_all(room.desk).findings)) == ([], [])
    clock(room).at += timedelta(days=1)
    assert "GRANT_LAPSED" in {finding.tag for finding in survey_all(room.desk).findings}
    assert over(room.desk) == [request]
    apply(room.desk, over(room.desk), yes)
    assert room.records == left
    [grant] = room.desk.ledger.grants()
    assert (grant.state, grant.because["state"]) == (State.ENDED, str(request.id))
    assert (over(room.desk), list(survey_all(room.desk).findings)) == ([], [])
    apply(room.desk, [request], no)
    with pytest.raises(Refused, match="ended by itself on 2026-12-24"):
        undo(room.desk, request, yes)
    assert room.desk.ledger.verify() == []


def test_the_old_name_of_a_rename_ends_by_itself_and_the_new_one_stays(room: Office) -> None:
    room.granted(room.letter())
    rename = room.letter(action=Action.RENAME, to=f"sehat.{APEX}", until=NEXT_MONTH)
    plan(room.desk, [rename])
    room.granted(rename)
    clock(room).at += timedelta(days=31)
    apply(room.desk, over(room.desk), yes)
    assert room.records == {a("sehat")}
    assert list(room.verified(rename).findings) == []
    standing = {grant.object: grant for grant in room.desk.ledger.grants() if grant.stands}
    assert list(standing) == [f"sehat.{APEX}"]
    room.granted(room.letter("sehat", action=Action.CHANGE, ips=[OTHER]))
    assert room.records == {a("sehat", OTHER)}


def test_what_others_depend_on_does_not_end_unseen(room: Office) -> None:
    request = room.letter(until=NEXT_MONTH)
    room.granted(request)
    room.parent.elsewhere([change_to(cname("y", "dinkes"))])
    clock(room).at += timedelta(days=31)
    with pytest.raises(Unsafe, match="depend on"):
        apply(room.desk, [request], yes)
    apply(room.desk, [request], yes, accept_dependents=True)
    assert room.records == {cname("y", "dinkes")}


def test_a_letter_that_only_waits_for_an_earlier_one_is_not_returned(room: Office) -> None:
    room.granted(room.letter())
    room.letter(action=Action.CHANGE, ips=[OTHER])
    second = room.letter(action=Action.CHANGE, ips=["103.94.10.7"])
    with pytest.raises(Refused, match="waits and is not returned"):
        draft(room.desk, [second])
    assert room.status(second).is_open
    worse = room.letter(action=Action.CHANGE, ips=["10.0.0.1"])
    [told] = draft(room.desk, [worse], room.desk.site.outbox)
    assert told.outcome == "returned"


def test_two_changes_at_once_go_in_the_order_of_their_letters(room: Office) -> None:
    room.granted(room.letter())
    first = room.letter(action=Action.CHANGE, ips=[OTHER])
    second = room.letter(action=Action.CHANGE, ips=["103.94.10.7"])
    with pytest.raises(Refused, match=f"{first.id} of dinkes came earlier"):
        apply(room.desk, [second], yes)
    room.granted(first)
    room.granted(second)
    assert room.records == {a("dinkes", "103.94.10.7")}
    with pytest.raises(Stale, match=str(second.id)):
        undo(room.desk, first, yes)


def test_a_change_keeps_what_it_does_not_name(room: Office) -> None:
    first = room.letter(www=True, records=RECORDS)
    room.granted(first)
    second = room.letter(action=Action.CHANGE, ips=[OTHER])
    room.granted(second)
    [grant] = room.desk.ledger.grants()
    assert (grant.params["www"], grant.params["records"]) == (True, RECORDS)
    assert {key: grant.because[key] for key in ("ips", "www")} == {
        "ips": str(second.id),
        "www": str(first.id),
    }


def test_a_record_made_by_hand_is_not_taken_over_unseen(room: Office) -> None:
    room.granted(room.letter())
    room.parent.elsewhere([change_to(txt("dinkes", '"hand"'))])
    record = {"label": "@", "type": "TXT", "value": '"v=spf1 -all"'}
    assert tag(room, room.letter(action=Action.CHANGE, records=[record])) == "NAME_IN_ZONE"
    room.granted(room.letter(action=Action.CHANGE, ips=[OTHER]))
    assert room.records == {a("dinkes", OTHER), txt("dinkes", '"hand"')}


def test_a_waiver_covers_the_new_name_of_a_rename(room: Office) -> None:
    room.granted(room.letter())
    room.granted(room.letter("lama", agency="disdik", ips=["103.94.10.8"]))
    room.granted(room.letter("lama", agency="disdik", action=Action.REVOKE))
    rename = room.letter(action=Action.RENAME, to=f"lama.{APEX}", until=NEXT_MONTH)
    assert [reason.tag for reason in check(room.desk, [rename]).reasons(room.desk.site)] == ["NAME_RESTING"]
    waive(room.desk, rename, "NAME_RESTING", "disepakati kedua dinas", NEXT_MONTH)
    room.granted(rename)
    assert room.records == {a("dinkes"), a("lama")}


def test_a_letter_about_several_grants_leaves_one_entry_of_each_kind(room: Office) -> None:
    room.granted(room.letter())
    request = room.letter(action=Action.RENAME, to=f"sehat.{APEX}", until=NEXT_MONTH)
    plan(room.desk, [request])
    apply(room.desk, [request], yes)
    room.verified(request)
    kinds = [kind for kind in room.kinds(request) if kind is not Kind.CHECKED]
    assert kinds == [Kind.OPENED, Kind.PLANNED, Kind.INTENDED, Kind.DONE, Kind.GRANTED, Kind.VERIFIED]


def grant_of(room: Office) -> Grant:
    [grant] = room.desk.ledger.grants()
    return grant


@pytest.mark.parametrize("life", LIVES, ids=lambda life: f"{life.action} {list(life.fields)} {life.then}")
def test_each_action_has_its_letter(room: Office, life: Life) -> None:
    room.granted(room.letter(**life.first))
    before = grant_of(room)
    kind = service("subdomain")
    request = room.letter(action=life.action, **life.fields)
    pairs = kind.propose(request, {before.key: before}, room.desk.today)
    rows = dict(kind.letter_rows(request, pairs, room.desk.site))
    usage = kind.letter_usage(request, pairs, room.desk.site)
    assert rows
    assert usage
    assert all(sentence.endswith(".") for sentence in usage)


SERVERS = [{"name": f"ns{number}.penyedia.id", "addresses": []} for number in (1, 2)]
OLD = "server lama tetap diaktifkan", "name server lama tetap diaktifkan"


@pytest.mark.parametrize(
    ("first", "fields", "old"),
    [
        ({}, {"ips": [OTHER]}, True),
        ({}, {"until": NEXT_MONTH}, False),
        ({}, {"records": RECORDS}, False),
        ({"ns": SERVERS}, {"ns": SERVERS[:1]}, True),
        ({"ns": SERVERS}, {"ips": [OTHER]}, False),
        ({"ns": SERVERS}, {"ns": []}, True),
    ],
)
def test_a_letter_speaks_of_an_old_server_where_there_is_one(
    room: Office, first: dict[str, Any], fields: dict[str, Any], *, old: bool
) -> None:
    kind = service("subdomain")
    request = room.letter(**first)
    [(_, before)] = kind.propose(request, {}, room.desk.today)
    change = room.letter(action=Action.CHANGE, **fields)
    pairs = kind.propose(change, {before.key: before}, room.desk.today)
    told = " ".join(kind.letter_usage(change, pairs, room.desk.site))
    assert any(word in told for word in OLD) is old
