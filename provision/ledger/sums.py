"""The tables that sum the log up, held against a replay of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from provision.ledger.replay import Replay, Rows
from provision.ledger.signs import about_sum
from provision.ledger.tables import grants, intents, requests
from provision.model.event import Kind
from provision.model.finding import Finding

Sum = Mapping[str, Any]


def compare(conn: Connection, replay: Replay) -> Iterator[Finding]:
    """Yield what the tables hold and the log does not say; what was erased can no longer be held against it."""
    seen = {table.name: _rows(conn, table) for table in (requests, grants, intents)}
    yield from _different("requests", _with_statuses(replay, seen["requests"]), seen["requests"])
    yield from _different("grants", _with_dark_grants(replay, seen["grants"]), seen["grants"])
    yield from _different("intents", _with_dark_intents(replay, seen["intents"]), seen["intents"])


def _rows(conn: Connection, table: Table) -> Rows:
    keys = [column.name for column in table.primary_key]
    rows = (row._asdict() for row in conn.execute(select(table)))
    return {tuple(row[key] for key in keys): row for row in rows}


def _different(table: str, wanted: Rows, seen: Rows) -> Iterator[Finding]:
    for key in sorted({*wanted, *seen}, key=str):
        if wanted.get(key) != seen.get(key):
            yield about_sum(table, " ".join(map(str, key)))


def _with_statuses(replay: Replay, seen: Rows) -> Rows:
    """Return the requests wanted; what no body tells any more is taken as it is seen."""
    wanted: Rows = {}
    for request, row in replay.requests.items():
        status = replay.statuses[request]
        told = {**row, "status": status.value} if status else _without(row, "status")
        wanted[(request,)] = {**seen.get((request,), {}), **told}
    return wanted


def _without(row: Sum, key: str) -> Sum:
    return {name: value for name, value in row.items() if name != key}


def _with_dark_grants(replay: Replay, seen: Rows) -> Rows:
    """Return the grants wanted; one whose last change was erased is taken as it is seen."""
    dark = replay.dark[Kind.GRANTED] | replay.dark[Kind.UNDONE]
    last = max(dark, default=0)
    wanted = {(key,): row for key, row in replay.grants.items() if (key,) in seen or row["seq"] > last}
    return wanted | {key: row for key, row in seen.items() if row["seq"] in dark}


def _with_dark_intents(replay: Replay, seen: Rows) -> Rows:
    """Return the intents wanted; one whose entries were erased is taken as it is seen."""
    begun, closed = replay.dark[Kind.INTENDED], replay.dark[Kind.DONE]
    return replay.intents | {
        key: row
        for key, row in seen.items()
        if row["done"] in closed or (row["intent"] in begun and row["done"])
    }
