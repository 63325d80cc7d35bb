"""What is past is told no more, what is over ends by itself, what was interrupted is taken back."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from provision.errors import Refused, Stale
from provision.flow.answer import draft
from provision.flow.carry import NotConfirmed
from provision.flow.check import check
from provision.flow.ending import end
from provision.flow.fulfil import apply
from provision.flow.halt import cancel
from provision.flow.propose import over
from provision.flow.undo import undo
from provision.model.change import Change
from provision.model.event import Status
from provision.model.request import Action, Request
from tests.engine.fakes import Clock
from tests.flow.offices import Office, no, office, yes
from tests.samples import APEX, a, cname

NEXT_MONTH = "2026-12-24"
OTHER = "103.94.10.6"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as one:
        yield one


def days_later(room: Office, days: int) -> None:
    clock = room.desk.world.clock
    assert isinstance(clock, Clock)
    clock.at += timedelta(days=days)


@pytest.mark.parametrize(
    ("action", "fields"),
    [(Action.HANDOVER, {"receiver": "rsud"}), (Action.CHANGE, {"until": NEXT_MONTH})],
)
def test_what_changes_the_ledger_alone_is_asked_for(
    room: Office, action: Action, fields: dict[str, Any]
) -> None:
    room.granted(room.letter("taman"))
    grants = list(room.desk.ledger.grants())
    request = room.letter("taman", action=action, **fields)
    with pytest.raises(NotConfirmed):
        apply(room.desk, [request], no)
    assert list(room.desk.ledger.grants()) == grants
    apply(room.desk, [request], yes)
    assert [bool(plan) for plan in apply(room.desk, [request], no)] == [False]


AFTER: list[tuple[Action, dict[str, Any]]] = [
    (Action.SUSPEND, {}),
    (Action.REVOKE, {}),
    (Action.CHANGE, {"ips": [OTHER]}),
    (Action.HANDOVER, {"receiver": "rsud"}),
    (Action.RENAME, {"to": f"sehat.{APEX}", "until": NEXT_MONTH}),
]


@pytest.mark.parametrize(("action", "fields"), AFTER)
def test_no_letter_tells_what_another_has_changed_since(
    room: Office, action: Action, fields: dict[str, Any]
) -> None:
    first = room.letter("taman")
    room.granted(first)
    later = room.letter("taman", action=action, **fields)
    room.granted(later)
    with pytest.raises(Refused, match=f"{later.id} changed taman.{APEX} after it"):
        draft(room.desk, [first])
    assert not room.desk.site.outbox.exists()
    undo(room.desk, later, yes)
    [told] = draft(room.desk, [first])
    assert told.outcome == "granted"


def test_no_letter_tells_that_what_has_ended_was_granted(room: Office) -> None:
    request = room.letter("taman", until=NEXT_MONTH)
    room.granted(request)
    days_later(room, 31)
    apply(room.desk, over(room.desk), yes)
    with pytest.raises(Refused, match="ended by itself on 2026-12-24"):
        draft(room.desk, [request])


def test_the_end_of_an_old_name_leaves_the_new_one_alone(room: Office) -> None:
    room.granted(room.letter("taman"))
    room.granted(room.letter("taman", action=Action.RENAME, to=f"kebun.{APEX}", until=NEXT_MONTH))
    room.parent.elsewhere([Change(a("kebun"), a("kebun", OTHER))])
    days_later(room, 31)
    apply(room.desk, over(room.desk), yes)
    assert room.records == {a("kebun", OTHER)}


def test_one_name_in_use_keeps_no_other_from_its_end(room: Office) -> None:
    for label, ip in (("taman", "103.94.10.5"), ("pesta", OTHER)):
        room.granted(room.letter(label, ips=[ip], until=NEXT_MONTH))
    room.parent.elsewhere([Change(None, cname("y", "taman"))])
    days_later(room, 31)
    _, left = end(room.desk, over(room.desk), yes)
    assert [f"depend on taman.{APEX}" in str(one) for one in left] == [True]
    assert room.records == {a("taman"), cname("y", "taman")}
    _, left = end(room.desk, over(room.desk), yes, accept_dependents=True)
    assert (left, room.records) == ([], {cname("y", "taman")})


@pytest.mark.parametrize("agency", ["dinkes", "rsud"])
def test_a_name_that_is_over_and_still_there_is_nobodys(room: Office, agency: str) -> None:
    room.granted(room.letter("taman", until=NEXT_MONTH))
    days_later(room, 70)
    request = room.letter("taman", agency=agency, ips=[OTHER])
    assert tags(room, request) == ["NAME_ENDING"]
    apply(room.desk, over(room.desk), yes)
    room.granted(request)
    assert room.records == {a("taman", OTHER)}


def tags(room: Office, request: Request) -> Sequence[str]:
    return [finding.tag for finding in check(room.desk, [request]).reasons(room.desk.site)]


def interrupted(room: Office, label: str = "taman", **letter: Any) -> Request:
    """Return a letter whose records were written by a run that died before it told the ledger."""

    class Killed(BaseException):
        pass

    def kill(_: int) -> None:
        raise Killed

    request = room.letter(label, **letter)
    room.parent.lose = kill
    with pytest.raises(Killed):
        apply(room.desk, [request], yes)
    room.parent.lose = lambda _: None
    return request


def reserve(room: Office) -> None:
    """Let the site reserve the name meanwhile: the letter is to be returned."""
    from dataclasses import replace

    site = room.desk.site
    object.__setattr__(
        site, "policy", replace(site.policy, reserved=frozenset({*site.policy.reserved, "taman"}))
    )


def test_a_letter_that_was_begun_is_not_returned_before_that_is_taken_back(room: Office) -> None:
    request = interrupted(room)
    reserve(room)
    assert (tags(room, request), room.records) == (["NAME_RESERVED"], {a("taman")})
    with pytest.raises(Refused, match="take back what may be written with provision undo"):
        draft(room.desk, [request])
    undo(room.desk, request, yes)
    assert (room.records, room.status(request)) == (set(), Status.UNDONE)
    assert list(room.desk.ledger.open_intents()) == []
    [told] = draft(room.desk, [request])
    assert told.outcome == "returned"
    assert room.desk.ledger.verify() == []


def test_an_interrupted_change_goes_back_to_what_was_granted(room: Office) -> None:
    room.granted(room.letter("taman"))
    grants = list(room.desk.ledger.grants())
    request = interrupted(room, action=Action.CHANGE, ips=[OTHER])
    assert room.records == {a("taman", OTHER)}
    with pytest.raises(NotConfirmed):
        undo(room.desk, request, no)
    with pytest.raises(Refused, match="or take back what was written"):
        cancel(room.desk, request, "ditarik")
    undo(room.desk, request, yes)
    assert (room.records, list(room.desk.ledger.grants())) == ({a("taman")}, grants)
    with pytest.raises(Refused, match="has changed nothing"):
        undo(room.desk, request, yes)


def test_what_somebody_else_put_there_meanwhile_is_not_taken_back(room: Office) -> None:
    request = interrupted(room)
    room.parent.elsewhere([Change(a("taman"), a("taman", OTHER))])
    with pytest.raises(Stale, match="has changed since"):
        undo(room.desk, request, yes)
    assert room.records == {a("taman", OTHER)}
