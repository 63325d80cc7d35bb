"""Finding the request that somebody means."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from provision.errors import NotFound
from provision.i18n import Text
from provision.names import shown

MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What a request can be recognised by."""

    id: str
    object: str
    is_open: bool

    @property
    def label(self) -> str:
        """The first label of its object: `dinkes`."""
        return self.object.partition(".")[0]


def find(text: str, known: Sequence[Known]) -> str:
    """Return the id of the request meant by an id, its start, its number, an object or a first label.

    `known` is in the order of opening: of several requests for one object the latest open one is
    meant, else the latest. Raises NotFound, with candidates, for what is ambiguous or unknown.
    """
    word = text.strip().lower().removesuffix(".")
    found = _by_id(word, known) or _by_object(word, known) or _by_prefix(word, known)
    if len(found) == 1:
        return found[0]
    raise _ambiguous(text, found) if found else _unknown(text, word, known)


def _by_id(word: str, known: Sequence[Known]) -> Sequence[str]:
    ids = [request.id for request in known]
    if word.upper() in ids:
        return [word.upper()]
    if word.isdecimal():
        return [name for name in ids if int(name.rpartition("-")[2]) == int(word)]
    return []


def _by_prefix(word: str, known: Sequence[Known]) -> Sequence[str]:
    return [request.id for request in known if word and request.id.startswith(word.upper())]


def _by_object(word: str, known: Sequence[Known]) -> Sequence[str]:
    about = [request for request in known if word == request.object.lower()]
    about = about or [request for request in known if word == request.label.lower()]
    latest = {request.object: request.id for request in about}
    latest |= {request.object: request.id for request in about if request.is_open}
    return list(latest.values())


def _ambiguous(text: str, found: Sequence[str]) -> NotFound:
    words = Text("{text} could be any of {found}; write more of it", text=shown(text), found=_cut(found))
    return NotFound(words)


def _unknown(text: str, word: str, known: Sequence[Known]) -> NotFound:
    names = {name.lower(): name for request in known for name in (request.id, request.object, request.label)}
    close = [names[name] for name in get_close_matches(word, names, n=3)]
    if close:
        return NotFound(
            Text("No request is known for {text}; did you mean {close}?", text=shown(text), close=close)
        )
    return NotFound(Text("No request is known for {text}; see: provision request list", text=shown(text)))


def _cut(found: Sequence[str]) -> Sequence[str]:
    more = ["…"] if len(found) > MOST_CANDIDATES else []
    return [*found[-MOST_CANDIDATES:], *more]
