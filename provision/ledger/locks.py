"""Locks that tell who holds them, and that a dead process does not keep."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from provision.errors import Locked, NotFound, ProvisionError
from provision.i18n import Text
from provision.ledger import log
from provision.ledger.log import Stamp, local
from provision.ledger.process import Process
from provision.ledger.store import Store
from provision.ledger.tables import locks
from provision.model.event import Event, Kind
from provision.names import shown


@contextmanager
def hold(store: Store, stamp: Stamp, name: str) -> Iterator[None]:
    """Hold a lock while the block runs. Raises Locked where somebody else holds it."""
    token = secrets.token_hex(16)
    with store.writing() as conn:
        _take(conn, stamp, name, token)
    try:
        yield
    except (
        BaseException
    ):  # raised on: what went wrong is told, and not that the lock stays; it goes with this process
        with suppress(ProvisionError):
            _free(store, name, token)
        raise
    _free(store, name, token)


def _free(store: Store, name: str, token: str) -> None:
    with store.writing() as conn:
        conn.execute(delete(locks).where(locks.c.name == name, locks.c.token == token))


def _take(conn: Connection, stamp: Stamp, name: str, token: str) -> None:
    wanted = _row(stamp, name, token)
    held = conn.execute(select(locks).where(locks.c.name == name)).one_or_none()
    if held is None:
        conn.execute(insert(locks).values(wanted))
    elif not _is_surely_dead(held) or not _swap(conn, held, wanted):
        raise _locked(held)


def break_lock(conn: Connection, stamp: Stamp, name: str) -> Event:
    """Free a lock for good, and return the entry that says so.

    For a holder that cannot be seen from here: on another host, or in a container that is gone.
    Raises NotFound where the lock is free, Locked where its holder runs here.
    """
    held = conn.execute(select(locks).where(locks.c.name == name)).one_or_none()
    if held is None:
        raise NotFound(Text("Nobody holds a lock on {name}", name=shown(name)))
    if Process(held.host, held.pid, held.process).is_surely_alive():
        raise _locked(held)
    conn.execute(delete(locks).where(locks.c.name == name))
    told = {"owner": held.owner, "host": held.host, "pid": held.pid, "since": held.since}
    return log.append(conn, stamp, Kind.UNLOCKED, name, told)


def refuse_where_held(conn: Connection) -> None:
    """Raise Locked where a process that may live holds any lock."""
    for held in conn.execute(select(locks)):
        if not _is_surely_dead(held):
            raise _locked(held)


def _is_surely_dead(held: Row[Any]) -> bool:
    return Process(held.host, held.pid, held.process).is_surely_dead()


def _row(stamp: Stamp, name: str, token: str) -> dict[str, Any]:
    me = Process.this()
    return {
        "name": name,
        "owner": stamp.actor,
        "host": me.host,
        "pid": me.pid,
        "process": me.identity,
        "since": stamp.moment,
        "token": token,
    }


def _swap(conn: Connection, held: Row[Any], wanted: dict[str, Any]) -> bool:
    """Take a dead process's lock, unless somebody was quicker."""
    same = (locks.c.name == held.name) & (locks.c.token == held.token)
    return conn.execute(update(locks).where(same).values(wanted)).rowcount == 1


def _locked(held: Row[Any]) -> Locked:
    return Locked(
        Text(
            "{owner} is at work on {name} since {since}, on {host} (process {pid}); wait until that is finished. Where that process is surely gone: provision ledger unlock {name}",
            owner=held.owner,
            name=held.name,
            since=local(datetime.fromisoformat(held.since)),
            host=held.host,
            pid=held.pid,
        )
    )
