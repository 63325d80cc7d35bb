"""What people type or hand in about a delegation: name servers, DS records, lists of zones."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from provision.errors import BadInput
from provision.i18n import Text
from provision.names import shown

if TYPE_CHECKING:
    from provision.checks.delegation import NameServer

DS_WORDS = 4
MOST_TAG, MOST_OCTET = 65535, 255
NUMBER = re.compile(r"[0-9]{1,5}")
DIGEST = re.compile(r"[0-9A-Fa-f]{2,}")
# By digest type (RFC 4034, 4509, 5933, 6605): how many hexadecimal digits.
DIGEST_LENGTHS = {1: 40, 2: 64, 3: 64, 4: 96}
MOST_ZONES = 1_000_000


def name_server(word: str) -> "NameServer":
    """Return the name server written as `NAME[/IP,IP...]`. Raises BadInput."""
    from provision.checks.delegation import NameServer

    name, _, addresses = word.partition("/")
    return NameServer.from_json({"name": name, "addresses": addresses.split(",") if addresses else []})


def ds_record(word: str) -> str:
    """Return the DS record written as `TAG,ALGORITHM,TYPE,DIGEST`, in presentation form. Raises BadInput."""
    parts = [part.strip() for part in re.split(r"[,\s]+", word, maxsplit=DS_WORDS - 1)]
    if len(parts) != DS_WORDS or not all(NUMBER.fullmatch(part) for part in parts[:3]):
        raise BadInput(
            Text("{text} is not a DS record, as 31406,8,2,F78CF3… is: key tag, algorithm, digest type, digest",
                 text=shown(word))
        )  # fmt: skip
    tag, algorithm, kind = map(int, parts[:3])
    digest = parts[3].replace(" ", "").upper()
    wrong = len(digest) % 2 or len(digest) != DIGEST_LENGTHS.get(kind, len(digest))
    if tag > MOST_TAG or max(algorithm, kind) > MOST_OCTET or not DIGEST.fullmatch(digest) or wrong:
        raise BadInput(
            Text("{text}: the digest or a number of this DS record cannot be right", text=shown(word))
        )
    return f"{tag} {algorithm} {kind} {digest}"


def zone_names(lines: Iterable[str]) -> list[str]:
    """Return the zones of a list, one a line, each once; `#` begins a remark. Raises BadInput."""
    names = list(dict.fromkeys(_names(lines)))
    if not names:
        raise BadInput(Text("The file names no zone; write one on each line"))
    return names


def _names(lines: Iterable[str]) -> Iterator[str]:
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
        yield from words
