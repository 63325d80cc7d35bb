"""Pending requests, looked at again: who has followed, who is late, and what waiting does not mend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from provision.flow.fulfil import apply
from provision.flow.pending import follow_up
from provision.flow.verify import verify
from provision.model.change import Change
from provision.model.event import Kind, Status
from provision.model.query import Answer, Query
from provision.model.request import Request
from tests.flow.offices import Office, office, yes
from tests.samples import a


@dataclass
class Room:
    """An office whose secondary knows nothing yet of the names in `behind`."""

    office: Office
    behind: set[str] = field(default_factory=set)

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        zone = self.office.parent.read()
        return [self._late(self.office.dns._answer(query, zone)) for query in queries]

    def _late(self, answer: Answer) -> Answer:
        [home] = self.office.desk.site.zones.values()
        secondary = answer.query.server == home.secondaries[0].address
        return (
            replace(answer, answer=()) if secondary and answer.query.name.labels[0] in self.behind else answer
        )

    def pending(self, *labels: str) -> list[Request]:
        """Letters that were carried out, while the secondary is behind with all of them."""
        requests = [self.office.letter(label, agency=label) for label in labels]
        self.behind |= {*labels}
        apply(self.office.desk, requests, yes)
        assert len(verify(self.office.desk, requests, lambda _: None).surveyed) == len(labels)
        return requests

    def limited(self, hours: float) -> None:
        self.office.sited(policy={"propagation_hours": hours})

    def statuses(self, requests: Sequence[Request]) -> list[Status]:
        return [self.office.status(request) for request in requests]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    with office(tmp_path) as here:
        made = Room(here)
        monkeypatch.setattr(here.dns, "exchange", made.exchange)
        yield made


NAMES = ("dinkes", "dishub", "dlh")


def test_nothing_is_pending(room: Room) -> None:
    told = follow_up(room.office.desk)
    assert (told.good, told.shown, told.survey.surveyed) == (True, [], ())


def test_those_that_are_shown_by_now_are_verified_and_the_others_wait_on(room: Room) -> None:
    requests = room.pending(*NAMES)
    assert room.statuses(requests) == [Status.PENDING] * 3
    room.behind.discard("dishub")
    before = [room.office.kinds(request) for request in requests]
    told = follow_up(room.office.desk)
    assert (told.good, told.shown, told.late, told.blocked) == (True, [requests[1]], [], [])
    assert room.statuses(requests) == [Status.PENDING, Status.VERIFIED, Status.PENDING]
    after = [room.office.kinds(request) for request in requests]
    assert after == [before[0], [*before[1], Kind.VERIFIED], before[2]]
    assert room.office.desk.ledger.verify() == []


@pytest.mark.parametrize(("hours", "late"), [(24, False), (0.0001, True)])
def test_who_waited_longer_than_the_site_allows_is_told(room: Room, hours: float, late: bool) -> None:
    requests = room.pending("dinkes")
    room.limited(hours)
    for _ in range(2):  # each time, as long as it lasts
        told = follow_up(room.office.desk)
        assert (told.good, told.late, told.blocked) == (not late, requests if late else [], [])
        assert room.statuses(requests) == [Status.PENDING]
    room.behind.clear()
    assert follow_up(room.office.desk).shown == requests


def test_what_waiting_does_not_mend_is_told_and_stays_pending(room: Room) -> None:
    requests = room.pending("dinkes", "dishub")
    room.office.parent.elsewhere([Change(a("dinkes"), None)])
    told = follow_up(room.office.desk)
    assert (told.good, told.shown, told.late, told.blocked) == (False, [], [], [requests[0]])
    assert [one.proposal.request for one in told.of(told.blocked).surveyed] == [requests[0]]
    assert room.statuses(requests) == [Status.PENDING] * 2


def test_what_was_undone_waits_no_more(room: Room) -> None:
    from provision.flow.undo import undo

    requests = room.pending("dinkes")
    undo(room.office.desk, requests[0], yes)
    assert follow_up(room.office.desk).survey.surveyed == ()
