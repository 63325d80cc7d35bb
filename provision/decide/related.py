"""What a zone shows of some changes: whether they are done, and whether their ground is as it was."""

from collections.abc import Sequence

from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.zone import CUTS, SeenZone
from provision.names import Fqdn


def not_shown(changes: Sequence[Change], zone: SeenZone) -> Sequence[Change]:
    """Return the changes whose outcome a zone does not show."""
    return [change for change in changes if zone.get(*change.rrset.key) != change.after]


def related(changes: Sequence[Change], zone: SeenZone) -> frozenset[RRset]:
    """Return the sets at and below the changed names, and the cuts above them."""
    names = {change.name for change in changes}
    return frozenset(rrset for name in names for rrset in _around(name, zone))


def _around(name: Fqdn, zone: SeenZone) -> list[RRset]:
    here = [rrset for near in (name, *zone.below(name)) for rrset in zone.at(near)]
    cuts = [zone.get(above, cut) for above in name.up_to(zone.apex) for cut in CUTS]
    return here + [cut for cut in cuts if cut]
