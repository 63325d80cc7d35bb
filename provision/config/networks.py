"""A file of networks, one a line, as a site that wants addresses in the country keeps one."""

from collections.abc import Iterator
from pathlib import Path

from provision.config.fields import parse_network
from provision.errors import BadConfig, BadInput
from provision.i18n import Text
from provision.model.networks import Network, Networks


def read_networks(path: Path) -> Networks:
    """Return the networks of a file; what follows a # is a remark. Raises BadConfig, with file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(
            Text("{path} cannot be read; it is the file that policy.in_country names", path=path)
        ) from error
    networks = list(_networks(path, lines))
    if not networks:
        raise BadConfig(
            Text(
                "{path} holds no network: every address would be one abroad; write one a line, as 203.0.113.0/24",
                path=path,
            )
        )
    return Networks.of(networks)


def _networks(path: Path, lines: list[str]) -> Iterator[Network]:
    for number, line in enumerate(lines, 1):
        if written := line.partition("#")[0].strip():
            try:
                yield parse_network(written)
            except BadInput as error:
                where = f"{path}:{number}"
                raise BadConfig(Text("{where}: {what}", where=where, what=error.text)) from error
