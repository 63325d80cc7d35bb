"""YAML and JSON as a tree of plain values whose lines are known; nothing in a file can make it do more."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from provision.i18n import Text
from provision.names import shown

Keys = tuple[str | int, ...]
Lines = dict[Keys, int]

MAX_DEPTH = 24
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Malformed(Exception):
    """The text is no tree; never leaves this folder."""

    def __init__(self, line: int, what: Text) -> None:
        super().__init__(line, what)
        self.line = line
        self.what = what


def parse_tree(text: str) -> tuple[object, Lines]:
    """Return the tree written as `text`, in YAML 1.2 or JSON, and the line of each of its keys.

    A scalar stays the text it is, whatever it looks like: `no`, `0123`, `015/2026` and a date mean
    what the reader of the field takes them for. Only an empty value, `null` and `~` are None.
    Raises Malformed, for anchors, aliases, tags and deep nesting too.
    """
    lines: Lines = {}
    try:
        return _Builder(_events(text), lines).document(), lines
    except ReaderError as error:
        raise Malformed(
            _line_at(text, error.position), Text("holds a control character; remove it")
        ) from None
    except MarkedYAMLError as error:
        # The parser's own words quote what stands in the file, which may be a secret.
        raise Malformed(_line_of(error), _why(error)) from None
    except (YAMLError, ValueError, OverflowError):
        raise Malformed(1, Text("is neither YAML nor JSON")) from None


def _events(text: str) -> Iterator[Event]:
    return iter(YAML(typ="safe", pure=True).parse(text))


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _line_of(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _why(error: MarkedYAMLError) -> Text:
    problem = error.problem or ""
    if "'\\t'" in problem:
        return Text("a tab stands where only spaces may; indent with spaces")
    if "mapping values are not allowed" in problem:
        return Text("a colon stands where none may; put the text between quotes, or mend the indentation")
    if "unexpected end of stream" in problem or "<stream end>" in problem:
        return Text("the file ends in the middle of a text between quotes, or of a list; close it")
    if "cannot start any token" in problem:
        return Text("a text begins with a character that YAML keeps for itself; put the text between quotes")
    return Text("is not YAML from here on; look at the indentation, the quotes and the brackets")


@dataclass
class _Builder:
    """Makes the tree out of the parser's events, one look at each."""

    events: Iterator[Event]
    lines: Lines
    keys: list[str | int] = field(default_factory=list)

    def document(self) -> object:
        """Return the only document of the stream, or None where it is empty."""
        value: object = None
        for count, event in enumerate(
            e for e in self.events if isinstance(e, DocumentStartEvent | NodeEvent)
        ):
            if count > 1:
                _refuse(event, Text("holds a second document (a line ---); keep one"))
            if isinstance(event, NodeEvent):
                value = self._node(event)
        return value

    def _node(self, event: Event) -> object:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            _refuse(event, Text("anchors and aliases (& and *) are not used here; write the value out"))
        if getattr(event, "tag", None):
            _refuse(event, Text("tags (words that begin with !) are not used here; remove it"))
        if len(self.keys) > MAX_DEPTH:
            _refuse(event, Text("is nested more than {most} deep", most=MAX_DEPTH))
        self.lines[tuple(self.keys)] = _line(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event)
        return self._sequence() if isinstance(event, SequenceStartEvent) else _scalar(event)

    def _mapping(self, start: Event) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = _key(event)
            if key in found:
                first = self.lines[(*self.keys, key)]
                _refuse(
                    event, Text("{key} is written twice, first on line {first}", key=shown(key), first=first)
                )
            found[key] = self._inside(key, next(self.events))
            self.lines[(*self.keys, key)] = _line(event)
        self.lines[tuple(self.keys)] = _line(start)
        return found

    def _sequence(self) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self._inside(len(found), event))
        return found

    def _inside(self, key: str | int, event: Event) -> object:
        self.keys.append(key)
        value = self._node(event)
        self.keys.pop()
        return value


def _key(event: Event) -> str:
    if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
        _refuse(event, Text("a key must be plain text; put a text that holds {{ or [ between quotes"))
    return _whole(str(event.value))


def _scalar(event: Any) -> str | None:
    if not event.style and event.value in NULLS:
        return None
    return _whole(str(event.value))


def _whole(text: str) -> str:
    """Join what JSON writes as two escapes: a character beyond U+FFFF."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _refuse(event: Event, what: Text) -> NoReturn:
    raise Malformed(_line(event), what)
