"""Where BIND keeps the file of a zone that it serves from this machine, as its own configuration tells."""

import re
import socket
import subprocess
from pathlib import Path

from provision.model.site import ParentZone
from provision.names import Fqdn, Ip

CONFIG = Path("/etc/bind/named.conf")
PROGRAM = "named-checkconf"
SECONDS = 10
ZONE = re.compile(r'\bzone "([^"]+)"')
FILE = re.compile(r'^\s*file "([^"]+)";', re.MULTILINE)
DIRECTORY = re.compile(r'^\s*directory "([^"]+)";', re.MULTILINE)
PRIMARY = re.compile(r"^\s*type (primary|master);", re.MULTILINE)


def bind_file(zone: ParentZone, config: Path = CONFIG) -> Path | None:
    """Return the file of a zone where its primary is a BIND on this machine; None where nothing tells so."""
    if not config.is_file() or not _is_here(zone.primary.address):
        return None
    said = _printed(config)
    part = _block(said, zone.name)
    named = FILE.search(part) if PRIMARY.search(part) else None
    folder = DIRECTORY.search(said)
    return Path(folder[1] if folder else "/", named[1]) if named else None


def _is_here(address: Ip) -> bool:
    """Tell whether an address is one of this machine's: only such can be bound."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6  # noqa: PLR2004 - the family's number
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as door:
            door.bind((str(address), 0))
    except OSError:
        return False
    return True


def _printed(config: Path) -> str:
    """Return BIND's configuration, files that it includes within it, in BIND's own form."""
    try:
        words = [PROGRAM, "-p", "-x", str(config)]  # -x: secrets of keys are left out
        done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _block(said: str, name: Fqdn) -> str:
    """Return what is said of a zone, up to the next one."""
    found = [*ZONE.finditer(said)]
    starts = {match[1].lower().removesuffix("."): number for number, match in enumerate(found)}
    if name.text not in starts:
        return ""
    number = starts[name.text]
    end = found[number + 1].start() if number + 1 < len(found) else len(said)
    return said[found[number].end() : end]
