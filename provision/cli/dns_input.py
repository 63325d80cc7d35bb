"""What people type or hand in about a delegation: name servers, DS records, lists of zones."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from provision.errors import BadInput
from provision.i18n import Text

if TYPE_CHECKING:
    from provision.checks.delegation import NameServer

MOST_ZONES = 1_000_000


def name_server(word: str) -> "NameServer":
    """Return the name server written as `NAME[/IP,IP...]`. Raises BadInput."""
    from provision.checks.delegation import NameServer

    name, _, addresses = word.partition("/")
    return NameServer.from_json({"name": name, "addresses": addresses.split(",") if addresses else []})


def zone_names(lines: Iterable[str]) -> list[str]:
    """Return the zones of a list, one a line, each once; `#` begins a remark. Raises BadInput."""
    names = list(dict.fromkeys(_names(lines)))
    if not names:
        raise BadInput(Text("The file names no zone; write one on each line"))
    return names


def _names(lines: Iterable[str]) -> Iterator[str]:
    from provision.checks.zone_name import zone_name

    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        if len(words) > 1 or number > MOST_ZONES:
            raise BadInput(
                Text(
                    "Line {number}: write one zone on each line, and at most {most}",
                    number=number,
                    most=MOST_ZONES,
                )
            )
        for word in words:
            try:
                zone_name(word)
            except BadInput as error:
                raise BadInput(Text("Line {number}: {what}", number=number, what=error.text)) from error
            yield word
