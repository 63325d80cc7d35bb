"""A zone as it was seen at one moment."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from provision.model.change import Change
from provision.model.rrset import SERIAL, RRset
from provision.names import Fqdn

CUTS = ("NS", "DNAME")


@dataclass(frozen=True)
class SeenZone:
    """All RRsets of a zone, by name and type; the SOA is among them.

    Where `whole` is not so, the zone could not be listed: these are the sets at the names that it was
    asked for, and of what lies below them or points to them nothing is known.
    """

    apex: Fqdn
    rrsets: Mapping[tuple[Fqdn, str], RRset]
    whole: bool = True

    @classmethod
    def of(cls, apex: Fqdn, rrsets: Iterable[RRset], *, whole: bool = True) -> "SeenZone":
        """Return the zone made of these sets."""
        return cls(apex, {rrset.key: rrset for rrset in rrsets}, whole)

    @property
    def serial(self) -> int:
        """The serial in the SOA."""
        return int(self.rrsets[self.apex, "SOA"].values[0].split()[SERIAL])

    @cached_property
    def _by_name(self) -> Mapping[Fqdn, list[RRset]]:
        names: dict[Fqdn, list[RRset]] = defaultdict(list)
        for rrset in self.rrsets.values():
            names[rrset.name].append(rrset)
        return names

    @cached_property
    def _ancestors(self) -> Mapping[Fqdn, list[Fqdn]]:
        """For each name above another, the names below it: so that no question walks the whole zone."""
        below: dict[Fqdn, list[Fqdn]] = defaultdict(list)
        for name in self._by_name:
            for above in name.up_to(self.apex):
                below[above].append(name)
        return below

    @cached_property
    def _pointers(self) -> Mapping[Fqdn, list[RRset]]:
        pointing: dict[Fqdn, list[RRset]] = defaultdict(list)
        for rrset in self.rrsets.values():
            if rrset.type in {"CNAME", "MX", "SRV", "NS", "DNAME", "PTR"}:
                for target in rrset.targets:
                    pointing[target].append(rrset)
        return pointing

    def get(self, name: Fqdn, rtype: str) -> RRset | None:
        """Return the set of that name and type, if any."""
        return self.rrsets.get((name, rtype))

    def at(self, name: Fqdn) -> Sequence[RRset]:
        """Return the sets at a name."""
        return self._by_name.get(name, [])

    def below(self, name: Fqdn) -> Sequence[Fqdn]:
        """Return the names strictly below a name."""
        return self._ancestors.get(name, [])

    def pointing_at(self, name: Fqdn) -> Sequence[RRset]:
        """Return the sets whose target is that name."""
        return self._pointers.get(name, [])

    def cut_above(self, name: Fqdn) -> RRset | None:
        """Return the delegation or DNAME between the apex and a name that hides the name, if any."""
        found = (self.get(above, rtype) for above in name.up_to(self.apex) for rtype in CUTS)
        return next((rrset for rrset in found if rrset), None)

    def wildcard_over(self, name: Fqdn) -> RRset | None:
        """Return a set of the wildcard that answers for a name today, if any (RFC 4592 section 3.3.1).

        None does where the name exists, be it only as a name above others.
        """
        if self.at(name) or self.below(name):
            return None
        for above in (*name.up_to(self.apex), self.apex):
            if stars := self.at(above.child("*")):
                return stars[0]
            if self.at(above) or self.below(above):
                return None
        return None

    def after(self, changes: Sequence[Change]) -> "SeenZone":
        """Return the zone as it would be after the changes."""
        rrsets = dict(self.rrsets)
        for change in changes:
            rrsets.pop(change.rrset.key, None)
            if change.after:
                rrsets[change.after.key] = change.after
        return SeenZone(self.apex, rrsets, self.whole)

    def __iter__(self) -> Iterator[RRset]:
        return iter(self.rrsets.values())
