"""Files that are replaced whole: what is there is the old or the new, whatever happens."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from provision.drivers.zonefile.disk import content_of, told
from provision.errors import ReadOnly
from provision.i18n import Text

MADE_MODE = 0o640


@dataclass(frozen=True, slots=True)
class New:
    """What a file shall hold. `like` gives its owner, group and mode; a file that is wholly ours may change its owner."""

    file: Path
    content: bytes
    like: Path
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Staged:
    """The new content of a file, on disk beside it, to be put in its place at once."""

    path: Path
    target: Path

    def put(self) -> None:
        """Put it in its place, for good. Raises an error that tells the file."""
        with told(self.target):
            self.path.replace(self.target)
            _sync_folder(self.target.parent)

    def drop(self) -> None:
        """Forget it, where it was not put in its place."""
        with suppress(OSError):
            self.path.unlink()


@dataclass(frozen=True, slots=True)
class Overwritten:
    """The few bytes that change in another person's file, which only that person could give to a new one.

    They are written where they stand, in one go, and the file stays as long as it was.
    """

    target: Path
    old: bytes
    start: int
    content: bytes

    def put(self) -> None:
        """Write them, for good, unless the file is another by now. Raises an error that tells the file."""
        with told(self.target):
            opened = os.open(self.target, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                if os.pread(opened, len(self.old) + 1, 0) == self.old:
                    os.pwrite(opened, self.content, self.start)
                    os.fsync(opened)
            finally:
                os.close(opened)

    def drop(self) -> None:
        """Forget them."""


def tidy(*files: Path) -> None:
    """Remove what a killed run had prepared for some files."""
    for file in files:
        beside(file).drop()


@contextmanager
def staged(*news: New) -> Iterator[tuple[Staged | Overwritten, ...]]:
    """Have new contents ready while a block runs, which puts them in their places.

    What it does not put there is gone afterwards; what a killed run left is written over. Raises an error that
    tells the file.
    """
    made: list[Staged | Overwritten] = []
    try:
        for new in news:
            made.append(_ready(new))  # noqa: PERF401 - what is ready is dropped where the next one fails
        yield tuple(made)
    finally:
        for one in made:
            one.drop()


def _ready(new: New) -> Staged | Overwritten:
    made = beside(new.file)
    try:
        with told(new.file):
            _write(made, new)
    except BaseException as error:
        made.drop()
        if isinstance(error.__cause__, PermissionError) and not new.ours:
            return _in_place(new)
        raise
    return made


def beside(target: Path) -> Staged:
    """Return where a file's new content is made ready."""
    return Staged(target.with_name(f".{target.name}.provision"), target)


def _write(staged: Staged, new: New) -> None:
    staged.drop()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(staged.path, flags, MADE_MODE), "wb") as made:
        look_like(made.fileno(), new.like, ours=new.ours)
        made.write(new.content)
        made.flush()
        os.fsync(made.fileno())


def look_like(made: int, like: Path, *, ours: bool) -> None:
    """Give an open file the owner, group, mode and access list of another.

    Raises PermissionError where that is another person's, but for a file of ours: there the group must do.
    """
    wanted, now = like.stat(), os.fstat(made)
    try:
        if (now.st_uid, now.st_gid) != (wanted.st_uid, wanted.st_gid):
            os.fchown(made, wanted.st_uid, wanted.st_gid)
    except PermissionError:
        if not ours:
            raise
        with suppress(PermissionError):
            os.fchown(made, -1, wanted.st_gid)
    os.fchmod(made, stat.S_IMODE(wanted.st_mode))
    with suppress(OSError):
        for name in os.listxattr(like):
            os.setxattr(made, name, os.getxattr(like, name))


def _in_place(new: New) -> Overwritten:
    """Return the bytes that change. Raises ReadOnly where the file may not be written, or would be longer or shorter."""
    old = content_of(new.file)
    if len(old) != len(new.content) or not os.access(new.file, os.W_OK):
        wanted = new.like.stat()
        raise ReadOnly(
            Text("{file} belongs to user {uid} and group {gid}, and whoever runs this may neither write it nor put another "
                 "in its place; nothing was changed", file=str(new.file), uid=wanted.st_uid, gid=wanted.st_gid)
        )  # fmt: skip
    differ = [at for at, (one, other) in enumerate(zip(old, new.content, strict=True)) if one != other]
    start, end = (differ[0], differ[-1] + 1) if differ else (0, 0)
    return Overwritten(new.file, old, start, new.content[start:end])


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
