"""What the sums must be, rebuilt from the events alone; pure."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from provision.decide.status import status_after
from provision.ledger.chain import canonical
from provision.ledger.register import row_of
from provision.ledger.tables import grants, requests
from provision.model.amendment import Correction, corrected
from provision.model.event import Event, Kind, Status
from provision.model.grant import changed_key
from provision.model.request import Request

# What a row's print is taken of: all of it but the status, which is told by other entries than the opening.
# `opened` stands last, apart from what an erased opening no longer tells.
REQUEST_COLUMNS = (
    *(column.name for column in requests.columns if column.name not in {"status", "opened"}),
    "opened",
)
GRANT_COLUMNS = tuple(column.name for column in grants.columns)
PRINT_BYTES = 16


def print_of(values: Iterable[Any]) -> bytes:
    """Return a row's print: kept instead of the row, so that memory holds many."""
    return hashlib.blake2b(repr([*values]).encode(), digest_size=PRINT_BYTES).digest()


@dataclass(slots=True)
class Replay:
    """The sums after the events taken so far.

    `requests` holds for each id its opening and the row's print, None where a body that told it was
    erased; `said` are the requests as those bodies tell them, as JSON; `grants` for each key its last
    change and the row's print; `intents` what closed each. A status of None is not known; `dark` are
    the entries without a body.
    """

    requests: dict[str, tuple[int, bytes | None]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, Status | None] = field(default_factory=dict)
    grants: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    intents: dict[tuple[int, str], int | None] = field(default_factory=dict)
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
            case Kind.GRANTED | Kind.UNDONE | Kind.ADOPTED | Kind.FORGOTTEN:
                self._grant(event)

    def _status(self, event: Event) -> Status | None:
        try:
            return status_after(self.statuses.get(event.subject), event.kind, event.body)
        except ValueError:
            return None

    def _open(self, event: Event) -> None:
        self.requests[event.subject] = (event.seq, None)
        if event.body is not None:
            self._say(event.subject, Request.from_json(event.body))

    def _amend(self, event: Event) -> None:
        said = self.said.pop(event.subject, None)
        self.requests[event.subject] = (self.requests[event.subject][0], None)
        if event.body is not None and said is not None:
            made = [Correction.from_json(change) for change in event.body["changes"]]
            self._say(event.subject, corrected(Request.from_json(json.loads(said)), made))

    def _say(self, subject: str, request: Request) -> None:
        opened, _ = self.requests[subject]
        row = row_of(request, Status.OPEN, opened)
        self.said[subject] = row["data"]
        self.requests[subject] = (opened, print_of(row[name] for name in REQUEST_COLUMNS))

    def _intend(self, event: Event) -> None:
        if event.body is not None:
            self.intents[event.body["intent"], event.subject] = None

    def _done(self, event: Event) -> None:
        if event.body is not None:
            self.intents[event.body["intent"], event.subject] = event.seq

    def _grant(self, event: Event) -> None:
        for change in (event.body or {"changes": []})["changes"]:
            self._change(event.seq, change)

    def _change(self, seq: int, change: Mapping[str, Any]) -> None:
        key = changed_key(change)
        self.grants.pop(key, None)
        if change["after"]:
            self.grants[key] = (seq, print_of([key, seq, canonical(change["after"])]))
