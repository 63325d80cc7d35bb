"""Who else could change what the site says, and whether letters can be put down."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from provision.flow.doctor.examined import Examined, bad, good, holds
from provision.i18n import Text
from provision.model.site import Site

BELIEVED = ("inventory", "playbooks", "letters")


def examine_files(site: Site) -> Iterator[Examined]:
    """Look at rights: whoever changes the inventory decides which command fetches a secret."""
    open_to_all = [path for path in _believed(site.folder) if path.stat().st_mode & stat.S_IWOTH]
    yield holds(
        Text("nobody outside the office can change {folders}", folders=BELIEVED),
        Text("Take the right away: chmod o-w {paths}", paths=_words(open_to_all)),
        true=not open_to_all,
    )
    yield _outbox(site.outbox)


def _believed(folder: Path) -> Iterator[Path]:
    yield folder
    for name in BELIEVED:
        place = folder / name
        if place.is_dir():
            yield place
            yield from sorted(path for path in place.rglob("*") if path.exists())


def _words(paths: list[Path]) -> str:
    return " ".join(str(path) for path in paths)


def _outbox(outbox: Path) -> Examined:
    what = Text("{path} can be written", path=outbox)
    if outbox.exists() and not outbox.is_dir():
        return bad(what, Text("{path} is no folder; move the file away", path=outbox))
    standing = next(path for path in (outbox, *outbox.parents) if path.exists())
    # The mode is looked at too: root may write anywhere, and is not who drafts letters.
    may = os.access(standing, os.W_OK | os.X_OK) and bool(
        standing.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP)
    )
    return good(what) if may else bad(what, Text("Let the office's group write to {path}", path=standing))
