"""Check, plan, apply, verify, undo and the letter, on memory alone."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provision.checks.tags import CASES
from provision.errors import BadInput, NotFound, NotVerified, ReadOnly, Refused, Stale, Unsafe
from provision.flow import answer
from provision.flow.answer import draft, reasons
from provision.flow.carry import NotConfirmed
from provision.flow.check import check, look
from provision.flow.fulfil import apply, plan
from provision.flow.propose import standing
from provision.flow.survey_all import survey_all
from provision.flow.undo import undo
from provision.flow.verify import verify
from provision.i18n import Text
from provision.letter.pdf import NoPdfMaker
from provision.model.change import Change
from provision.model.event import Kind, Status
from provision.model.finding import Finding, Level
from provision.model.grant import State
from provision.model.plan import Plan
from provision.model.request import Action
from provision.model.rrset import RRset
from tests.flow.offices import Office, no, office, yes
from tests.samples import a, cname, name, ns, txt


@pytest.fixture
def room(tmp_path: Path, ledger_url: str) -> Iterator[Office]:
    with office(tmp_path, url=ledger_url) as one:
        yield one


def test_who_may_only_read_the_ledger_checks_and_is_told_that_it_is_not_recorded(tmp_path: Path) -> None:
    with office(tmp_path) as room:
        request = room.letter()
    told: list[Text] = []
    with office(tmp_path, url=f"sqlite:///file:{tmp_path}/ledger.db?mode=ro&uri=true") as room:
        found = check(room.desk, [request], tell=told.append)
        assert [finding.tag for finding in found.findings] == ["RECORD_MISSING"]
        assert room.kinds(request) == [Kind.OPENED]
        with pytest.raises(ReadOnly):
            plan(room.desk, [request])
    assert ["Not recorded" in str(text) for text in told] == [True]


def test_a_letter_from_check_to_verify(room: Office) -> None:
    request = room.letter()
    assert [finding.tag for finding in check(room.desk, [request]).findings] == ["RECORD_MISSING"]
    assert room.status(request) is Status.CHECKED
    _, [made] = plan(room.desk, [request])
    assert made.changes == [Change(None, a("dinkes"))]
    assert room.records == set()
    assert room.status(request) is Status.PLANNED
    assert [one.digest for one in apply(room.desk, [request], yes)] == [made.digest]
    assert room.records == {a("dinkes")}
    assert room.status(request) is Status.APPLIED
    assert list(room.verified(request).findings) == []
    assert room.status(request) is Status.VERIFIED
    [grant] = room.desk.ledger.grants()
    assert (grant.agency, grant.because, grant.since) == (
        request.agency,
        dict.fromkeys(request.fields, str(request.id)),
        room.desk.today,
    )
    assert room.desk.ledger.verify() == []


def test_nobody_asks_the_resolver_before_the_name_is_there(room: Office) -> None:
    request = room.letter()
    plan(room.desk, [request])
    assert room.dns.asked == []
    apply(room.desk, [request], yes)
    room.verified(request)
    assert any(query.recurse for query in room.dns.asked)


def test_twice_changes_nothing(room: Office) -> None:
    request = room.letter()
    room.granted(request)
    sent = len(room.parent.sent)
    [again] = apply(room.desk, [request], no)
    assert not again
    assert len(room.parent.sent) == sent
    assert room.kinds(request).count(Kind.GRANTED) == 1


BLOCKED: list[tuple[str, dict[str, Any], Sequence[RRset], str]] = [
    ("private", {"ips": ["10.0.0.1"]}, [], "not a public address"),
    ("reserved", {"label": "mail"}, [], "is reserved"),
    ("taken", {}, [txt("dinkes")], "already holds"),
    ("alias", {}, [cname("dinkes", "x")], "already holds"),
    ("hidden", {"label": "x.dinkes"}, [ns("dinkes")], "lies below"),
    ("another's", {"label": "disdik"}, [], "is the official name of Dinas Pendidikan"),
    ("nobody's to end", {"action": Action.REVOKE}, [], "No standing grant"),
]


@pytest.mark.parametrize(
    ("fields", "seen", "reason"), [row[1:] for row in BLOCKED], ids=[row[0] for row in BLOCKED]
)
@pytest.mark.parametrize("step", [plan, lambda desk, requests: apply(desk, requests, yes)])
def test_a_letter_that_blocks_changes_nothing(
    step: Callable[..., object], fields: dict[str, Any], seen: Sequence[RRset], reason: str, tmp_path: Path
) -> None:
    with office(tmp_path, *seen) as room:
        request = room.letter(**fields)
        with pytest.raises(Refused, match=reason):
            step(room.desk, [request])
        assert (room.parent.sent, list(room.desk.ledger.grants()), room.records) == ([], [], set(seen))
        assert not {Kind.PLANNED, Kind.INTENDED, Kind.GRANTED} & set(room.kinds(request))


def test_nobody_said_yes(room: Office) -> None:
    request = room.letter()
    with pytest.raises(NotConfirmed):
        apply(room.desk, [request], no)
    assert (room.parent.sent, list(room.desk.ledger.grants())) == ([], [])


def test_what_was_not_shown_is_not_done(room: Office) -> None:
    request = room.letter(www=True)
    room.parent.elsewhere([Change(None, a("www.dinkes"))])
    plan(room.desk, [request])
    room.parent.elsewhere([Change(a("www.dinkes"), None)])
    with pytest.raises(Stale):
        apply(room.desk, [request], yes)
    assert (room.parent.sent, list(room.desk.ledger.grants())) == ([], [])
    plan(room.desk, [request])
    apply(room.desk, [request], yes)
    assert room.records == {a("dinkes"), a("www.dinkes")}


def test_less_than_was_shown_is_right(room: Office) -> None:
    request = room.letter(www=True)
    plan(room.desk, [request])
    room.parent.elsewhere([Change(None, a("www.dinkes"))])
    apply(room.desk, [request], yes)
    assert room.records == {a("dinkes"), a("www.dinkes")}


def test_an_unrelated_change_makes_no_plan_stale(room: Office) -> None:
    request = room.letter()
    plan(room.desk, [request])
    room.parent.elsewhere([Change(None, txt("disdik"))])
    apply(room.desk, [request], yes)
    assert room.records == {a("dinkes"), txt("disdik")}


def test_a_killed_run_goes_on(room: Office) -> None:
    class Killed(BaseException):
        pass

    def kill(_: int) -> None:
        raise Killed

    request = room.letter()
    plan(room.desk, [request])
    room.parent.lose = kill
    with pytest.raises(Killed):
        apply(room.desk, [request], yes)
    assert room.status(request) is Status.APPLYING
    assert room.records == {a("dinkes")}
    [left] = apply(room.desk, [request], no)
    assert not left
    assert len(room.desk.ledger.grants()) == 1
    assert room.desk.ledger.open_intents() == []
    assert room.status(request) is Status.APPLIED


def test_verify_of_what_was_not_applied(room: Office) -> None:
    with pytest.raises(Refused, match="has not been applied"):
        room.verified(room.letter())


def test_verify_tells_what_somebody_took_away(room: Office) -> None:
    request = room.letter()
    room.granted(request)
    room.parent.elsewhere([Change(a("dinkes"), None)])
    assert [finding.tag for finding in room.verified(request).findings] == ["RECORD_MISSING"]
    [event] = room.desk.ledger.events(str(request.id), kind=Kind.VERIFIED)
    assert event.body
    assert event.body["passed"] is False
    assert [finding.tag for finding in survey_all(room.desk).findings] == ["RECORD_MISSING"]
    apply(room.desk, [request], yes)
    assert list(room.verified(request).findings) == []


@pytest.mark.parametrize("intruder", [cname("dinkes", "x"), a("dinkes", "103.94.10.9"), ns("dinkes")])
def test_apply_mends_what_somebody_put_in_its_place(room: Office, intruder: RRset) -> None:
    request = room.letter()
    room.granted(request)
    room.parent.elsewhere([Change(a("dinkes"), None), Change(None, intruder)])
    apply(room.desk, [request], yes)
    assert room.records == {a("dinkes")}


def test_verify_waits_for_what_comes_by_itself(room: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provision.flow.verify.BETWEEN", 0.0)
    request = room.letter()
    room.granted(request)
    [home] = room.desk.site.zones.values()
    late, told = 3, []

    def exchange(queries: Sequence[Any]) -> Sequence[Any]:
        nonlocal late
        late -= 1
        found = [room.dns._answer(query, room.parent.read()) for query in queries]
        behind = [one.query.server == home.secondaries[0].address and late > 0 for one in found]
        return [replace(one, answer=()) if old else one for one, old in zip(found, behind, strict=True)]

    monkeypatch.setattr(room.dns, "exchange", exchange)
    room.sited(zones={home.name: replace(home, patience=20.0)})
    found = verify(room.desk, [request], told.append)
    assert list(found.findings) == []
    assert [finding.tag for finding in told] == ["PARENT_SERVER_BEHIND"] * 2


def test_the_end_of_a_grant(room: Office) -> None:
    room.granted(room.letter())
    end = room.letter(action=Action.REVOKE)
    apply(room.desk, [end], yes)
    assert room.records == set()
    [grant] = room.desk.ledger.grants()
    assert (grant.state, grant.because["state"]) == (State.ENDED, str(end.id))
    assert list(room.verified(end).findings) == []
    room.answered(end)
    room.granted(room.letter())
    assert room.records == {a("dinkes")}


def test_what_depends_on_a_name_is_not_taken_away_unseen(room: Office) -> None:
    room.granted(room.letter())
    room.parent.elsewhere([Change(None, cname("y", "dinkes"))])
    end = room.letter(action=Action.REVOKE)
    with pytest.raises(Refused, match="depend on"):
        apply(room.desk, [end], yes)
    apply(room.desk, [end], yes, accept_dependents=True)
    assert room.records == {cname("y", "dinkes")}


def test_undo(room: Office) -> None:
    request = room.letter()
    room.granted(request)
    with pytest.raises(NotConfirmed):
        undo(room.desk, request, no)
    assert room.records == {a("dinkes")}
    undo(room.desk, request, yes)
    assert (room.records, list(room.desk.ledger.grants())) == (set(), [])
    with pytest.raises(Refused, match="has changed nothing"):
        undo(room.desk, request, yes)
    apply(room.desk, [request], yes)
    assert room.records == {a("dinkes")}
    assert room.desk.ledger.verify() == []


def test_undo_of_an_end(room: Office) -> None:
    first = room.letter()
    room.granted(first)
    [before] = room.desk.ledger.grants()
    end = room.letter(action=Action.REVOKE)
    room.granted(end)
    undo(room.desk, end, yes)
    assert room.records == {a("dinkes")}
    assert list(room.desk.ledger.grants()) == [before]


def test_undo_names_the_later_request(room: Office) -> None:
    first = room.letter()
    room.granted(first)
    end = room.letter(action=Action.REVOKE)
    room.granted(end)
    with pytest.raises(Stale, match=str(end.id)) as caught:
        undo(room.desk, first, yes)
    assert caught.value.exit_code == 4
    assert room.records == set()
    undo(room.desk, end, yes)
    undo(room.desk, first, yes)
    assert (room.records, list(room.desk.ledger.grants())) == (set(), [])


def test_undo_of_nothing(room: Office) -> None:
    with pytest.raises(Refused, match="has changed nothing"):
        undo(room.desk, room.letter(), yes)


def test_several_letters_in_one_go(room: Office) -> None:
    requests = [room.letter(), room.letter("disdik", agency="disdik", ips=["103.94.10.6"])]
    [made] = apply(room.desk, requests, yes)
    assert [group.grant for group in made.groups] == [one.grant_key for one in requests]
    assert room.records == {a("dinkes"), a("disdik", "103.94.10.6")}
    assert list(room.verified(*requests).findings) == []


def test_one_letter_that_blocks_holds_back_the_others(room: Office) -> None:
    requests = [room.letter(), room.letter("disdik", agency="disdik", ips=["10.0.0.1"])]
    with pytest.raises(Refused):
        apply(room.desk, requests, yes)
    assert room.records == set()


def test_what_is_split_over_messages_stays_whole_by_grant(tmp_path: Path) -> None:
    with office(tmp_path, most=2) as room:
        agencies = ["dinkes", "disdik", "rsud"]
        requests = [
            room.letter(key, agency=key, ips=[f"103.94.10.{n}"], www=True)
            for n, key in enumerate(agencies, 1)
        ]
        apply(room.desk, requests, yes)
        assert [{change.name.labels[-4] for change in changes} for changes, _ in room.parent.sent] == [
            {key} for key in agencies
        ]
        assert len(room.records) == 6


def test_every_grant_is_surveyed_ended_ones_too(room: Office) -> None:
    room.granted(room.letter())
    room.granted(room.letter("posyandu"))
    room.granted(room.letter(action=Action.REVOKE))
    assert [proposal.after.state for proposal in standing(room.desk.ledger.grants(), room.desk.today)] == [
        State.ENDED,
        State.ACTIVE,
    ]
    assert list(survey_all(room.desk).findings) == []
    room.parent.elsewhere([Change(None, a("dinkes"))])
    assert [finding.tag for finding in survey_all(room.desk).findings] == ["RECORD_UNWANTED"]


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Sequence[Path]) -> tuple[Path, ...]:
        raise NoPdfMaker(Text("none"))

    monkeypatch.setattr(answer, "to_pdf", missing)


@pytest.mark.usefixtures("no_pdf")
def test_the_letter_follows_from_the_survey(room: Office) -> None:
    good, bad = room.letter(), room.letter("disdik", agency="disdik", ips=["10.0.0.1"])
    with pytest.raises(Refused, match="has not been fulfilled"):
        draft(room.desk, [good])
    apply(room.desk, [good], yes)
    granted, returned = draft(room.desk, [good, bad])
    assert (granted.outcome, returned.outcome) == ("granted", "returned")
    assert (room.status(good), room.status(bad)) == (Status.ANSWERED, Status.RETURNED)
    assert granted.docx.name == f"{good.id}-granted.docx"
    assert granted.docx.is_file()
    assert (granted.pdf, str(granted.note)) == (None, "none")
    again = draft(room.desk, [good])[0]
    assert again.docx.name == f"{good.id}-granted-v2.docx"


@pytest.mark.usefixtures("no_pdf")
def test_no_letter_says_granted_of_what_the_world_does_not_show(room: Office) -> None:
    request = room.letter()
    apply(room.desk, [request], yes)
    room.parent.elsewhere([Change(a("dinkes"), None)])
    with pytest.raises(NotVerified, match="is wanted and missing"):
        draft(room.desk, [request])
    assert not room.desk.site.outbox.exists()
    assert Kind.DRAFTED not in room.kinds(request)


@pytest.mark.usefixtures("no_pdf")
def test_what_was_undone_may_be_returned_or_granted_anew(room: Office) -> None:
    request = room.letter()
    apply(room.desk, [request], yes)
    undo(room.desk, request, yes)
    with pytest.raises(Refused, match="has not been fulfilled"):
        draft(room.desk, [request])


def finding(letter: Text | None, why: str = "x") -> Finding:
    return Finding("T", Level.ERROR, "s", Text(why), Text("do"), "source", letter=letter)


REASONS = [
    (
        [finding(Text("a\nb")), finding(Text("a\nb")), finding(None), finding(Text("c\nd"))],
        [("a", "b"), ("c", "d")],
    ),
    ([finding(None), finding(None, "y")], [("x.", "do."), ("y.", "do.")]),
    ([], []),
]


@pytest.mark.parametrize(("findings", "told"), REASONS)
def test_reasons(findings: Sequence[Finding], told: Sequence[tuple[str, str]]) -> None:
    assert list(reasons(findings)) == told


def test_what_is_written_down_is_plain_data(room: Office) -> None:
    request = room.letter()
    room.granted(request)
    for event in room.desk.ledger.events():
        json.dumps(event.body)
    [planned] = [
        Plan.from_json(e.body["plan"]) for e in room.desk.ledger.events(kind=Kind.INTENDED) if e.body
    ]
    assert planned.changes == [Change(None, a("dinkes"))]


def test_a_service_nobody_knows(room: Office) -> None:
    with pytest.raises(NotFound):
        look(room.desk, [replace(room.letter(), service="surel")])
    with pytest.raises(BadInput):
        look(room.desk, [replace(room.letter(), object="dinkes.example.id")])


def test_unsound_among_themselves(room: Office) -> None:
    above = room.letter(
        ns=[{"name": "ns1.penyedia.id", "addresses": []}, {"name": "ns2.penyedia.id", "addresses": []}]
    )
    below = room.letter("x.dinkes", agency="disdik", ips=["103.94.10.6"])
    room.desk.site.policy.levels.update(dict.fromkeys(ALL_TAGS, Level.NOTICE))  # type: ignore[attr-defined]
    with pytest.raises(Unsafe, match=f"{name('x.dinkes')} would lie hidden below"):
        apply(room.desk, [above, below], yes)
    assert room.records == set()


ALL_TAGS = [*(tag for case in CASES.values() for tag in case.messages), "NAME_OF_ANOTHER_AGENCY"]
