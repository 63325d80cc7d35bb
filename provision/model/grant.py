"""A grant: a standing entry that the office answers for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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


def key_of(service: str, name: str) -> str:
    """Return what identifies the grant of an object of a service."""
    return f"{service}:{name}"


def changed_key(change: Mapping[str, Any]) -> str:
    """Return the key of the grant that an entry's change (`before`, `after`) is about."""
    grant = change["after"] or change["before"]
    return key_of(grant["service"], grant["object"])


@dataclass(frozen=True, slots=True)
class Grant:
    """What an agency holds: an object of a service, with its parameters.

    `params` are the service's own, as plain data; `because` names, for each parameter, the request
    behind it. `until` is its last day, if it has one: it then ends by itself; of one that has ended,
    the day of its end.
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
        return key_of(self.service, self.object)

    @property
    def stands(self) -> bool:
        """Tell whether it is not ended: the name is held."""
        return self.state is not State.ENDED

    @property
    def active(self) -> bool:
        """Tell whether the world shall show it: a suspended grant keeps its parameters and shows nothing."""
        return self.state is State.ACTIVE

    def on(self, day: date) -> "Grant":
        """Return the grant as it is on a day: one whose last day is over has ended, by whose letter set that day."""
        if not self.stands or self.until is None or day <= self.until:
            return self
        return replace(
            self, state=State.ENDED, because={**self.because, "state": self.because.get("until", "")}
        )

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
