"""A plan: changes in order, grouped by grant, with a digest that binds what was shown to what is done."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provision.model.change import Change
from provision.names import Fqdn


@dataclass(frozen=True, slots=True)
class GrantChanges:
    """The changes of one grant: they go together, never split over two messages."""

    grant: str
    changes: tuple[Change, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain data, from which `from_json` makes an equal value."""
        return {"grant": self.grant, "changes": [change.to_json() for change in self.changes]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "GrantChanges":
        """Make the value from what `to_json` returned."""
        return cls(data["grant"], tuple(Change.from_json(change) for change in data["changes"]))


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done in one zone for some requests."""

    requests: tuple[str, ...]
    zone: Fqdn
    groups: tuple[GrantChanges, ...]

    @property
    def changes(self) -> Sequence[Change]:
        """All changes, in order."""
        return [change for group in self.groups for change in group.changes]

    @property
    def digest(self) -> str:
        """SHA-256 over the plan's data: equal plans, and only they, have it."""
        data = json.dumps(self._content(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(data.encode()).hexdigest()

    def _content(self) -> dict[str, Any]:
        return {
            "requests": list(self.requests),
            "zone": self.zone.text,
            "groups": [group.to_json() for group in self.groups],
        }

    def only(self, grants: Collection[str], request: str) -> "Plan":
        """Return the part of the plan that concerns some grants, and the request behind them."""
        groups = tuple(group for group in self.groups if group.grant in grants)
        return Plan((request,), self.zone, groups)

    def to_json(self) -> dict[str, Any]:
        """Return plain data, from which `from_json` makes an equal plan."""
        return {**self._content(), "digest": self.digest}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Plan":
        """Make a plan from what `to_json` returned."""
        groups = tuple(GrantChanges.from_json(group) for group in data["groups"])
        return cls(tuple(data["requests"]), Fqdn.seen(data["zone"]), groups)

    def __bool__(self) -> bool:
        return any(group.changes for group in self.groups)
