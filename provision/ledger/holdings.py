"""The grants as they stand, and changing them for requests."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from provision.errors import Stale
from provision.i18n import Text
from provision.ledger import register, tables
from provision.ledger.border import legible
from provision.ledger.chain import canonical
from provision.ledger.log import Stamp
from provision.ledger.tables import grants
from provision.model.event import Kind
from provision.model.grant import Grant

Pair = tuple[Grant | None, Grant | None]


def load(conn: Connection, *conditions: Any) -> Sequence[Grant]:
    """Return the grants that meet the conditions, by key."""
    rows = conn.execute(select(grants).where(*conditions).order_by(grants.c.key))
    return [_grant(row.key, row.data) for row in rows]


def _grant(key: str, data: str) -> Grant:
    with legible(key):
        return Grant.from_json(json.loads(data))


def change(
    conn: Connection, stamp: Stamp, requests: Sequence[str], pairs: Sequence[Pair], kind: Kind = Kind.GRANTED
) -> None:
    """Write the grants as they are after the requests, with an event (GRANTED or UNDONE) for each request.

    Raises Stale where a grant is no longer as it was `before`, NotFound for an unknown request.
    """
    for pair in pairs:
        _check(conn, pair)
    owners = [(_owners(conn, requests, pair), pair) for pair in pairs]
    for request in requests:
        share = [pair for owned_by, pair in owners if request in owned_by]
        body = {"changes": [{"before": _json(before), "after": _json(after)} for before, after in share]}
        event = register.tell(conn, stamp, kind, request, body)
        for pair in share:
            _write(conn, key_of(pair), pair[1], event.seq)


def key_of(pair: Pair) -> str:
    """Return the key of the grant that changes."""
    keys = {grant.key for grant in pair if grant}
    if len(keys) != 1:
        raise ValueError(pair)
    return keys.pop()


def _check(conn: Connection, pair: Pair) -> None:
    key = key_of(pair)
    if next(iter(load(conn, grants.c.key == key)), None) != pair[0]:
        raise Stale(Text("The grant {key} has changed in the ledger since it was read; plan again", key=key))


def _owners(conn: Connection, requests: Sequence[str], pair: Pair) -> Collection[str]:
    """Return which of the requests brought a change: those it newly names, else those about that grant."""
    old, new = ({*grant.because.items()} if grant else set() for grant in pair)
    named = {request for _, request in new - old} & {*requests}
    about = select(tables.requests.c.id).where(tables.requests.c.grant_key == key_of(pair))
    return named or {*conn.execute(about).scalars()} & {*requests} or requests


def _json(grant: Grant | None) -> Mapping[str, Any] | None:
    return grant.to_json() if grant else None


def _write(conn: Connection, key: str, grant: Grant | None, seq: int) -> None:
    conn.execute(delete(grants).where(grants.c.key == key))
    if grant:
        conn.execute(insert(grants).values(key=key, seq=seq, data=canonical(grant.to_json())))
