"""A file of the site or a request, as data that can say where each of its values stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from provision.config.faults import Fault, faults_in
from provision.config.tree import Keys, Lines, Malformed, parse_tree
from provision.errors import BadConfig, BadInput, NotFound
from provision.i18n import Text
from provision.names import shown

MAX_BYTES = 1024 * 1024
MAX_TOLD = 10

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data with the place of each key: `name` is the file, or "" for the command line.

    `data` does not show in `repr`: a secret may have been written there by mistake.
    """

    name: str
    data: object = field(repr=False)
    lines: Lines = field(default_factory=dict, repr=False)
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def typed(cls, data: Mapping[str, object], options: Mapping[str, str]) -> "Document":
        """Return what was typed on the command line; `options` names the option behind a key."""
        return cls("", data, dict.fromkeys(_paths(data), 0), options)

    def validate(self, model: type[M], context: object = None) -> M:
        """Return the data as the model. Raises BadConfig that tells every fault, up to ten.

        Keys that begin with `x-` are left out of sight of the model, unknown ones are faults. All
        scalars reach the model as text (or None), whatever they look like. `context` is what the
        model's validators find in their `info`.
        """
        try:
            return model.model_validate(_without_remarks(self.data), context=context)
        except ValidationError as error:
            faults = faults_in(error, model, self.lines)
        except BadInput as error:
            faults = [Fault((), error.text)]
        raise self.refusal(faults)

    def faults(self, model: type[BaseModel], context: object = None) -> list[Fault]:
        """Return what `validate` would tell."""
        try:
            model.model_validate(_without_remarks(self.data), context=context)
        except ValidationError as error:
            return faults_in(error, model, self.lines)
        return []

    def refusal(self, faults: Sequence[Fault]) -> BadConfig:
        """Return the error that tells the faults, by line, each after its place."""
        ordered = sorted(faults, key=lambda fault: self._line(fault.keys))
        told = [self._told(fault) for fault in ordered[:MAX_TOLD]]
        if len(ordered) > MAX_TOLD:
            told.append(Text("… and {count} more", count=len(ordered) - MAX_TOLD))
        whole = told[-1]
        for text in reversed(told[:-1]):
            whole = Text("{first}\n{rest}", first=text, rest=whole)
        return BadConfig(whole)

    def where(self, keys: Keys) -> str:
        """Return the place of a key: `file:line: key.path`, or the option."""
        path = key_path(keys)
        if not self.name:
            return self._option(keys) or path
        place = f"{self.name}:{self._line(keys)}"
        return f"{place}: {path}" if path else place

    def _option(self, keys: Keys) -> str:
        words = [key for key in keys if isinstance(key, str)]
        paths = (".".join(words[:count]) for count in range(len(words), 0, -1))
        return next((self.options[path] for path in paths if path in self.options), "")

    def _told(self, fault: Fault) -> Text:
        where = self.where(fault.keys)
        return Text("{where}: {what}", where=where, what=fault.what) if where else fault.what

    def _line(self, keys: Keys) -> int:
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)


def key_path(keys: Keys) -> str:
    """Return the path of a key as people read it: `zones.bengkaliskab.go.id.secondaries[0].address`."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{shown(key)}" for key in keys)
    return "".join(parts).removeprefix(".")


def read_document(path: Path) -> Document:
    """Return the YAML or JSON file as a document. Raises BadConfig with file and line, or NotFound."""
    try:
        tree, lines = parse_tree(_text(path))
    except Malformed as error:
        place = f"{shown(str(path), 200)}:{error.line}"
        fault = Text("{where}: {what}", where=place, what=error.what)
    else:
        return Document(shown(str(path), 200), tree, lines)
    raise BadConfig(fault)


def _text(path: Path) -> str:
    raw = _bytes(path)
    if len(raw) > MAX_BYTES:
        raise Malformed(1, Text("is larger than {most} KiB", most=MAX_BYTES // 1024))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Malformed(line, Text("is not UTF-8 text; save it as UTF-8")) from None
    # White space that JSON allows and YAML does not. A raw tab inside a text is in neither.
    return text.replace("\t", " ") if path.suffix.lower() == ".json" else text


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(Text("There is no file {path}", path=shown(str(path), 200))) from None
    except OSError as error:
        raise BadConfig(
            Text("{path} cannot be read ({reason})", path=shown(str(path), 200), reason=error.strerror)
        ) from error


def _without_remarks(data: object) -> object:
    if isinstance(data, dict):
        return {key: _without_remarks(value) for key, value in data.items() if not key.startswith("x-")}
    return [_without_remarks(item) for item in data] if isinstance(data, list) else data


def _paths(data: object, above: Keys = ()) -> Iterator[Keys]:
    yield above
    if isinstance(data, Mapping | list):
        for key, value in data.items() if isinstance(data, Mapping) else enumerate(data):
            yield from _paths(value, (*above, key))
