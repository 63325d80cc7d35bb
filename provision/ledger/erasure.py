"""Erasing what an entry says about people; that it was said, when and by whom stays."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from provision.errors import NotFound, Refused
from provision.i18n import Text
from provision.ledger import journal, log, register
from provision.ledger.chain import canonical
from provision.ledger.log import Stamp
from provision.ledger.tables import bodies, events, requests
from provision.model.event import Event, Kind
from provision.model.request import Request


def erase(conn: Connection, stamp: Stamp, seq: int) -> Event:
    """Delete an entry's body and salt, and return the entry that records it.

    An erased opening or amendment empties the request's own fields and its letter's subject too. Raises NotFound
    where there is no such body, Refused where it is still needed.
    """
    row = _erasable(conn, seq)
    conn.execute(delete(bodies).where(bodies.c.seq == seq))
    if row.kind in {Kind.OPENED, Kind.AMENDED}:
        _empty(conn, row.subject)
    return register.tell(conn, stamp, Kind.ERASED, row.subject, {"seq": seq})


def _erasable(conn: Connection, seq: int) -> Row[Any]:
    row = conn.execute(log.ENTRIES.where(events.c.seq == seq)).one_or_none()
    if row is None or row.body is None:
        raise NotFound(Text("Entry {seq} of the ledger is not there or was erased before", seq=seq))
    if row.kind == Kind.ERASED or _is_open(conn, row):
        raise Refused(Text("Entry {seq} of the ledger is still needed and holds back its erasure", seq=seq))
    return row


def _is_open(conn: Connection, row: Row[Any]) -> bool:
    return any(event.seq == row.seq for event in journal.open_intents(conn, row.subject))


def _empty(conn: Connection, request_id: str) -> None:
    this = requests.c.id == request_id
    data = conn.execute(select(requests.c.data).where(this)).scalar_one()
    emptied = canonical(without_people(Request.from_json(json.loads(data))).to_json())
    conn.execute(update(requests).where(this).values(data=emptied))


def without_people(request: Request) -> Request:
    """Return the request without what may tell of people."""
    return replace(request, letter=replace(request.letter, subject=""), fields={})
