"""The journal: what is about to be done outside, before it is done, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from provision.errors import NotFound, Stale
from provision.i18n import Text
from provision.ledger import log, register
from provision.ledger.log import Stamp, local
from provision.ledger.tables import events, intents
from provision.model.event import Event, Kind


def intend(conn: Connection, stamp: Stamp, plan: Mapping[str, Any], requests: Sequence[str]) -> int:
    """Write down what is about to be done, and return its number.

    Each request gets an entry, so that its status can be told from its own; the first holds the plan.
    """
    if not requests:
        raise ValueError(requests)
    intent = log.read_head(conn)[0] + 1
    first = {"intent": intent, "requests": list(requests), "plan": plan}
    told = [(request, {"intent": intent} if number else first) for number, request in enumerate(requests)]
    register.tell_all(conn, stamp, Kind.INTENDED, told)
    conn.execute(insert(intents), [{"intent": intent, "request": request} for request in requests])
    return intent


def done(conn: Connection, stamp: Stamp, intent: int, outcome: str, detail: Mapping[str, Any]) -> None:
    """Close an intent. Raises NotFound, and Stale where another process has closed it."""
    body = {"intent": intent, "outcome": outcome, "detail": detail}
    closed = register.tell_all(
        conn, stamp, Kind.DONE, [(request, body) for request in _waiting(conn, intent)]
    )
    this = (intents.c.intent == intent) & (intents.c.request == bindparam("subject"))
    rows = [{"subject": event.subject, "seq": event.seq} for event in closed]
    conn.execute(update(intents).where(this).values(done=bindparam("seq")), rows)


def _waiting(conn: Connection, intent: int) -> Sequence[str]:
    rows = conn.execute(select(intents).where(intents.c.intent == intent).order_by(intents.c.request)).all()
    if not rows:
        raise NotFound(Text("There is no intent {intent} in the ledger", intent=intent))
    if closed := next((row.done for row in rows if row.done), None):
        raise _closed(intent, log.read(conn, log.ENTRIES.where(events.c.seq == closed))[0])
    return [row.request for row in rows]


def _closed(intent: int, entry: Event) -> Stale:
    return Stale(
        Text(
            "The intent {intent} was closed meanwhile: {actor} did it, {at}, with the outcome “{outcome}”",
            intent=intent,
            actor=entry.actor,
            at=local(entry.at),
            outcome=(entry.body or {}).get("outcome", "?"),
        )
    )


def open_intents(conn: Connection, request: str | None) -> Sequence[Event]:
    """Return the entries, plan and all, of what was begun and not closed; of one request, or of all."""
    waiting: ColumnElement[bool] = intents.c.done.is_(None)
    if request is not None:
        waiting &= intents.c.request == request
    begun = select(intents.c.intent).where(waiting)
    return log.read(conn, log.ENTRIES.where(events.c.seq.in_(begun)))
