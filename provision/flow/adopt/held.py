"""The names of a zone that the ledger explains, and who holds them."""

from collections.abc import Mapping, Sequence

from provision.errors import NotFound, Refused
from provision.flow.desk import Desk
from provision.i18n import Text
from provision.model.grant import Grant
from provision.model.site import ParentZone
from provision.model.zone import SeenZone
from provision.names import Fqdn, Slug, shown
from provision.services.registry import service


def zone_named(desk: Desk, text: str) -> ParentZone:
    """Return the office's zone of that name. Raises NotFound."""
    zone = desk.site.zones.get(Fqdn.seen(text))
    if zone is None:
        known = sorted(name.text for name in desk.site.zones)
        raise NotFound(
            Text(
                "{zone} is no zone of this site; inventory/zones.yaml lists {known}",
                zone=shown(text),
                known=known,
            )
        )
    return zone


def listed(desk: Desk, zone: ParentZone) -> SeenZone:
    """Read a zone whole. Raises Refused where it cannot be listed, and an error of `Outside`."""
    seen = desk.world.parents[zone.name].read()
    if not seen.whole:
        raise Refused(
            Text("{zone} cannot be listed, so nobody knows what is in it: allow a transfer (read_key in "
                 "inventory/zones.yaml), then adopt it", zone=zone.name)
        )  # fmt: skip
    return seen


def holders(desk: Desk, zone: Fqdn) -> Mapping[Fqdn, Slug]:
    """Return the agency behind each name that a grant answers for in a zone, ended ones too."""
    return {
        name: grant.agency
        for grant in grants_in(desk, zone)
        for name in service(grant.service).wanted(grant, desk.site).names
    }


def grants_in(desk: Desk, zone: Fqdn) -> Sequence[Grant]:
    """Return the grants of names in a zone."""
    return [grant for grant in desk.ledger.grants() if _lies_in(desk, Fqdn.seen(grant.object), zone)]


def _lies_in(desk: Desk, name: Fqdn, zone: Fqdn) -> bool:
    try:
        return desk.site.zone_of(name).name == zone
    except NotFound:
        return False  # a zone that the office has given up
