"""Adds names to the site's list of infrastructure; what people wrote there stays."""

import os
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from provision.config.data import data_folder
from provision.config.ignored import FILE, read_ignored, read_list
from provision.errors import Refused
from provision.i18n import Text
from provision.model.ignored import Ignored
from provision.model.site import Site
from provision.names import Fqdn, shown


def add_ignored(site: Site, added: Mapping[Fqdn, str]) -> None:
    """Write names with their reasons into `inventory/ignored.yaml`, in one step, comments kept.

    Raises Refused, and leaves the file as it is, where it is written in a way that cannot be added to.
    """
    now = read_ignored(site.folder, site.zones)
    fresh = {name: reason for name, reason in added.items() if name not in now.names}
    if not fresh:
        return
    path = site.folder / FILE
    source = path if path.exists() else data_folder("inventory") / FILE.name
    candidate = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        candidate.write_text(_with(source, fresh), encoding="utf-8")
        _refuse_other(candidate, site, Ignored({**now.names, **fresh}, now.below))
        _put(candidate, path)
    finally:
        candidate.unlink(missing_ok=True)


def _with(source: Path, fresh: Mapping[Fqdn, str]) -> str:
    from ruamel.yaml import YAML  # noqa: PLC0415 - rarely needed
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 - idem

    yaml = YAML(typ="rt")
    yaml.width, yaml.preserve_quotes = 10_000, True
    data: Any = yaml.load(source.read_text(encoding="utf-8")) or CommentedMap()
    listed = data.get("ignored")
    if not listed:
        data["ignored"] = listed = CommentedMap()
    for name, reason in sorted(fresh.items()):
        listed[Ignored.written(name)] = reason
    text = StringIO()
    yaml.dump(data, text)
    return text.getvalue()


def _refuse_other(candidate: Path, site: Site, wanted: Ignored) -> None:
    if read_list(candidate, site.zones) != wanted:
        raise Refused(
            Text("{path} cannot be added to as it is written; write one name a line below ignored:, then import again",
                 path=shown(str(FILE)))
        )  # fmt: skip


def _put(candidate: Path, path: Path) -> None:
    if path.exists():
        candidate.chmod(path.stat().st_mode & 0o777)
    with candidate.open("rb") as file:
        os.fsync(file.fileno())
    candidate.replace(path)
