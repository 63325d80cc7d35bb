"""The tables that sum the log up, held against a replay of it; a row at a time, so that memory does not fill."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, select

from provision.ledger.holdings import CHANGING
from provision.ledger.replay import GRANT_COLUMNS, REQUEST_COLUMNS, Replay, print_of
from provision.ledger.signs import about_sum
from provision.ledger.tables import grants, intents, requests
from provision.model.event import Kind, Status
from provision.model.finding import Finding

PAGE = 1000
REQUESTS = select(*(requests.c[name] for name in (*REQUEST_COLUMNS, "status")))
GRANTS = select(*(grants.c[name] for name in GRANT_COLUMNS))


def compare(conn: Connection, replay: Replay) -> Iterator[Finding]:
    """Yield what the tables hold and the log does not say; what was erased can no longer be held against it."""
    tables = {"requests": _requests, "grants": _grants, "intents": _intents}
    for table, differing in tables.items():
        for key in sorted(differing(conn, replay)):
            yield about_sum(table, key)


def _rows(conn: Connection, question: Select[Any]) -> Iterator[Any]:
    with conn.execute(question.execution_options(yield_per=PAGE)) as found:
        yield from found


def _requests(conn: Connection, replay: Replay) -> Iterator[str]:
    """Yield the ids of requests; of one whose opening was erased only what is still told is compared."""
    unseen = {**replay.requests}
    for *values, status in _rows(conn, REQUESTS):
        key, opened = values[0], values[-1]
        wanted = unseen.pop(key, None)
        told = replay.statuses.get(key)
        as_opened = wanted in {(opened, None), (opened, print_of(values))}
        if not as_opened or _is_other(told, status):
            yield str(key)
    yield from map(str, unseen)


def _is_other(told: Status | None, status: object) -> bool:
    """Tell whether a status is not the one told; what no body tells any more is taken as it is seen."""
    return told is not None and told.value != status


def _grants(conn: Connection, replay: Replay) -> Iterator[str]:
    """Yield the keys of grants; one whose last change was erased is taken as it is seen."""
    dark = {seq for kind in CHANGING for seq in replay.dark[kind]}
    last = max(dark, default=0)
    unseen = {**replay.grants}
    for key, seq, data in _rows(conn, GRANTS):
        wanted = unseen.pop(key, None)
        if seq not in dark and wanted != (seq, print_of([key, seq, data])):
            yield str(key)
    yield from (key for key, (seq, _) in unseen.items() if seq > last)


def _intents(conn: Connection, replay: Replay) -> Iterator[str]:
    """Yield the intents; one whose entries were erased is taken as it is seen."""
    begun, closed = replay.dark[Kind.INTENDED], replay.dark[Kind.DONE]
    unseen = {**replay.intents}
    for intent, request, done in _rows(conn, select(intents)):
        wanted = unseen.pop((intent, request), -1)
        is_dark = done in closed or (intent in begun and done)
        if not is_dark and wanted != done:
            yield f"{intent} {request}"
    yield from (f"{intent} {request}" for intent, request in unseen)
