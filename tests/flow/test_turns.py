"""Whose turn a step is: who may take it, what a look leaves behind, and what is said to others."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from provision.errors import NotYours
from provision.flow.answer import draft
from provision.flow.check import check
from provision.flow.desk import Desk
from provision.flow.fulfil import apply, plan
from provision.flow.progress import Progress
from provision.flow.turn import progress, turn
from provision.flow.undo import undo
from provision.model.event import Event, Kind, Status
from provision.model.request import Action, Request
from tests.flow.offices import Office, yes
from tests.flow.staff import TOMORROW, YESTERDAY, seat

Step = Callable[[Desk, Request, Any], object]


def never(_: Any) -> bool:
    raise AssertionError("nobody is asked")


STEPS: dict[str, Step] = {
    "check": lambda desk, one, _: check(desk, [one]),
    "plan": lambda desk, one, _: plan(desk, [one]),
    "apply": lambda desk, one, confirm: apply(desk, [one], confirm),
    "undo": undo,
    "draft": lambda desk, one, _: draft(desk, [one]),
}
REFUSED = [
    ("siti", "apply", "siti may not do this: it is the turn of server administrator (budi, semua)"),
    ("siti", "undo", "turn of server administrator (budi, semua)"),
    ("budi", "draft", "budi may not do this: it is the turn of Prakom (siti, semua)"),
    ("rina", "apply", "turn of server administrator"),
    ("jaga", "apply", "turn of server administrator"),
    ("tamu", "apply", "tamu may not do this"),
    ("lama", "apply", f"For lama the role of server administrator ended on {YESTERDAY}"),
    ("baru", "apply", f"For baru the role of server administrator begins on {TOMORROW}"),
]
# What each leaves in the ledger; a look by others leaves nothing.
LEAVES = [
    ("siti", "check", [Kind.CHECKED]),
    ("budi", "check", []),
    ("tamu", "check", []),
    ("siti", "plan", [Kind.CHECKED, Kind.PLANNED]),
    ("budi", "plan", [Kind.PLANNED]),
    ("rina", "plan", []),
    ("budi", "apply", [Kind.INTENDED, Kind.DONE, Kind.GRANTED]),
    ("semua", "apply", [Kind.CHECKED, Kind.INTENDED, Kind.DONE, Kind.GRANTED]),
]


@pytest.mark.parametrize(("login", "step", "said"), REFUSED, ids=[f"{row[0]}-{row[1]}" for row in REFUSED])
def test_another_s_step_is_refused_before_anything(room: Office, login: str, step: str, said: str) -> None:
    request = room.letter()
    before = room.kinds(request)
    with pytest.raises(NotYours) as refused:
        STEPS[step](seat(room.desk, login), request, never)
    assert said in str(refused.value.text)
    assert (room.kinds(request), room.parent.sent) == (before, [])


@pytest.mark.parametrize(("login", "step", "kinds"), LEAVES, ids=[f"{row[0]}-{row[1]}" for row in LEAVES])
def test_what_a_step_leaves_behind(room: Office, login: str, step: str, kinds: list[Kind]) -> None:
    request = room.letter()
    STEPS[step](seat(room.desk, login), request, yes)
    assert room.kinds(request)[1:] == kinds


def test_a_plan_shown_to_a_guest_binds_nobody(room: Office) -> None:
    request = room.letter()
    plan(seat(room.desk, "tamu"), [request])
    assert room.status(request) is Status.OPEN
    apply(seat(room.desk, "budi"), [request], yes)


def test_a_site_without_users_lets_everybody(room: Office) -> None:
    request = room.letter()
    apply(room.desk, [request], yes)
    undo(room.desk, request, yes)
    assert Kind.STEP not in room.kinds(request)


def waits_for(room: Office, request: Request) -> tuple[str, list[str]] | None:
    desk = seat(room.desk, "siti")
    found = turn(desk.site, progress(desk, request), desk.today)
    return (found.step.key, list(found.logins)) if found else None


def test_a_request_waits_for_one_after_the_other(room: Office) -> None:
    request = room.letter()
    assert waits_for(room, request) == ("dispose", [])
    check(seat(room.desk, "siti"), [request])
    assert waits_for(room, request) == ("activate", ["budi", "semua"])
    apply(seat(room.desk, "budi"), [request], yes)
    assert waits_for(room, request) == ("draft", ["siti", "semua"])
    draft(seat(room.desk, "siti"), [request])
    assert waits_for(room, request) == ("initial", ["kabid"])
    undo(seat(room.desk, "budi"), request, yes)
    assert waits_for(room, request) == ("dispose", [])


def test_a_letter_that_blocks_waits_for_its_answer_and_for_no_activation(room: Office) -> None:
    request = room.letter(ips=["10.0.0.1"])
    check(seat(room.desk, "siti"), [request])
    assert waits_for(room, request) == ("draft", ["siti", "semua"])
    draft(seat(room.desk, "siti"), [request])
    assert waits_for(room, request) == ("initial", ["kabid"])


SUSPEND = frozenset({Action.REVOKE, Action.SUSPEND})


def marks(room: Office, request: Request) -> list[str]:
    events = room.desk.ledger.events(str(request.id), kind=Kind.STEP)
    return [event.actor for event in events if event.body and event.body["on_call"]]


def test_on_call_stands_in_where_the_policy_lets_and_leaves_a_mark(room: Office) -> None:
    room.granted(room.letter())
    request = room.letter(action=Action.REVOKE)
    jaga = seat(room.desk, "jaga", on_call=SUSPEND)
    seen: list[list[str]] = []

    def agree(*_: object) -> bool:
        seen.append(marks(room, request))
        return True

    apply(jaga, [request], agree)
    assert (seen, marks(room, request)) == ([[]], ["jaga"])
    undo(jaga, request, yes)
    assert marks(room, request) == ["jaga", "jaga"]
    apply(seat(room.desk, "semua", on_call=SUSPEND), [request], yes)
    assert marks(room, request) == ["jaga", "jaga"]
    with pytest.raises(NotYours):
        apply(jaga, [room.letter("disdik", agency="disdik")], never)


def test_nobody_said_yes_to_on_call(room: Office) -> None:
    from provision.flow.carry import NotConfirmed

    room.granted(room.letter())
    request = room.letter(action=Action.REVOKE)
    with pytest.raises(NotConfirmed):
        apply(seat(room.desk, "jaga", on_call=SUSPEND), [request], lambda *_: False)
    assert marks(room, request) == []


MOVES = {"changes": [{"field": "fields.ips"}]}
AGAIN: list[tuple[list[tuple[Kind, dict[str, object]]], str | None]] = [
    ([], "dispose"),
    ([(Kind.CHECKED, {"blocked": False})], "activate"),
    ([(Kind.CHECKED, {"blocked": True})], "draft"),
    ([(Kind.CHECKED, {"blocked": True}), (Kind.CHECKED, {"blocked": False})], "activate"),
    ([(Kind.GRANTED, {})], "draft"),
    ([(Kind.GRANTED, {}), (Kind.DRAFTED, {"outcome": "granted"})], "initial"),
    ([(Kind.GRANTED, {}), (Kind.DRAFTED, {"outcome": "granted"}), (Kind.GRANTED, {})], "initial"),
    ([(Kind.DRAFTED, {"outcome": "returned"}), (Kind.GRANTED, {})], "draft"),
    ([(Kind.CHECKED, {"blocked": False}), (Kind.AMENDED, MOVES)], "dispose"),
    ([(Kind.STEP, {"step": "assign", "role": "division_head", "date": "2026-11-24"}), (Kind.CHECKED, {"blocked": False}), (Kind.AMENDED, MOVES)], "check"),
    ([(Kind.CHECKED, {"blocked": False}), (Kind.AMENDED, {"changes": [{"field": "letter.scan"}]})], "activate"),
    ([(Kind.CHECKED, {"blocked": True}), (Kind.WAIVED, {})], "activate"),
    ([(Kind.STEP, {"step": "send", "role": "general_admin", "date": "2026-11-24"})], None),
    ([(Kind.STEP, {"step": "apply", "role": "on_call", "date": "2026-11-24", "on_call": True})], "dispose"),
    ([(Kind.GRANTED, {}), (Kind.DRAFTED, {"outcome": "granted"}), (Kind.UNDONE, {}), (Kind.GRANTED, {})], "draft"),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "following"), AGAIN)
def test_what_comes_next(
    room: Office, happened: list[tuple[Kind, dict[str, object]]], following: str | None
) -> None:
    playbook = progress(room.desk, room.letter()).playbook
    events = [
        Event(seq, datetime(2026, 11, 24, tzinfo=UTC), kind, "SUB-2026-0001", "siti", body, "")
        for seq, (kind, body) in enumerate(happened, 1)
    ]
    found = Progress(room.desk.site, playbook, events).next
    assert (found.key if found else None) == following
