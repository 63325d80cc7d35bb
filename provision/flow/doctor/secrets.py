"""Whether the keys' secrets can be fetched, and by nobody else. A secret itself is never told."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from provision.errors import ProvisionError
from provision.flow.desk import Desk
from provision.flow.doctor.examined import Examined, bad, closed, good, warn
from provision.i18n import Text
from provision.model.playbook import Role
from provision.model.site import Key, ParentZone, Site


def examine_secrets(desk: Desk) -> Iterator[Examined]:
    """Look at each key of each zone."""
    keys = dict.fromkeys(pair for zone in desk.site.zones.values() for pair in _pairs(zone))
    for read_key, write_key in keys:
        yield _fetched(read_key, Text("Nothing can be checked without it"), needed=True)
        # Checking and drafting must work for people who hold no key that writes.
        writes = Role.SERVER_ADMIN in desk.roles
        yield _fetched(write_key, Text("Only apply, fulfil and undo need it"), needed=writes)
    files = dict.fromkeys(path for pair in keys for key in pair for path in _file(key))
    for path in files:
        yield from _rights(desk.site, path)
    for folder in dict.fromkeys(path.parent for path in files):
        if folder.stat().st_mode & stat.S_IWOTH:
            what = Text("nobody else can put other files into {folder}", folder=folder)
            yield bad(what, Text("Close it: chmod o= {path}", path=folder))


def _pairs(zone: ParentZone) -> Iterator[tuple[Key, Key]]:
    """Return the keys that read and write a zone, and those of the zones made below it."""
    yield zone.read_key, zone.write_key
    if zone.children:
        yield zone.children.read_key, zone.children.write_key


def can_fetch(key: Key) -> bool:
    """Tell whether the secret of a key can be fetched."""
    return _fault(key) is None


def _fetched(key: Key, why: Text, *, needed: bool) -> Examined:
    what = Text("the secret of the key {key} can be fetched", key=key.name)
    fault = _fault(key)
    if fault is None:
        return good(what)
    do = Text("{fault}. {why}", fault=fault, why=why)
    return bad(what, do) if needed else warn(what, do)


def _fault(key: Key) -> Text | None:
    """Return why the secret of a key cannot be fetched, if it cannot."""
    try:
        key.secret.resolve()
    except ProvisionError as error:
        return error.text
    return None


def _file(key: Key) -> Iterator[Path]:
    path = key.secret.base / key.secret.place
    if key.secret.kind == "file" and path.exists():
        yield path


def _rights(site: Site, path: Path) -> Iterator[Examined]:
    state = path.stat()
    yield closed(path)
    if state.st_uid not in {0, os.getuid(), site.folder.stat().st_uid}:
        what = Text("{path} belongs to who runs the office", path=path)
        yield bad(what, Text("It belongs to {owner}, who can read and replace it; give it to the office: chown",
                             owner=_login(state.st_uid)))  # fmt: skip
    if state.st_mode & stat.S_IWGRP:
        yield bad(
            Text("{path} cannot be replaced by its group", path=path),
            Text("Close it: chmod g-w {path}", path=path),
        )
    if state.st_mode & stat.S_IRGRP and state.st_gid not in {0, site.folder.stat().st_gid}:
        what = Text("{path} is read by the office's group alone", path=path)
        yield warn(
            what, Text("Its group is not that of the site's folder; close it: chmod g= {path}", path=path)
        )


def _login(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
