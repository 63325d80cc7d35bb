"""The grants as they stand, and changing them for requests."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from provision.errors import Stale
from provision.i18n import Text
from provision.ledger import log, register
from provision.ledger.border import legible
from provision.ledger.chain import canonical
from provision.ledger.log import Stamp, local
from provision.ledger.tables import events, grants, requests
from provision.model.event import Event, Kind
from provision.model.grant import Grant, changed_key
from provision.model.waiver import Waiver

Pair = tuple[Grant | None, Grant | None]
CHANGING = (Kind.GRANTED, Kind.UNDONE, Kind.ADOPTED, Kind.FORGOTTEN)
PAGE = 100


def load(conn: Connection, *conditions: Any) -> Sequence[Grant]:
    """Return the grants that meet the conditions, by key."""
    rows = conn.execute(select(grants).where(*conditions).order_by(grants.c.key))
    return [_grant(row.key, row.data) for row in rows]


def _grant(key: str, data: str) -> Grant:
    with legible(key):
        return Grant.from_json(json.loads(data))


def waivers(conn: Connection) -> Sequence[Waiver]:
    """Return the last waiver of each finding of each holder's grant, in the order that they were first given."""
    last: dict[tuple[str, str, str], Waiver] = {}
    for event in log.read(conn, log.ENTRIES.where(events.c.kind == Kind.WAIVED.value)):
        if event.body is not None:
            with legible(event.seq):
                waiver = Waiver.from_json(event.body, event.actor)
            last[waiver.code, waiver.grant, waiver.agency.text] = waiver
    return list(last.values())


def change(
    conn: Connection, stamp: Stamp, asked: Sequence[str], pairs: Sequence[Pair], kind: Kind = Kind.GRANTED
) -> None:
    """Write the grants as they are after the requests, with an event (GRANTED or UNDONE) for each request.

    Raises Stale where a grant is no longer as it was `before`, NotFound for an unknown request.
    """
    _check(conn, pairs)
    shares = _shares(conn, asked, pairs)
    told = [(request, {"changes": [_json(pair) for pair in shares[request]]}) for request in asked]
    written = register.tell_all(conn, stamp, kind, told)
    _write(conn, {_key(pair): (pair[1], event.seq) for event in written for pair in shares[event.subject]})


def adopt(
    conn: Connection, stamp: Stamp, told: Sequence[tuple[Grant, Mapping[str, Any]]], kind: Kind
) -> None:
    """Write grants that no request made (ADOPTED), or take them out (FORGOTTEN): an entry for each, about its object.

    Raises Stale where the ledger holds one already, or no longer as it was.
    """
    pairs = [(None, grant) if kind is Kind.ADOPTED else (grant, None) for grant, _ in told]
    _check(conn, pairs)
    bodies = [
        (grant.object, {**more, "changes": [_json(pair)]})
        for (grant, more), pair in zip(told, pairs, strict=True)
    ]
    written = register.tell_all(conn, stamp, kind, bodies)
    _write(conn, {_key(pair): (pair[1], event.seq) for pair, event in zip(pairs, written, strict=True)})


def _key(pair: Pair) -> str:
    """Return the key of the grant that changes."""
    keys = {grant.key for grant in pair if grant}
    if len(keys) != 1:
        raise ValueError(pair)
    return keys.pop()


def _check(conn: Connection, pairs: Sequence[Pair]) -> None:
    keys = [_key(pair) for pair in pairs]
    stored = {grant.key: grant for grant in load(conn, grants.c.key.in_(keys))}
    for key, (before, _) in zip(keys, pairs, strict=True):
        if stored.get(key) != before:
            raise _changed(key, _last_change(conn, key))


def _changed(key: str, last: Event | None) -> Stale:
    if last is None:
        return Stale(Text("The grant {key} has changed in the ledger since it was read; plan again", key=key))
    return Stale(
        Text(
            "The grant {key} has changed in the ledger since it was read: {actor} did it for {request}, {at}; plan again",
            key=key,
            actor=last.actor,
            request=last.subject,
            at=local(last.at),
        )
    )


def _last_change(conn: Connection, key: str) -> Event | None:
    """Return the last entry that tells of a grant; None where none is left that does."""
    standing = conn.execute(select(grants.c.seq).where(grants.c.key == key)).scalar()
    if standing is not None:
        return log.read(conn, log.ENTRIES.where(events.c.seq == standing))[0]
    # No row tells of what is gone: the latest changes first, a page at a time.
    told = log.ENTRIES.where(events.c.kind.in_(CHANGING)).order_by(None).order_by(events.c.seq.desc())
    with conn.execute(told.execution_options(yield_per=PAGE)) as found:
        return next((event for event in map(log.event_of, found) if key in _keys(event)), None)


def _keys(event: Event) -> set[str]:
    return {changed_key(change) for change in (event.body or {}).get("changes", ())}


def _shares(conn: Connection, asked: Sequence[str], pairs: Sequence[Pair]) -> Mapping[str, Sequence[Pair]]:
    """Return which changes each request brought: those that newly name it, else those about its grant."""
    rows = conn.execute(select(requests.c.id, requests.c.grant_key).where(requests.c.id.in_(asked)))
    about: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        about[row.grant_key].append(row.id)
    shares: dict[str, list[Pair]] = defaultdict(list)
    known = {*asked}
    for pair in pairs:
        for owner in _named(pair) & known or about[_key(pair)] or asked:
            shares[owner].append(pair)
    return shares


def _named(pair: Pair) -> set[str]:
    old, new = ({*grant.because.items()} if grant else set() for grant in pair)
    return {request for _, request in new - old}


def _json(pair: Pair) -> Mapping[str, Any]:
    before, after = (grant.to_json() if grant else None for grant in pair)
    return {"before": before, "after": after}


def _write(conn: Connection, standing: Mapping[str, tuple[Grant | None, int]]) -> None:
    conn.execute(delete(grants).where(grants.c.key.in_(standing)))
    rows = [
        {"key": key, "seq": seq, "data": canonical(grant.to_json())}
        for key, (grant, seq) in standing.items()
        if grant
    ]
    if rows:
        conn.execute(insert(grants), rows)
