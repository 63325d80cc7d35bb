"""Whether the keys' secrets can be fetched, and by nobody else. A secret itself is never told."""

import os
import pwd
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from provision.errors import ProvisionError
from provision.flow.desk import Desk
from provision.flow.doctor.examined import Examined, bad, closed, good, warn
from provision.i18n import Text
from provision.model.playbook import Role
from provision.model.site import Key, ParentZone, Site
from provision.secret import SecretRef


@dataclass(frozen=True, slots=True)
class _Kept:
    """A secret under the name that people know, and whether even a check needs it."""

    name: str
    secret: SecretRef
    reads: bool


def examine_secrets(desk: Desk) -> Iterator[Examined]:
    """Look at each key of each zone."""
    keys = dict.fromkeys(kept for zone in desk.site.zones.values() for kept in _kept(zone))
    for kept in keys:
        if kept.reads:
            yield _fetched(kept, Text("Nothing can be checked without it"), needed=True)
            continue
        # Checking and drafting must work for people who hold no key that writes.
        writes = Role.SERVER_ADMIN in desk.roles
        yield _fetched(kept, Text("Only apply, fulfil and undo need it"), needed=writes)
    files = dict.fromkeys(path for kept in keys for path in _file(kept.secret))
    for path in files:
        yield from _rights(desk.site, path)
    for folder in dict.fromkeys(path.parent for path in files):
        if folder.stat().st_mode & stat.S_IWOTH:
            what = Text("nobody else can put other files into {folder}", folder=folder)
            yield bad(what, Text("Close it: chmod o= {path}", path=folder))


def _kept(zone: ParentZone) -> Iterator[_Kept]:
    """Return the keys that read and write a zone, and those of the zones made below it."""
    if zone.api:
        yield _Kept(zone.api.url, zone.api.key, reads=True)
    children = (zone.children.read_key, zone.children.write_key) if zone.children else (None, None)
    for read_key, write_key in ((zone.read_key, zone.write_key), children):
        if read_key:
            yield _Kept(read_key.name.text, read_key.secret, reads=True)
        if write_key:
            yield _Kept(write_key.name.text, write_key.secret, reads=False)


def can_fetch(key: Key) -> bool:
    """Tell whether the secret of a key can be fetched."""
    return _fault(key.secret) is None


def _fetched(kept: _Kept, why: Text, *, needed: bool) -> Examined:
    what = Text("the secret of the key {key} can be fetched", key=kept.name)
    fault = _fault(kept.secret)
    if fault is None:
        return good(what)
    do = Text("{fault}. {why}", fault=fault, why=why)
    return bad(what, do) if needed else warn(what, do)


def _fault(secret: SecretRef) -> Text | None:
    """Return why a secret cannot be fetched, if it cannot."""
    try:
        secret.resolve()
    except ProvisionError as error:
        return error.text
    return None


def _file(secret: SecretRef) -> Iterator[Path]:
    path = secret.base / secret.place
    if secret.kind == "file" and path.exists():
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
