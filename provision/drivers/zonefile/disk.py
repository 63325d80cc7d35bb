"""Files that are read whole and replaced whole: what is there is the old or the new, whatever happens."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from provision.errors import Outside, ProvisionError, ReadOnly, StorageFull
from provision.i18n import Text

LARGEST = 64 * 2**20
NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
FULL = {errno.ENOSPC, errno.EDQUOT}
MADE_MODE = 0o640


def content_of(file: Path) -> bytes:
    """Return what a file holds. Raises Outside."""
    with told(file):
        return _read(file)


def content_or_nothing(file: Path) -> bytes:
    """Return what a file holds, nothing where there is none. Raises Outside."""
    try:
        with told(file):
            return _read(file)
    except Outside as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return b""
        raise


def _read(file: Path) -> bytes:
    # Without waiting: a pipe of that name would never answer.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise Outside(Text("{file} is not a file", file=str(file)))
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Outside(Text("{file} is larger than {most} bytes", file=str(file), most=LARGEST))
    return content


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Say what the system refuses about a file. Raises StorageFull, ReadOnly or Outside."""
    try:
        yield
    except OSError as error:
        raise _error(file, error) from error


def _error(file: Path, error: OSError) -> ProvisionError:
    said = {"file": str(file), "reason": error.strerror or ""}
    if error.errno in FULL:
        return StorageFull(
            Text("No space is left for {file}; make room, then run the same command again", **said)
        )
    if error.errno in NO_RIGHT:
        return ReadOnly(
            Text(
                "{file}: {reason}. Whoever runs this needs the right to it and to write in its folder", **said
            )
        )
    return Outside(Text("{file}: {reason}", **said))


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


def tidy(*files: Path) -> None:
    """Remove what a killed run had prepared for some files."""
    for file in files:
        _staged(file).drop()


@contextmanager
def staged(*news: tuple[Path, bytes, Path]) -> Iterator[tuple[Staged, ...]]:
    """Have the new contents of files on disk beside them while a block runs; each is (file, content, like).

    `like` gives owner, group and mode. What the block does not put in its place is gone afterwards; what a
    killed run left is written over. Raises an error that tells the file.
    """
    made = [_staged(file) for file, _, _ in news]
    try:
        for one, (_, content, like) in zip(made, news, strict=True):
            _write(one, content, like)
        yield tuple(made)
    finally:
        for one in made:
            one.drop()


def _staged(target: Path) -> Staged:
    return Staged(target.with_name(f".{target.name}.provision"), target)


def _write(staged: Staged, content: bytes, like: Path) -> None:
    staged.drop()
    with told(staged.target):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(staged.path, flags, MADE_MODE), "wb") as made:
            look_like(made.fileno(), like)
            made.write(content)
            made.flush()
            os.fsync(made.fileno())


def look_like(made: int, like: Path) -> None:
    """Give an open file the owner, group and mode of another. Raises ReadOnly where that is another person's."""
    wanted, now = like.stat(), os.fstat(made)
    try:
        if (now.st_uid, now.st_gid) != (wanted.st_uid, wanted.st_gid):
            os.fchown(made, wanted.st_uid, wanted.st_gid)
    except PermissionError as error:
        raise ReadOnly(
            Text("{file} belongs to user {uid} and group {gid}, which only root or that user can give to its new "
                 "content; nothing was changed", file=str(like), uid=wanted.st_uid, gid=wanted.st_gid)
        ) from error  # fmt: skip
    os.fchmod(made, stat.S_IMODE(wanted.st_mode))


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
