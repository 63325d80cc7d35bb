"""A zone's file as people edit it, and what a server that takes dynamic updates would lose of it."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from provision.errors import Outside
from provision.i18n import Text
from provision.names import shown

MOST_BYTES = 64 * 1024 * 1024
# A remark begins outside of a quoted text.
REMARK = re.compile(rb'^(?:[^";\r\n]|"(?:[^"\\]|\\.)*")*;', re.MULTILINE)
GENERATE = re.compile(rb"^\$GENERATE\b", re.MULTILINE | re.IGNORECASE)
INCLUDE = re.compile(rb"^\$INCLUDE\b", re.MULTILINE | re.IGNORECASE)
# How a file begins that BIND wrote itself, after updates.
BY_SERVER = b"$ORIGIN .\n"


@dataclass(frozen=True, slots=True)
class HandFile:
    """The bytes of a zone's file, and whether the server keeps a journal of updates beside it."""

    path: Path
    raw: bytes
    journal: bool

    @property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def takes_updates(self) -> bool:
        """Tell whether the server has taken updates to it already: what can be lost is lost."""
        return self.journal or self.raw.startswith(BY_SERVER)

    @property
    def lost(self) -> dict[str, int]:
        """How many lines there are of what the server does not keep when it writes the file anew."""
        kinds = {"remarks": REMARK, "generate": GENERATE, "include": INCLUDE}
        counts = {kind: len(pattern.findall(self.raw)) for kind, pattern in kinds.items()}
        return {kind: count for kind, count in counts.items() if count}


def read_hand_file(path: Path) -> HandFile | None:
    """Return a zone's file, None where it does not lie on this machine. Raises Outside where it is not to be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Outside(
            Text("{path} cannot be read ({reason})", path=shown(str(path), 200), reason=error.strerror)
        ) from error
    return HandFile(path, raw, path.with_name(path.name + ".jnl").exists())
