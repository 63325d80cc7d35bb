"""Corrections on the way: amended, held, released, cancelled; what then goes on, and what does not."""

from collections.abc import Callable
from typing import Any

import pytest

from provision.errors import BadConfig, BadInput, Locked, Refused, Stale
from provision.flow.amend import amend, as_form
from provision.flow.answer import draft
from provision.flow.check import check
from provision.flow.fulfil import apply, plan
from provision.flow.halt import cancel, hold, release
from provision.flow.undo import undo
from provision.model.change import Change
from provision.model.event import Kind, Status
from provision.model.request import Action, Request
from tests.flow.offices import Office, yes
from tests.samples import a

OTHER = "103.94.10.6"
Set = Callable[[Office], Request]


def opened(room: Office) -> Request:
    return room.letter()


def checked(room: Office) -> Request:
    request = room.letter()
    check(room.desk, [request])
    return request


def planned(room: Office) -> Request:
    request = room.letter()
    plan(room.desk, [request])
    return request


def applying(room: Office) -> Request:
    request = planned(room)
    room.desk.ledger.intend({"zone": "x"}, [str(request.id)], "prakom")
    return request


def applied(room: Office) -> Request:
    request = room.letter()
    apply(room.desk, [request], yes)
    return request


def applied_without_a_change(room: Office) -> Request:
    """Return a request whose records were there: only the ledger tells that it was applied."""
    request = room.letter()
    plan(room.desk, [request])
    room.parent.elsewhere([Change(None, a("dinkes"))])
    apply(room.desk, [request], yes)
    return request


def answered(room: Office) -> Request:
    request = applied(room)
    room.answered(request)
    return request


def returned(room: Office) -> Request:
    request = room.letter()
    room.answered(request, "returned")
    return request


def undone(room: Office) -> Request:
    request = applied(room)
    undo(room.desk, request, yes)
    return request


def held(room: Office) -> Request:
    request = room.letter()
    hold(room.desk, request, "menunggu")
    return request


def cancelled(room: Office) -> Request:
    request = room.letter()
    cancel(room.desk, request, "ditarik")
    return request


STEPS: dict[str, Callable[[Office, Request], object]] = {
    "amend": lambda room, request: amend(room.desk, request, {"ips": [OTHER]}, "salah ketik"),
    "hold": lambda room, request: hold(room.desk, request, "menunggu"),
    "cancel": lambda room, request: cancel(room.desk, request, "ditarik"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (applying, "is being applied, or that was interrupted; run provision apply"),
        (applied, "has been applied already: go back with provision undo"),
        (applied_without_a_change, "has been applied already"),
        (answered, "has been applied already"),
        (returned, "is closed; record the letter again with: provision request new --follows"),
        (undone, "is closed"),
    ],
)
def test_what_was_begun_or_closed_is_not_corrected(room: Office, begin: Set, said: str, step: str) -> None:
    request = begin(room)
    before = (room.kinds(request), room.status(request))
    with pytest.raises(Refused, match=said):
        STEPS[step](room, request)
    assert (room.kinds(request), room.status(request)) == before


@pytest.mark.parametrize("begin", [opened, checked, planned])
def test_released_it_stands_where_it_stood(room: Office, begin: Set) -> None:
    request = begin(room)
    stood = room.status(request)
    assert hold(room.desk, request, "menunggu")
    assert room.status(request) is Status.HELD
    assert not hold(room.desk, request, "menunggu lagi")
    assert release(room.desk, request, "sudah")
    assert room.status(request) is stood
    assert not release(room.desk, request, "sudah")
    assert room.kinds(request)[-2:] == [Kind.HELD, Kind.RELEASED]
    assert room.desk.ledger.verify() == []


def test_what_happened_while_it_was_held_counts_once_it_is_released(room: Office) -> None:
    request = held(room)
    check(room.desk, [request])
    assert room.status(request) is Status.HELD
    release(room.desk, request, "sudah")
    assert room.status(request) is Status.CHECKED
    hold(room.desk, request, "lagi")
    amend(room.desk, request, {"ips": [OTHER]}, "salah ketik")
    release(room.desk, request, "sudah")
    assert room.status(request) is Status.OPEN


@pytest.mark.parametrize(
    ("begin", "said"),
    [(held, "is held by prakom: menunggu"), (cancelled, "was cancelled by prakom: ditarik")],
)
@pytest.mark.parametrize(
    "step",
    [lambda room, one: apply(room.desk, [one], yes), lambda room, one: draft(room.desk, [one])],
    ids=["apply", "draft"],
)
def test_a_halted_request_is_not_carried_out(
    room: Office, begin: Set, said: str, step: Callable[[Office, Request], object]
) -> None:
    request = begin(room)
    with pytest.raises(Refused, match=said) as refused:
        step(room, request)
    assert refused.value.exit_code == 4
    assert (room.parent.sent, list(room.desk.ledger.grants())) == ([], [])


def test_a_held_request_can_be_planned_and_a_cancelled_one_not(room: Office) -> None:
    request = held(room)
    plan(room.desk, [request])
    assert room.status(request) is Status.HELD
    release(room.desk, request, "sudah")
    assert room.status(request) is Status.PLANNED
    cancel(room.desk, request, "ditarik")
    with pytest.raises(Refused, match="was cancelled by prakom: ditarik"):
        plan(room.desk, [request])
    assert room.status(request) is Status.CANCELLED


def test_a_cancelled_request_is_no_longer_in_the_way(room: Office) -> None:
    request = room.letter()
    cancel(room.desk, request, "ditarik")
    assert not cancel(room.desk, request, "ditarik")
    assert room.desk.ledger.open_requests() == []
    assert not release(room.desk, request, "sudah")
    room.granted(room.letter())


AMENDED: list[tuple[dict[str, Any], list[tuple[str, Any, Any]]]] = [
    ({"ips": [OTHER]}, [("fields.ips", ["103.94.10.5"], [OTHER])]),
    ({"name": "dinsos"}, [("object", "dinkes.bengkaliskab.go.id", "dinsos.bengkaliskab.go.id")]),
    ({"agency": "disdik", "name": "disdik"},
     [("agency", "dinkes", "disdik"), ("object", "dinkes.bengkaliskab.go.id", "disdik.bengkaliskab.go.id")]),
    ({"letter": {"number": "9"}}, [("letter.number", "1", "9")]),
    ({"letter": {"date": "22 November 2026"}}, [("letter.date", "2026-11-23", "2026-11-22")]),
    ({"www": "true"}, [("fields.www", False, True)]),
    ({"purpose": "Situs resmi"}, [("fields.purpose", None, "Situs resmi")]),
    ({"ns": ["ns1.penyedia.id"]}, [("fields.ns", [], [{"name": "ns1.penyedia.id", "addresses": []}])]),
    ({"ds": ["cds"]}, [("fields.cds", None, True)]),
    ({"ds": ["none"]}, [("fields.ds", None, [])]),
    ({"action": "revoke"}, [("action", "new", "revoke"), ("fields.ips", ["103.94.10.5"], None),
                            ("fields.ns", [], None), ("fields.www", False, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "wanted"), AMENDED, ids=[str(row[0]) for row in AMENDED])
def test_what_is_amended_is_on_record_before_and_after(
    room: Office, typed: dict[str, Any], wanted: list[tuple[str, Any, Any]]
) -> None:
    request = planned(room)
    made = amend(room.desk, request, typed, "salah ketik")
    assert [(one.field, one.before, one.after) for one in made] == wanted
    assert room.status(request) is Status.OPEN
    now = room.desk.ledger.request(request.id)
    assert now != request
    assert amend(room.desk, now, typed, "sekali lagi") == []
    assert room.kinds(request).count(Kind.AMENDED) == 1
    [event] = room.desk.ledger.events(str(request.id), kind=Kind.AMENDED)
    assert (event.actor, event.body and event.body["reason"]) == ("prakom", "salah ketik")
    assert room.desk.ledger.verify() == []


def test_amended_back_it_is_as_it_was(room: Office) -> None:
    request = room.letter(purpose="Situs")
    amend(room.desk, request, {"purpose": "", "ips": [OTHER]}, "salah ketik")
    amend(room.desk, request, {"purpose": "Situs", "ips": ["103.94.10.5"]}, "ternyata benar")
    assert room.desk.ledger.request(request.id) == request
    assert room.desk.ledger.verify() == []


def test_a_form_says_what_its_request_says(room: Office) -> None:
    request = room.letter(
        "dinkes", ns=[{"name": "ns1.dinkes.bengkaliskab.go.id", "addresses": [OTHER]}], www=True, cds=True
    )
    assert amend(room.desk, request, {}, "sama") == []
    ending = room.letter(action=Action.REVOKE)
    assert "ips" not in as_form(ending)
    assert amend(room.desk, ending, {}, "sama") == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ips": ["103.94.10.256"]}, "--ip: 103.94.10.256 is not an IP address"),
        ({"agency": "dinke"}, "--agency: dinke is no agency of this site; did you mean dinkes?"),
        ({"letter": {"date": "31/2/2026"}}, "--date: 31/2/2026 is not a day"),
        ({"letter": {"received": "2026-11-01"}}, "--received: 2026-11-01 is before the letter's own date"),
        ({"name": "a..b"}, "--name: a..b is not a domain name"),
        (
            {"action": "revok"},
            "--action: must be one of new, change, rename, suspend, resume, revoke, handover; did you mean revoke?",
        ),
    ],
)
def test_a_correction_is_judged_as_a_new_letter_is(room: Office, typed: dict[str, Any], said: str) -> None:
    request = room.letter()
    with pytest.raises(BadConfig) as refused:
        amend(room.desk, request, typed, "salah ketik")
    assert said in str(refused.value)
    assert room.kinds(request) == [Kind.OPENED]


@pytest.mark.parametrize("step", [hold, release, cancel, lambda desk, one, why: amend(desk, one, {}, why)])
@pytest.mark.parametrize("reason", ["", "  ", "a\nb", "{{ x }}", "a" * 301])
def test_a_reason_fits_a_line(room: Office, step: Callable[..., object], reason: str) -> None:
    request = room.letter()
    with pytest.raises(BadInput):
        step(room.desk, request, reason)
    assert room.kinds(request) == [Kind.OPENED]


def test_a_letter_is_not_amended_into_another(room: Office) -> None:
    first, second = room.letter("dinkes"), room.letter("disdik")
    with pytest.raises(Refused, match=f"is already recorded as {first.id}"):
        amend(room.desk, second, {"name": "dinkes", "letter": {"number": "1"}}, "salah ketik")
    assert room.desk.ledger.request(second.id) == second


def test_a_plan_shown_before_the_amendment_is_not_carried_out(room: Office) -> None:
    request = planned(room)
    amend(room.desk, request, {"ips": [OTHER]}, "salah ketik")
    now = room.desk.ledger.request(request.id)
    with pytest.raises(Stale, match="was amended after its plan was shown"):
        apply(room.desk, [now], yes)
    assert room.parent.sent == []
    plan(room.desk, [now])
    apply(room.desk, [now], yes)
    assert room.records == {a("dinkes", OTHER)}


def test_what_was_read_before_the_amendment_is_not_carried_out(room: Office) -> None:
    request = room.letter()
    amend(room.desk, request, {"ips": [OTHER]}, "salah ketik")
    with pytest.raises(Stale, match="was amended"):
        apply(room.desk, [request], yes)
    assert room.parent.sent == []


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_corrected_while_another_applies(room: Office, step: str) -> None:
    request = room.letter()
    with room.desk.locked([request]), pytest.raises(Locked):
        STEPS[step](room, request)
    assert room.kinds(request) == [Kind.OPENED]
