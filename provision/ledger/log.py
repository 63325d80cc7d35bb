"""The log itself: appending an entry, reading entries."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from provision.ledger import chain
from provision.ledger.border import legible
from provision.ledger.store import Store
from provision.ledger.tables import bodies, events, head
from provision.model.event import Event, Kind

ENTRIES = (
    select(events, bodies.c.salt, bodies.c.body).select_from(events.outerjoin(bodies)).order_by(events.c.seq)
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something is written, and by whom."""

    at: datetime
    actor: str

    @property
    def moment(self) -> str:
        """The moment as it is stored: UTC, always of one length."""
        return self.at.astimezone(UTC).isoformat(timespec="microseconds")


def local(moment: datetime) -> str:
    """Return a moment as people here write it, to the minute."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def read_head(conn: Connection) -> tuple[int, str]:
    """Return the last entry's number and link."""
    row = conn.execute(select(head.c.seq, head.c.link)).one()
    return row.seq, row.link


def append(conn: Connection, stamp: Stamp, kind: Kind, subject: str, body: Mapping[str, Any]) -> Event:
    """Write one entry at the end of the chain and return it."""
    return append_all(conn, stamp, kind, [(subject, body)])[0]


def append_all(
    conn: Connection, stamp: Stamp, kind: Kind, told: Sequence[tuple[str, Mapping[str, Any]]]
) -> Sequence[Event]:
    """Write an entry for each (subject, body) at the end of the chain and return them."""
    seq, link = read_head(conn)
    moment, columns = stamp.moment, events.c.keys()
    rows, texts, written = [], [], []
    for subject, body in told:
        text, salt, seq = chain.canonical(body), chain.new_salt(), seq + 1
        entry = (seq, moment, kind.value, subject, stamp.actor, chain.salted(salt, text))
        link = chain.link(link, entry)
        rows.append(dict(zip(columns, (*entry, link), strict=True)))
        texts.append({"seq": seq, "salt": salt, "body": text})
        written.append(Event(seq, stamp.at, kind, subject, stamp.actor, body, link))
    if rows:
        conn.execute(insert(events), rows)
        conn.execute(insert(bodies), texts)
        conn.execute(update(head).values(seq=seq, link=link))
    return written


def read(conn: Connection, question: Select[Any]) -> Sequence[Event]:
    """Return the events that a selection of `ENTRIES` gives. Raises Outside where one is not legible."""
    return [event_of(row) for row in conn.execute(question)]


def page(after: int | None, size: int) -> Select[Any]:
    """Return the selection of the next entries after one, or of the first."""
    return (ENTRIES if after is None else ENTRIES.where(events.c.seq > after)).limit(size)


def pages(store: Store, size: int) -> Iterator[Row[Any]]:
    """Yield every entry; between the pages writers can write."""
    last: int | None = None
    full = True
    while full:
        with store.reading() as conn:
            rows = conn.execute(page(last, size)).all()
        yield from rows
        full = len(rows) == size
        last = rows[-1].seq if rows else last


def event_of(row: Row[Any]) -> Event:
    """Return the event in a row of `ENTRIES`. Raises Outside where it is not legible."""
    with legible(row.seq):
        body = None if row.body is None else json.loads(row.body)
        at = datetime.fromisoformat(row.at)
        return Event(row.seq, at, Kind(row.kind), row.subject, row.actor, body, row.link)
