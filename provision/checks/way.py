"""The way from the root to a zone: which zones could delegate it, and what each of their servers says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from provision.checks.at import At
from provision.names import Fqdn


class Says(StrEnum):
    """What a server of a zone above says of a name (Zonemaster basic01)."""

    DELEGATES = "it refers to the name's own servers"
    SERVES = "it serves the name as a zone itself"
    NOT_THERE = "the name does not exist"
    ALIAS = "the name is an alias"
    ALIAS_REFERRED = "the name is an alias into another zone"
    RENAMED = "the names below it are renamed"
    NOTHING = "the name exists, and is no zone"


FOUND = frozenset({Says.DELEGATES, Says.SERVES})


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one server of a zone says of the name under test; `target` is where a DNAME leads."""

    parent: Fqdn
    server: At
    says: Says
    target: Fqdn | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A question on the way that a server did not answer as a server of its zone does."""

    server: At
    name: Fqdn
    type: str


@dataclass(frozen=True)
class Way:
    """Everything that was seen between the root and a zone.

    `asked` are all servers that were to be asked, `unasked` those that could not be: what they would
    have said is not known, and nobody's fault; `unseen` are those of them whose family of addresses is not
    here. `cut_short` is set where a bound ended the search.
    """

    sightings: tuple[Sighting, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    asked: tuple[At, ...] = ()
    unasked: tuple[At, ...] = ()
    unseen: tuple[At, ...] = ()
    cut_short: bool = False

    @cached_property
    def found(self) -> bool:
        """Whether some server knows the name as a zone."""
        return any(one.says in FOUND for one in self.sightings)

    @cached_property
    def parents(self) -> tuple[At, ...]:
        """The servers that delegate the zone, or serve it beside its parent, in order and each once."""
        return ordered(one.server for one in self.sightings if one.says in FOUND)

    @cached_property
    def parent(self) -> Fqdn | None:
        """The zone that delegates the name; where several claim to, or none does, the nearest."""
        near = [one.parent for one in self.sightings if one.says in FOUND]
        every = near or [one.parent for one in self.sightings]
        return max(every, key=lambda name: len(name.labels), default=None)

    @property
    def unknown(self) -> bool:
        """Whether nothing was found, and servers that could tell could not be asked from here."""
        return not self.found and bool(self.unasked)


def ordered(servers: Iterable[At]) -> tuple[At, ...]:
    """Return servers in the order of their names and addresses, each once."""
    return tuple(sorted(set(servers)))
