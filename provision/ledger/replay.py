"""What the sums must be, rebuilt from the events alone; pure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from provision.decide.status import status_after
from provision.ledger.chain import canonical
from provision.ledger.register import row_of, summed
from provision.model.amendment import Correction, corrected
from provision.model.event import Event, Kind, Status
from provision.model.request import Request

Rows = dict[Any, Mapping[str, Any]]


@dataclass(slots=True)
class Replay:
    """The sums after the events taken so far.

    A status of None is not known, because a body that told it was erased; `dark` are the entries
    without a body. `said` are the requests as their bodies tell them; one that an erased body would
    tell is not among them.
    """

    requests: Rows = field(default_factory=dict)
    said: dict[str, Request] = field(default_factory=dict)
    statuses: dict[str, Status | None] = field(default_factory=dict)
    grants: Rows = field(default_factory=dict)
    intents: Rows = field(default_factory=dict)
    dark: dict[Kind, set[int]] = field(default_factory=lambda: defaultdict(set))

    def take(self, event: Event) -> None:
        """Take in the next event."""
        if event.body is None:
            self.dark[event.kind].add(event.seq)
        if event.kind is Kind.OPENED or event.subject in self.statuses:
            self.statuses[event.subject] = self._status(event)
        match event.kind:
            case Kind.OPENED:
                self._open(event)
            case Kind.AMENDED:
                self._amend(event)
            case Kind.INTENDED:
                self._intend(event)
            case Kind.DONE:
                self._done(event)
            case Kind.GRANTED | Kind.UNDONE:
                self._grant(event)

    def _status(self, event: Event) -> Status | None:
        try:
            return status_after(self.statuses.get(event.subject), event.kind, event.body)
        except ValueError:
            return None

    def _open(self, event: Event) -> None:
        self.requests[event.subject] = {"id": event.subject, "opened": event.seq}
        if event.body is not None:
            self.said[event.subject] = request = Request.from_json(event.body)
            self.requests[event.subject] = row_of(request, Status.OPEN, event.seq)

    def _amend(self, event: Event) -> None:
        request = self.said.pop(event.subject, None)
        row = self.requests[event.subject]
        if event.body is None or request is None:
            # Nothing tells the whole of it any more.
            self.requests[event.subject] = {key: row[key] for key in ("id", "opened")}
            return
        made = [Correction.from_json(change) for change in event.body["changes"]]
        self.said[event.subject] = request = corrected(request, made)
        self.requests[event.subject] = {**row, **summed(request)}

    def _intend(self, event: Event) -> None:
        if event.body is not None:
            key = (event.body["intent"], event.subject)
            self.intents[key] = {"intent": key[0], "request": key[1], "done": None}

    def _done(self, event: Event) -> None:
        if event.body is not None:
            key = (event.body["intent"], event.subject)
            self.intents[key] = {"intent": key[0], "request": key[1], "done": event.seq}

    def _grant(self, event: Event) -> None:
        for change in (event.body or {"changes": []})["changes"]:
            grant = change["after"] or change["before"]
            key = f"{grant['service']}:{grant['object']}"
            self.grants.pop(key, None)
            if change["after"]:
                self.grants[key] = {"key": key, "seq": event.seq, "data": canonical(change["after"])}
