"""A change: one RRset before and after, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provision.model.rrset import RRset
from provision.names import Fqdn


@dataclass(frozen=True, slots=True)
class Change:
    """What turns one RRset into another; None stands for "not there"."""

    before: RRset | None
    after: RRset | None

    def __post_init__(self) -> None:
        both = (self.before, self.after)
        if both == (None, None) or (self.before and self.after and self.before.key != self.after.key):
            raise ValueError(both)

    @property
    def op(self) -> str:
        """The word for it: create, replace or delete."""
        if self.before is None:
            return "create"
        return "delete" if self.after is None else "replace"

    @property
    def rrset(self) -> RRset:
        """The set after the change, or the one that goes."""
        rrset = self.after or self.before
        assert rrset is not None  # noqa: S101 - the constructor saw to it
        return rrset

    @property
    def name(self) -> Fqdn:
        """The name whose set changes."""
        return self.rrset.name

    def reversed(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.after, self.before)

    def to_json(self) -> dict[str, Any]:
        """Return plain data, from which `from_json` makes an equal change."""
        return {
            "op": self.op,
            "before": self.before.to_json() if self.before else None,
            "after": self.after.to_json() if self.after else None,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Change":
        """Make a change from what `to_json` returned."""
        before, after = data["before"], data["after"]
        return cls(RRset.from_json(before) if before else None, RRset.from_json(after) if after else None)
