"""The command that makes a name server read its files again."""

import os
import subprocess
from collections.abc import Sequence

from provision.errors import NotReloaded
from provision.i18n import Text
from provision.names import shown

SECONDS = 60
ALSO = "/usr/sbin:/sbin"


def search_path() -> str:
    """Return where programs of servers lie: for cron and people who are not root, beyond their PATH."""
    return f"{os.environ.get('PATH', os.defpath)}:{ALSO}"


def reload(words: Sequence[str]) -> None:
    """Run the command, without a shell. Raises NotReloaded with what it said; no words are no command."""
    if not words:
        return
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PATH": search_path()},
        )
    except subprocess.TimeoutExpired as error:
        raise _not_reloaded(
            words, Text("it did not end within {seconds} seconds", seconds=SECONDS)
        ) from error
    except (OSError, ValueError) as error:
        raise _not_reloaded(words, str(error)) from error
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        raise _not_reloaded(words, shown(said[-1], 200) if said else str(done.returncode))


def _not_reloaded(words: Sequence[str], reason: Text | str) -> NotReloaded:
    return NotReloaded(
        Text("The zone file is written, but the server was not told: {command} failed ({reason}). Mend that, then run "
             "the same command again: it tells the server and goes on",
             command=shown(" ".join(words), 200), reason=reason)
    )  # fmt: skip
