"""Whose a name may be: by the official lists, by how it is written, and by what it points to."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from provision.flow.adopt.row import Sure
from provision.i18n import Text
from provision.model.site import Agency, Site
from provision.model.zone import SeenZone
from provision.names import Fqdn, Ip, Slug

LIKE = 0.85
SHORTEST = 4  # of a key or a word that is looked for inside a label
SHORTEST_WORD = 6


@dataclass(frozen=True, slots=True)
class Guess:
    """An agency, how sure that is, and why."""

    agency: Slug
    sure: Sure
    reason: Text


def by_name(name: Fqdn, site: Site) -> Guess | None:
    """Return whose a name is by the agencies' official names and keys, where that is plain."""
    for agency in site.agencies.values():
        if official := next((own for own in agency.subdomains if name.is_at_or_below(own)), None):
            return Guess(agency.key, Sure.HIGH, _official(name, official, agency))
    parts = _below_zone(name, site)
    for agency in site.agencies.values():
        if agency.key.text in parts:
            said = Text("its name holds the key of {agency}", agency=agency.name)
            return Guess(agency.key, Sure.MEDIUM, said)
    return None


def by_likeness(name: Fqdn, site: Site) -> Guess | None:
    """Return whose a name may be by words that are nearly an agency's key or one of its name's words."""
    found = {guess.agency: guess for part in _below_zone(name, site) for guess in _alike(part, site)}
    return next(iter(found.values())) if len(found) == 1 else None


def _official(name: Fqdn, official: Fqdn, agency: Agency) -> Text:
    if name == official:
        return Text("officially a name of {agency}", agency=agency.name)
    return Text("below {official}, officially a name of {agency}", official=official, agency=agency.name)


def _below_zone(name: Fqdn, site: Site) -> tuple[str, ...]:
    zone = site.zone_of(name).name
    return name.labels[: len(name.labels) - len(zone.labels)]


def _alike(part: str, site: Site) -> Iterator[Guess]:
    for agency in site.agencies.values():
        key = agency.key.text
        words = {word.strip(",.").lower() for word in agency.name.split()}
        inside = [word for word in (part, key) if len(word) >= SHORTEST]
        near = get_close_matches(part, [key, *(w for w in words if len(w) >= SHORTEST_WORD)], 1, LIKE)
        if near or (len(inside) > 1 and (part in key.split("-") or key in part)):
            said = Text("“{part}” is written nearly as {agency} is", part=part, agency=agency.name)
            yield Guess(agency.key, Sure.LOW, said)


@dataclass(frozen=True)
class Related:
    """What is known of the names around: `known` are names whose agency is sure."""

    site: Site
    seen: SeenZone
    known: Mapping[Fqdn, Slug]

    def near(self, name: Fqdn) -> Guess | None:
        """Return whose a name is by what it lies below, or by the name servers that it is delegated to."""
        if above := self._owner(name.parent):
            return self._as(above, Sure.MEDIUM, Text("below {name}", name=above))
        return self._pointing(name, "NS", Sure.MEDIUM)

    def far(self, name: Fqdn) -> Guess | None:
        """Return whose a name may be by what it is an alias of, or shares an address with: many are guests there."""
        return self._pointing(name, "CNAME", Sure.LOW) or self._beside(name)

    def _pointing(self, name: Fqdn, rtype: str, sure: Sure) -> Guess | None:
        rrset = self.seen.get(name, rtype)
        for target in rrset.targets if rrset else ():
            if owner := self._owner(target):
                return self._as(owner, sure, Text("points to {name}", name=target))
        return None

    def _owner(self, name: Fqdn) -> Fqdn | None:
        """Return the nearest known name at or above a name within the zone."""
        if not name.is_below(self.seen.apex):
            return None
        return next((up for up in (name, *name.up_to(self.seen.apex)) if up in self.known), None)

    def _beside(self, name: Fqdn) -> Guess | None:
        for rrset in self.seen.at(name):
            for address in rrset.addresses:
                holders = self._at_address.get(address, [])
                if len({self.known[one] for one in holders}) == 1:
                    said = Text("at the address of {name}", name=holders[0])
                    return self._as(holders[0], Sure.LOW, said)
        return None

    def _as(self, name: Fqdn, sure: Sure, reason: Text) -> Guess:
        agency = self.known[name]
        said = Text("{reason}, which is {agency}'s", reason=reason, agency=self.site.agency_name(agency))
        return Guess(agency, sure, said)

    @cached_property
    def _at_address(self) -> Mapping[Ip, list[Fqdn]]:
        """The known names at an address, shared ones left out."""
        found: dict[Ip, list[Fqdn]] = defaultdict(list)
        for name in self.known:
            for rrset in self.seen.at(name):
                for address in rrset.addresses:
                    if not any(address in network for network in self.site.policy.shared):
                        found[address].append(name)
        return found
