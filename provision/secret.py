"""Secrets: references that are resolved late, and values that never print."""

import os
import shlex
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from provision.errors import BadConfig, Outside
from provision.i18n import Text

KINDS = ("env", "file", "cmd")
PATIENCE = 30.0


class Secret:
    """A value that shows as `***` wherever it is printed, and refuses to be pickled or iterated."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value; only drivers call this, at the moment of use."""
        return self._value

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> NoReturn:
        raise TypeError(type(self).__name__)


@dataclass(frozen=True, slots=True)
class SecretRef:
    """Where a secret is kept: `env:NAME`, `file:PATH` (relative to the site) or `cmd:WORDS`."""

    kind: str
    place: str
    base: Path = field(default=Path(), compare=False)

    @classmethod
    def parse(cls, text: str, base: Path) -> "SecretRef":
        """Return the reference written as `text`.

        Raises BadConfig where the kind is none of env, file and cmd: a secret itself, say,
        which is therefore not repeated in the message.
        """
        kind, colon, place = text.partition(":")
        if not colon or kind not in KINDS or not place:
            raise BadConfig(
                Text(
                    "is not a reference to a secret; write env:NAME, file:PATH or cmd:COMMAND, never the secret"
                )
            )
        return cls(kind, place, base)

    def resolve(self) -> Secret:
        """Fetch the secret; raises BadConfig where it is not there, Outside where its command fails."""
        value = {"env": self._env, "file": self._file, "cmd": self._cmd}[self.kind]()
        return Secret(value.strip())

    def _env(self) -> str:
        value = os.environ.get(self.place)
        if value is None:
            raise BadConfig(
                Text("The environment variable {name} is not set; a secret is kept there", name=self.place)
            )
        return value

    def _file(self) -> str:
        path = self.base / self.place
        try:
            return path.read_text()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else error.reason
            # No `from`: the error may hold what the file holds.
            raise BadConfig(
                Text("The secret file {path} cannot be read ({reason})", path=path, reason=reason)
            ) from None

    def _cmd(self) -> str:
        try:
            done = subprocess.run(
                shlex.split(self.place),
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=True,
                cwd=self.base,
            )
        except (OSError, ValueError, subprocess.SubprocessError):
            # No `from`: the error holds what the command printed. ValueError: quotes left open, or no text.
            raise Outside(
                Text("The command that fetches a secret failed: {command}", command=self.place)
            ) from None
        return done.stdout
