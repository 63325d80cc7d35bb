"""What pydantic found wrong, in sentences that say what to do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from provision.config.fields import Absent, Told
from provision.config.tree import Keys, Lines
from provision.i18n import Text, msg
from provision.names import shown

# What is wrong, by the beginning of pydantic's type of error; none repeats the value, which may be a secret.
SENTENCES = (
    ("missing", msg("is missing; add it")),
    ("model_", msg("must be a mapping: lines of “key: value”")),
    ("dict_", msg("must be a mapping: lines of “key: value”")),
    ("list_", msg("must be a list: lines that begin with “- ”, or [a, b]")),
    ("tuple_", msg("must be a list: lines that begin with “- ”, or [a, b]")),
    ("frozen_set_", msg("must be a list: lines that begin with “- ”, or [a, b]")),
    ("set_", msg("must be a list: lines that begin with “- ”, or [a, b]")),
    ("string_", msg("must be a text")),
    ("int_", msg("must be a whole number")),
    ("float_", msg("must be a number")),
    ("bool_", msg("must be true or false")),
    ("date", msg("must be a day, as 2026-11-24 is")),
)
BOUNDS = {
    "greater_than_equal": ("ge", msg("must be at least {bound}")),
    "greater_than": ("gt", msg("must be more than {bound}")),
    "less_than_equal": ("le", msg("must be at most {bound}")),
    "less_than": ("lt", msg("must be less than {bound}")),
    "too_short": ("min_length", msg("must have {bound} or more entries")),
    "too_long": ("max_length", msg("must have {bound} entries or fewer")),
    "string_too_short": ("min_length", msg("must have at least {bound} characters")),
    "string_too_long": ("max_length", msg("must have at most {bound} characters")),
}
CHOICES = {"literal_error", "enum"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a document, and the keys that lead to it."""

    keys: Keys
    what: Text


def faults_in(error: ValidationError, model: type[BaseModel], lines: Lines) -> list[Fault]:
    """Return what pydantic found wrong; each place is told once."""
    found: dict[Keys, Fault] = {}
    for detail in error.errors(include_url=False):
        keys = _keys(detail, lines)
        found.setdefault(keys, Fault(keys, _what(detail, keys, model)))
    return list(found.values())


def _keys(detail: ErrorDetails, lines: Lines) -> Keys:
    """Leave out the steps that pydantic adds for unions and validators; a missing key is its last step."""
    keys: Keys = ()
    for step in detail["loc"]:
        keys = (*keys, step) if (*keys, step) in lines else keys
    absent = detail["type"] == "missing" or isinstance(detail.get("ctx", {}).get("error"), Absent)
    return (*keys, detail["loc"][-1]) if absent and keys != detail["loc"] else keys


def _what(detail: ErrorDetails, keys: Keys, model: type[BaseModel]) -> Text:
    kind, ctx = detail["type"], detail.get("ctx", {})
    told = ctx.get("error")
    if detail["input"] is None and kind != "missing" and not isinstance(told, Absent):
        return Text("is empty; write a value")
    if isinstance(told, Told):
        return told.text
    if kind == "extra_forbidden":
        return _unknown(keys, model)
    if kind in CHOICES:
        return _choice(_choices(ctx["expected"]), detail["input"])
    if kind in BOUNDS:
        place, sentence = BOUNDS[kind]
        return Text(sentence, bound=_choices(ctx[place]))
    return next(
        (Text(sentence) for start, sentence in SENTENCES if kind.startswith(start)),
        Text("cannot be used ({reason})", reason=detail["msg"]),
    )


def _choices(bound: Any) -> Any:
    """Return a number as it is, and pydantic's English list of words as a list."""
    return re.findall(r"'([^']*)'", bound) if isinstance(bound, str) else bound


def _choice(known: Sequence[str], value: object) -> Text:
    """Return which words there are, and which was meant; what was written is not repeated."""
    near = get_close_matches(value, known, 1) if isinstance(value, str) else []
    if near:
        return Text("must be one of {bound}; did you mean {near}?", bound=known, near=near[0])
    return Text("must be one of {bound}", bound=known)


def _unknown(keys: Keys, model: type[BaseModel]) -> Text:
    known = sorted(_known(model, keys[:-1]))
    near = get_close_matches(str(keys[-1]), known, 1)
    if near:
        return Text("is not a key here; did you mean {near}?", near=near[0])
    return Text("is not a key here; known are {known}", known=[shown(key) for key in known])


def _known(model: type[BaseModel], keys: Keys) -> set[str]:
    """Return the keys that may stand below `keys`, read off the model."""
    models: Sequence[type[BaseModel]] = [model]
    for key in keys:
        inner = [m for outer in models for m in _models(_annotation(outer, key))]
        models = inner or models
    return {info.alias or name for m in models for name, info in m.model_fields.items()}


def _annotation(model: type[BaseModel], key: str | int) -> Any:
    named = ((info.alias or name, info) for name, info in model.model_fields.items())
    return next((info.annotation for name, info in named if name == key), None)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
