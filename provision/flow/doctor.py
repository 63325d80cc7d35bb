"""The doctor tells whether the site is in order, and its servers can do what the steps ask of them."""

import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from provision.decide.guard import Guard, Must
from provision.errors import ProvisionError
from provision.flow.desk import Desk
from provision.flow.doctor_children import child_questions
from provision.i18n import Text
from provision.model.change import Change
from provision.model.rrset import ADDRESS_TYPES, RRset
from provision.model.site import Key, ParentZone
from provision.ports import Parent

OTHERS = stat.S_IRWXO
WRITTEN = ("NS", *ADDRESS_TYPES)
NOWHERE = "_provision-doctor"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at: in order, or what to do."""

    what: Text
    good: bool
    do: Text | None = None


def examine(desk: Desk) -> Sequence[Examined]:
    """Look at each zone's servers and keys, and at the ledger. Changes nothing."""
    found = [one for zone in desk.site.zones.values() for one in _zone(desk, zone)]
    return [*found, *_ledger(desk)]


def _zone(desk: Desk, zone: ParentZone) -> Iterator[Examined]:
    parent = desk.world.parents[zone.name]
    ours = zone.children
    for key in (zone.read_key, zone.write_key, *((ours.read_key, ours.write_key) if ours else ())):
        yield from _secret(key)
    yield _tried(
        Text("{zone}: transfer with the key {key}", zone=zone.name, key=zone.read_key.name), parent.read
    )
    for rtype in WRITTEN:
        what = Text(
            "{zone}: the key {key} may change {type} records",
            zone=zone.name,
            key=zone.write_key.name,
            type=rtype,
        )
        yield _tried(what, partial(_touch, parent, zone, rtype))
    yield _serial(zone, parent)
    yield from (Examined(what, not do, do) for what, do in child_questions(desk, zone))


def _touch(parent: Parent, zone: ParentZone, rtype: str) -> None:
    """Delete what is not there, under the guard that it is not: rights are judged, and nothing changes."""
    name = zone.name.child(NOWHERE)
    parent.write([Change(RRset(name, rtype, 0, ()), None)], [Guard(Must.BE_UNUSED, name)])


def _serial(zone: ParentZone, parent: Parent) -> Examined:
    what = Text("{zone}: the server compares the served serial", zone=zone.name)
    try:
        proved = parent.compares_serial()
    except ProvisionError as error:
        return Examined(what, good=False, do=error.text)
    return Examined(
        what,
        good=proved,
        do=Text(
            "Under inline signing the server compares another serial; delegations are then checked by reading again "
            "after the write, and taken back where somebody was faster"
        ),
    )


def _secret(key: Key) -> Iterator[Examined]:
    path = key.secret.base / key.secret.place
    if key.secret.kind == "file" and path.exists():
        yield Examined(
            Text("{path} is closed to others", path=path),
            good=not path.stat().st_mode & OTHERS,
            do=Text("Close it: chmod o= {path}", path=path),
        )


def _tried(what: Text, attempt: Callable[[], object]) -> Examined:
    try:
        attempt()
    except ProvisionError as error:
        return Examined(what, good=False, do=error.text)
    return Examined(what, good=True)


def _ledger(desk: Desk) -> Iterator[Examined]:
    faults = desk.ledger.verify()
    yield Examined(
        Text("the ledger's chain is whole"),
        good=not faults,
        do=Text("Run provision ledger verify, and restore a backup"),
    )
    outbox: Path = desk.site.outbox
    yield Examined(
        Text("{path} can be written", path=outbox),
        good=not outbox.exists() or bool(outbox.stat().st_mode & stat.S_IWUSR),
        do=Text("Let the office's group write to {path}", path=outbox),
    )
