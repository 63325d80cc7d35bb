"""`named-checkzone`, where it is installed: what BIND would say to the zone before it is put in its place."""

import shutil
import subprocess
from pathlib import Path

from provision.drivers.zonefile.reload import search_path
from provision.errors import Unsafe
from provision.i18n import Text
from provision.names import Fqdn, shown

PROGRAM = "named-checkzone"
STDIN = "/dev/stdin"
SECONDS = 60
LINES = 5


def installed() -> str | None:
    """Return where the program is, None where it is not installed."""
    return shutil.which(PROGRAM, path=search_path())


def refuse_unfit(apex: Fqdn, file: Path, folder: Path, candidate: bytes) -> None:
    """Raise Unsafe, with its words, where the program would not load the candidate for a zone file.

    `folder` is where a relative `$INCLUDE` is looked for.
    """
    program = installed()
    if program is None:
        return
    # Without "-i none" it looks up the names of servers elsewhere, and only warns of what it finds.
    words = (program, "-i", "none", "-w", str(folder), f"{apex}.", STDIN)
    try:
        done = subprocess.run(words, input=candidate, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unsafe(
            Text("{program} could not be asked about {file}: {reason}; nothing was changed",
                 program=PROGRAM, file=str(file), reason=str(error))
        ) from error  # fmt: skip
    if done.returncode:
        raise Unsafe(
            Text("{program} refuses {file} as it would be: {said}. Nothing was changed; mend what it names, then try "
                 "again", program=PROGRAM, file=str(file), said=_said(done.stdout + done.stderr, file))
        )  # fmt: skip


def _said(output: bytes, file: Path) -> list[str]:
    lines = output.decode(errors="replace").replace(STDIN, str(file)).splitlines()
    return [shown(line, 200) for line in lines if line.strip()][-LINES:]
