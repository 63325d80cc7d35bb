"""A grant: a standing entry that the office answers for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from provision.names import Slug


class State(StrEnum):
    """Whether the grant stands."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Origin(StrEnum):
    """How it came to be: granted by us, or there before us."""

    GRANTED = "granted"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Grant:
    """What an agency holds: an object of a service, with its parameters.

    `params` are the service's own, as plain data; `because` names, for each parameter, the request
    behind it. `until` is the day after which it ends by itself, if any.
    """

    service: str
    object: str
    agency: Slug
    params: Mapping[str, Any]
    because: Mapping[str, str] = field(default_factory=dict)
    state: State = State.ACTIVE
    origin: Origin = Origin.GRANTED
    since: date | None = None
    until: date | None = None

    @property
    def key(self) -> str:
        """What identifies the grant in the ledger."""
        return f"{self.service}:{self.object}"

    @property
    def stands(self) -> bool:
        """Tell whether it is not ended: the name is held."""
        return self.state is not State.ENDED

    def to_json(self) -> dict[str, Any]:
        """Return plain data, from which `from_json` makes an equal grant."""
        return {
            "service": self.service,
            "object": self.object,
            "agency": self.agency.text,
            "params": dict(self.params),
            "because": dict(self.because),
            "state": self.state.value,
            "origin": self.origin.value,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Grant":
        """Make a grant from what `to_json` returned."""
        return cls(
            data["service"],
            data["object"],
            Slug.parse(data["agency"]),
            data["params"],
            data["because"],
            State(data["state"]),
            Origin(data["origin"]),
            *(date.fromisoformat(data[day]) if data[day] else None for day in ("since", "until")),
        )
