"""Root hints: the servers that a walk begins at, in the form of IANA's named.root."""

from pathlib import Path

from provision.errors import BadInput
from provision.i18n import Text
from provision.model.rrset import ADDRESS_TYPES
from provision.model.site import Server
from provision.names import Fqdn, parse_ip, shown

IANA = Path(__file__).with_name("root.hints")
LEAST_WORDS = 3


def read_hints(path: Path = IANA) -> tuple[Server, ...]:
    """Return the servers that a hints file gives addresses of. Raises BadInput, with file and line."""
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(Text("The hints file {path} cannot be read", path=path)) from error
    servers = [_server(path, number, line) for number, line in enumerate(lines, 1)]
    found = tuple(server for server in servers if server)
    if not found:
        raise BadInput(Text("{path} holds no address of a root server", path=path))
    return found


def _server(path: Path, number: int, line: str) -> Server | None:
    words = line.partition(";")[0].split()
    if not words or "NS" in words[1:]:
        return None
    where = f"{path}:{number}"
    if len(words) < LEAST_WORDS or words[-2].upper() not in ADDRESS_TYPES:
        raise BadInput(Text("{where}: {line} is no address of a root server", where=where, line=shown(line)))
    try:
        return Server(parse_ip(words[-1]), name=Fqdn.host(words[0]))
    except BadInput as error:
        raise BadInput(Text("{where}: {what}", where=where, what=error.text)) from error
