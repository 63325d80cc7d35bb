"""Where a request stands after each kind of event."""

from typing import Any

import pytest

from provision.decide.status import status_after
from provision.model.event import Kind, Status

DONE, NOT_DONE = {"outcome": "done"}, {"outcome": "not done"}
GRANTED, RETURNED = {"outcome": "granted"}, {"outcome": "returned"}
PASSED, FAILED = {"passed": True}, {"passed": False}
WAITING, STUCK = {"passed": False, "pending": True}, {"passed": False, "pending": False}

CASES: list[tuple[str, list[tuple[Kind, dict[str, Any]]], Status]] = [
    ("opened", [], Status.OPEN),
    ("checked", [(Kind.CHECKED, {"blocked": True})], Status.CHECKED),
    ("planned", [(Kind.CHECKED, {}), (Kind.PLANNED, {})], Status.PLANNED),
    ("checked again, it is to be planned again", [(Kind.PLANNED, {}), (Kind.CHECKED, {})], Status.CHECKED),
    ("begun", [(Kind.PLANNED, {}), (Kind.INTENDED, {})], Status.APPLYING),
    ("checked while being written", [(Kind.INTENDED, {}), (Kind.CHECKED, {}), (Kind.PLANNED, {})], Status.APPLYING),
    ("written", [(Kind.INTENDED, {}), (Kind.DONE, DONE)], Status.APPLIED),
    ("found written after a crash", [(Kind.INTENDED, {}), (Kind.DONE, {"outcome": "found done"})], Status.APPLIED),
    ("not written after a crash", [(Kind.INTENDED, {}), (Kind.DONE, NOT_DONE)], Status.PLANNED),
    ("grants keep it", [(Kind.INTENDED, {}), (Kind.DONE, DONE), (Kind.GRANTED, {})], Status.APPLIED),
    ("verified", [(Kind.INTENDED, {}), (Kind.DONE, DONE), (Kind.VERIFIED, PASSED)], Status.VERIFIED),
    ("not yet visible", [(Kind.INTENDED, {}), (Kind.DONE, DONE), (Kind.VERIFIED, FAILED)], Status.APPLIED),
    ("no longer visible", [(Kind.VERIFIED, PASSED), (Kind.VERIFIED, FAILED)], Status.APPLIED),
    ("not told everywhere yet", [(Kind.INTENDED, {}), (Kind.DONE, DONE), (Kind.VERIFIED, WAITING)], Status.PENDING),
    ("still not", [(Kind.VERIFIED, WAITING), (Kind.VERIFIED, WAITING)], Status.PENDING),
    ("by now it is", [(Kind.VERIFIED, WAITING), (Kind.VERIFIED, PASSED)], Status.VERIFIED),
    ("told, and no longer everywhere", [(Kind.VERIFIED, PASSED), (Kind.VERIFIED, WAITING)], Status.PENDING),
    ("waiting alone does not help", [(Kind.VERIFIED, WAITING), (Kind.VERIFIED, STUCK)], Status.APPLIED),
    ("of before there was a pending", [(Kind.VERIFIED, WAITING), (Kind.VERIFIED, FAILED)], Status.APPLIED),
    ("checked and planned while it waits", [(Kind.VERIFIED, WAITING), (Kind.CHECKED, {}), (Kind.PLANNED, {})], Status.PENDING),
    ("mended while it waits", [(Kind.VERIFIED, WAITING), (Kind.INTENDED, {}), (Kind.DONE, DONE)], Status.APPLIED),
    ("waited, answered", [(Kind.VERIFIED, WAITING), (Kind.DRAFTED, GRANTED)], Status.ANSWERED),
    ("answered, and then behind", [(Kind.DRAFTED, GRANTED), (Kind.VERIFIED, WAITING)], Status.ANSWERED),
    ("undone while it waits", [(Kind.VERIFIED, WAITING), (Kind.UNDONE, {})], Status.UNDONE),
    ("undone, and behind", [(Kind.UNDONE, {}), (Kind.VERIFIED, WAITING)], Status.UNDONE),
    ("verified, though nothing had to be written", [(Kind.PLANNED, {}), (Kind.VERIFIED, PASSED)], Status.VERIFIED),
    ("planned again when verified", [(Kind.VERIFIED, PASSED), (Kind.PLANNED, {})], Status.VERIFIED),
    ("answered", [(Kind.VERIFIED, PASSED), (Kind.DRAFTED, GRANTED)], Status.ANSWERED),
    ("mended after the answer", [(Kind.DRAFTED, GRANTED), (Kind.INTENDED, {}), (Kind.DONE, DONE)], Status.ANSWERED),
    ("verified after the answer", [(Kind.DRAFTED, GRANTED), (Kind.VERIFIED, FAILED)], Status.ANSWERED),
    ("returned", [(Kind.CHECKED, {"blocked": True}), (Kind.DRAFTED, RETURNED)], Status.RETURNED),
    ("returned, and looked at", [(Kind.DRAFTED, RETURNED), (Kind.CHECKED, {}), (Kind.VERIFIED, PASSED)], Status.RETURNED),
    ("returned, and taken up again", [(Kind.DRAFTED, RETURNED), (Kind.PLANNED, {})], Status.PLANNED),
    ("a wrong answer corrected", [(Kind.DRAFTED, RETURNED), (Kind.DRAFTED, GRANTED)], Status.ANSWERED),
    ("undone", [(Kind.DRAFTED, GRANTED), (Kind.INTENDED, {}), (Kind.DONE, DONE), (Kind.UNDONE, {})], Status.UNDONE),
    ("undone, and looked at", [(Kind.UNDONE, {}), (Kind.CHECKED, {}), (Kind.VERIFIED, PASSED)], Status.UNDONE),
    ("undone, and planned again", [(Kind.UNDONE, {}), (Kind.PLANNED, {})], Status.PLANNED),
    ("an entry erased", [(Kind.PLANNED, {}), (Kind.ERASED, {"seq": 1})], Status.PLANNED),
]  # fmt: skip


@pytest.mark.parametrize(("told", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_request_stands_where_its_events_left_it(told: list[tuple[Kind, dict[str, Any]]], wanted: Status):
    status = status_after(None, Kind.OPENED, {})
    for kind, body in told:
        status = status_after(status, kind, body)
    assert status is wanted


def test_nothing_happens_to_a_request_before_it_is_opened():
    with pytest.raises(ValueError, match="checked"):
        status_after(None, Kind.CHECKED, {})


@pytest.mark.parametrize("kind", [Kind.DONE, Kind.VERIFIED, Kind.DRAFTED])
def test_an_erased_body_does_not_tell(kind: Kind):
    with pytest.raises(ValueError, match=kind.value):
        status_after(Status.APPLYING, kind, None)


def test_what_is_pending_is_still_owed():
    assert Status.PENDING.is_open
