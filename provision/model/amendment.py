"""An amendment: what was corrected in a request on its way, field by field, before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provision.model.request import Request

# The parts of a request that hold fields of their own; the rest are fields themselves.
PARTS = ("letter", "fields")
SCAN = "letter.scan"


@dataclass(frozen=True, slots=True)
class Correction:
    """One field (`agency`, `letter.number`, `fields.ips`) as it was and as it is.

    None stands for no such field: no request holds it as a value.
    """

    field: str
    before: Any
    after: Any

    def to_json(self) -> dict[str, Any]:
        """Return plain data, from which `from_json` makes an equal correction."""
        return {"field": self.field, "before": self.before, "after": self.after}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Correction":
        """Make a correction from what `to_json` returned."""
        return cls(data["field"], data["before"], data["after"])


def corrections(before: Request, after: Request) -> Sequence[Correction]:
    """Return what differs between two states of one request, by field."""
    old, new = _flat(before), _flat(after)
    fields = sorted({*old, *new})
    return [Correction(key, old.get(key), new.get(key)) for key in fields if old.get(key) != new.get(key)]


def corrected(request: Request, made: Sequence[Correction]) -> Request:
    """Return the request after the corrections."""
    data: dict[str, Any] = request.to_json()
    for one in made:
        part, inner, name = one.field.partition(".")
        home, key = (data[part], name) if inner else (data, part)
        home.pop(key, None)
        if one.after is not None:
            home[key] = one.after
    return Request.from_json(data)


def moves_the_plan(body: Mapping[str, Any] | None) -> bool:
    """Tell whether an amendment, by its event's body, concerns more than the letter's scan; an erased one may."""
    return body is None or any(change["field"] != SCAN for change in body["changes"])


def _flat(request: Request) -> Mapping[str, Any]:
    return dict(_pairs(request.to_json()))


def _pairs(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if key in PARTS:
            yield from ((f"{key}.{inner}", told) for inner, told in value.items())
        else:
            yield key, value
