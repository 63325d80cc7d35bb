"""Where a ledger lies: its URL, its file, and files beside it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from provision.errors import BadConfig
from provision.i18n import Text
from provision.ledger.border import file_border

# What libpq would take a secret from, if a URL held it.
SECRETS = {"password", "sslpassword"}

# The office's group writes, each with a login of its own: what is made in the folder is the group's too
# (setgid), and SQLite gives its journal the mode of the file. Others see nothing.
FILE_MODE, FOLDER_MODE = 0o660, 0o2770
COPY_MODE = 0o640


DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def parse_url(url: str) -> URL:
    """Return the parsed URL, with the driver that we use. Raises BadConfig, also for a password in it."""
    try:
        parsed = make_url(url)
        driver = DRIVERS[parsed.get_backend_name()]
    except (SQLAlchemyError, KeyError) as error:
        raise BadConfig(
            Text(
                "ledger: a database URL is wanted, as sqlite:////srv/provision/ledger.db or postgresql://provision@db.example/provision are"
            )
        ) from error
    if parsed.password is not None or SECRETS & {*parsed.query}:
        raise BadConfig(
            Text(
                "ledger: the URL holds a password; leave it out and keep it in the file that PGPASSFILE names"
            )
        )
    return parsed.set(drivername=driver)


def shown_url(url: URL) -> str:
    """Return a server's URL as people write it."""
    return url.set(drivername=url.get_backend_name()).render_as_string()


def file_of(url: URL) -> Path | None:
    """Return the file that a SQLite ledger lies in; None for a server's."""
    plain = url.get_backend_name() == "sqlite" and url.database and not url.database.startswith("file:")
    return Path(str(url.database)) if plain else None


def url_of(path: Path) -> URL:
    """Return the URL of a SQLite ledger in a file."""
    return URL.create("sqlite", database=str(path))


def make_file(path: Path) -> None:
    """Make an empty file for a ledger, and its folder; does nothing where it exists."""
    with file_border(str(path)):
        if not path.exists():
            make_folder(path.parent)
            with suppress(FileExistsError):  # a colleague was faster
                _create(path, FILE_MODE)


def make_folder(folder: Path) -> None:
    """Make a folder for the office's group alone; one that exists stays as it is. Raises OSError."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(FOLDER_MODE)  # apart: the umask takes from what mkdir is told


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give an empty file in the folder of `path`, to be moved there; what is left of it goes."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with file_border(str(path)):
        _create(new, COPY_MODE)
    try:
        yield new
    finally:
        new.unlink(missing_ok=True)
        journal_of(new).unlink(missing_ok=True)


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the way back while it writes (https://www.sqlite.org/tempfiles.html)."""
    return path.with_name(f"{path.name}-journal")


def sync_folder(path: Path) -> None:
    """Bring the name of a file to the disk: only its content is there before."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _create(path: Path, mode: int) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, mode))
    path.chmod(mode)
