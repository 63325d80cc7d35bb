"""The doctor tells whether the site is in order, and its servers can do what the steps ask of them."""

import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from provision.errors import ProvisionError
from provision.flow.desk import Desk
from provision.i18n import Text
from provision.model.site import Key, ParentZone

OTHERS = stat.S_IRWXO


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
    for key in (zone.read_key, zone.write_key):
        yield from _secret(key)
    yield _tried(
        Text("{zone}: transfer with the key {key}", zone=zone.name, key=zone.read_key.name), parent.read
    )
    try:
        proved = parent.compares_serial()
    except ProvisionError as error:
        yield Examined(Text("{zone}: update with the key {key}", zone=zone.name, key=zone.write_key.name), good=False,
                       do=error.text)  # fmt: skip
        return
    yield Examined(
        Text("{zone}: update with the key {key}", zone=zone.name, key=zone.write_key.name), good=True
    )
    yield Examined(
        Text("{zone}: the server compares the served serial", zone=zone.name),
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
