"""Verifying the ledger: the chain, each body, and that the sums are what the events say.

One pass, a page at a time, so that writers need not wait. Whoever can write the file could write
a whole new chain; against that, `head` goes outside with each signed digest.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from provision.ledger import chain, log, sums
from provision.ledger.replay import Replay
from provision.ledger.signs import about_entry, about_file
from provision.ledger.store import Store
from provision.ledger.tables import bodies, events, head
from provision.model.event import Event, Kind
from provision.model.finding import Finding

PAGE = 1000


def verify(store: Store) -> Sequence[Finding]:
    """Return what is wrong with the ledger; nothing, as it should be."""
    examined, full = _Examined(), True
    while full:
        with store.reading() as conn:
            rows = conn.execute(log.page(examined.seq, PAGE)).all()
            for row in rows:
                examined.take(row)
            full = len(rows) == PAGE
            if not full:
                # Still in the transaction of the last page, so that sums and log are of one moment.
                return [*examined.findings, *examined.at_the_end(conn)]
    raise AssertionError


@dataclass(slots=True)
class _Examined:
    """What is known after the entries read so far."""

    seq: int | None = None
    link: str = chain.GENESIS
    findings: list[Finding] = field(default_factory=list)
    replay: Replay = field(default_factory=Replay)
    missing: set[int] = field(default_factory=set)

    def take(self, row: Row[Any]) -> None:
        """Examine the next entry."""
        if row.seq != (self.seq or 0) + 1:
            self._say("LEDGER_GAP", row.seq)
        told = (row.seq, row.at, row.kind, row.subject, row.actor, row.digest)
        intact = bool(row.link == chain.link(self.link, told))
        if not intact:
            self._say("LEDGER_LINK_BROKEN", row.seq)
        self._replay(row, body_is_intact=self._body(row), intact=intact)
        self.seq, self.link = row.seq, row.link

    def _body(self, row: Row[Any]) -> bool:
        if row.body is None:
            self.missing.add(row.seq)
            return False
        intact = bool(chain.salted(row.salt, row.body) == row.digest)
        if not intact:
            self._say("LEDGER_BODY_ALTERED", row.seq)
        return intact

    def _replay(self, row: Row[Any], *, body_is_intact: bool, intact: bool) -> None:
        try:
            body = json.loads(row.body) if body_is_intact else None
            at = datetime.fromisoformat(row.at)
            self._learn(Event(row.seq, at, Kind(row.kind), row.subject, row.actor, body, row.link))
        except (ValueError, KeyError, TypeError):
            if intact:
                self._say("LEDGER_ENTRY_UNREADABLE", row.seq)

    def _learn(self, event: Event) -> None:
        if event.kind is Kind.ERASED and event.body:
            self.missing.discard(event.body["seq"])
        self.replay.take(event)

    def at_the_end(self, conn: Connection) -> Sequence[Finding]:
        """Return what can be told only once all entries were read."""
        missing = [about_entry("LEDGER_BODY_MISSING", seq) for seq in sorted(self.missing)]
        return [*_file(conn), *missing, *self._end(conn), *_strays(conn), *sums.compare(conn, self.replay)]

    def _end(self, conn: Connection) -> Sequence[Finding]:
        ends = [tuple(row) for row in conn.execute(select(head.c.seq, head.c.link))]
        as_read = (self.seq or 0, self.link)
        return [] if ends == [as_read] else [about_entry("LEDGER_HEAD_DIFFERS", as_read[0])]

    def _say(self, tag: str, seq: int) -> None:
        self.findings.append(about_entry(tag, seq))


def _file(conn: Connection) -> Sequence[Finding]:
    """Return whether the file's own structure is whole: with a damaged index, questions are answered wrongly."""
    if conn.dialect.name != "sqlite":
        return []
    said = conn.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    return [] if said == "ok" else [about_file(said)]


def _strays(conn: Connection) -> Sequence[Finding]:
    stray = select(bodies.c.seq).where(bodies.c.seq.not_in(select(events.c.seq)))
    return [about_entry("LEDGER_BODY_STRAY", seq) for seq in conn.execute(stray).scalars()]
