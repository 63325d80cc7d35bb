"""A PostgreSQL of the sandbox's own: made, started and stopped here, never Debian's own cluster."""

import os
import secrets
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from provision.errors import Outside
from provision.i18n import Text

PROGRAMS = Path("/usr/lib/postgresql")
# It refuses to run as root; in a user namespace of its own it is not, whoever started the sandbox.
NOBODY = "65534"  # an account that every Debian has: initdb looks its own up
NOT_ROOT = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
HOST, PORT = "127.0.0.1", 5432
SUPERUSER = "postgres"
OURS = 0o600
# The sandbox lies in memory: what a crash of the machine would take is not asked for.
SETTINGS = {"listen_addresses": HOST, "fsync": "off", "max_connections": "250", "lc_messages": "C"}


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server with its data, its log and its password file in one folder."""

    folder: Path
    port: int = PORT
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)

    @property
    def passfile(self) -> Path:
        """What PGPASSFILE is to name."""
        return self.folder / "pgpass"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        """Make the data and the password file. Raises Outside where PostgreSQL is not installed or fails."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.keep_password(SUPERUSER, self.password)
        # A pipe: a file would have to be removed again.
        reading, writing = os.pipe()
        os.write(writing, f"{self.password}\n".encode())
        os.close(writing)
        words = (*_program("initdb"), f"--username={SUPERUSER}", "--auth=scram-sha-256", "--no-sync",
                 "--encoding=UTF8", "--locale=C.UTF-8", f"--pwfile=/dev/fd/{reading}", str(self._data))  # fmt: skip
        try:
            _run(words, keep=reading)
        finally:
            os.close(reading)
        settings = SETTINGS | {"port": str(self.port), "unix_socket_directories": str(self.folder)}
        with (self._data / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def keep_password(self, user: str, password: str) -> None:
        """Add a user's password to the file that PGPASSFILE names."""
        self.passfile.touch(OURS)
        with self.passfile.open("a") as file:
            file.write(f"*:{self.port}:*:{user}:{password}\n")

    def start(self) -> None:
        """Start it and return when it answers."""
        self._control("start", "--log", str(self.folder / "log"))

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast` in order, `immediate` as a crash does."""
        self._control("stop", "--mode", how)

    def url(self, database: str, user: str, *, by_socket: bool = False) -> str:
        """Return the URL of a database on it."""
        if by_socket:
            return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"
        return f"postgresql://{user}@{HOST}:{self.port}/{database}"

    def _control(self, verb: str, *words: str) -> None:
        _run((*_program("pg_ctl"), verb, "--wait", "--pgdata", str(self._data), *words))


def _program(name: str) -> tuple[str, ...]:
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if not found:
        raise Outside(
            Text(
                "The sandbox needs {missing}; install what is missing with: provision sandbox packages --install",
                missing=["postgresql"],
            )
        )
    return (*NOT_ROOT, str(found[-1]))


def _run(words: tuple[str, ...], keep: int | None = None) -> None:
    done = subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        # Not a pipe: the server keeps it, and nobody would see its end.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=() if keep is None else (keep,),
        check=False,
    )
    if done.returncode:
        raise Outside(
            Text(
                "{program} failed: {reason}",
                program=Path(words[len(NOT_ROOT)]).name,
                reason=str(done.returncode),
            )
        )
