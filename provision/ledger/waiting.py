"""What waits: the open requests and those that people worked on lately, each with its own entries only.

A ledger of many years is mostly closed requests; none of them is read here.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, and_, or_, select

from provision.ledger import log, register
from provision.ledger.border import legible
from provision.ledger.log import Stamp
from provision.ledger.tables import bodies, events, requests
from provision.model.event import OPEN, Event, Kind, Status
from provision.model.request import Request

# Bodies of the others hold whole reports and plans, and are not needed to tell whose turn it is.
SHORT = frozenset({Kind.STEP, Kind.CONFIRMED, Kind.DRAFTED, Kind.AMENDED})
# Where the last check alone tells whether the letter is to be returned.
CHECKED = frozenset({Status.CHECKED, Status.HELD})
AT_ONCE = 500

Waiting = tuple[Request, Status, Sequence[Event]]


def waiting(conn: Connection, since: datetime) -> Sequence[Waiting]:
    """Return the requests that are open, or that a step of a person was recorded for since a moment.

    Their events come without the bodies that `SHORT` does not name, but for the last check of those
    that `CHECKED` names.
    """
    lately = (
        select(events.c.subject)
        .where(events.c.seq >= _first_since(conn, since), events.c.kind == Kind.STEP)
        .distinct()
    )
    found = register.load(conn, or_(register.at(OPEN), requests.c.id.in_(lately)))
    told = _events(conn, [(str(request.id), status) for request, status in found])
    return [(request, status, told[str(request.id)]) for request, status in found]


def _events(conn: Connection, asked: Sequence[tuple[str, Status]]) -> dict[str, list[Event]]:
    told: dict[str, list[Event]] = defaultdict(list)
    for place in range(0, len(asked), AT_ONCE):
        part = asked[place : place + AT_ONCE]
        for event in _some(conn, [name for name, _ in part]):
            told[event.subject].append(event)
        checked = [name for name, status in part if status in CHECKED]
        _fill(conn, [told[name] for name in checked])
    return told


def _some(conn: Connection, names: Sequence[str]) -> Sequence[Event]:
    short = and_(bodies.c.seq == events.c.seq, events.c.kind.in_(SHORT))
    question = (
        select(events, bodies.c.body)
        .select_from(events.outerjoin(bodies, short))
        .where(events.c.subject.in_(names))
        .order_by(events.c.seq)
    )
    return log.read(conn, question)


def _fill(conn: Connection, told: Sequence[list[Event]]) -> None:
    """Put the body of each request's last check into its events."""
    last: dict[int, tuple[list[Event], int]] = {}
    for one in told:
        places = [place for place, event in enumerate(one) if event.kind is Kind.CHECKED]
        last |= {one[place].seq: (one, place) for place in places[-1:]}
    for row in conn.execute(select(bodies.c.seq, bodies.c.body).where(bodies.c.seq.in_(last))):
        one, place = last[row.seq]
        with legible(row.seq):
            one[place] = replace(one[place], body=json.loads(row.body))


def _first_since(conn: Connection, since: datetime) -> int:
    """Return the number of the first entry since a moment, by halving: entries are in the order of time."""
    moment = Stamp(since, "").moment
    low, high = 1, log.read_head(conn)[0] + 1
    while low < high:
        middle = (low + high) // 2
        at = conn.execute(select(events.c.at).where(events.c.seq == middle)).scalar()
        low, high = (middle + 1, high) if at is not None and at < moment else (low, middle)
    return low
