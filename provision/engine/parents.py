"""Which driver reads and writes a zone, and how a zone is read that cannot be listed."""

from collections.abc import Callable, Mapping, Sequence

from provision.drivers.asked import AskedParent
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.drivers.zonefile import ZoneFileParent
from provision.errors import BadConfig
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.site import ParentZone, Site, ZoneKind
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn
from provision.ports import Parent, Unlisted, World
from provision.services.registry import service
from provision.services.service import Proposal

PART = msg("Own rule: what was not seen is told")


def _powerdns(zone: ParentZone) -> Parent:
    from provision.drivers.powerdns import PowerDnsParent  # noqa: PLC0415 - loads an HTTP library, for such zones alone

    return PowerDnsParent(zone)


DRIVERS: Mapping[ZoneKind, Callable[[ParentZone], Parent]] = {
    ZoneKind.RFC2136: Rfc2136Parent,
    ZoneKind.ZONEFILE: ZoneFileParent,
    ZoneKind.POWERDNS: _powerdns,
    ZoneKind.RENDER: AskedParent,
}


def open_parent(zone: ParentZone) -> Parent:
    """Return the parent behind a zone of the site; nothing is opened before something is asked. Raises BadConfig."""
    if zone.kind not in DRIVERS:
        raise BadConfig(Text("{zone}: kind: {kind} is not there yet", zone=zone.name, kind=zone.kind))
    return DRIVERS[zone.kind](zone)


def read_parent(world: World, site: Site, name: Fqdn, wanted: Sequence[Wanted]) -> SeenZone:
    """Return a parent zone as it is; where it cannot be listed, what bears on what is wanted, and on what was granted.

    Raises an error of `Outside`.
    """
    parent = world.parents[name]
    if not isinstance(parent, Unlisted):
        return parent.read()
    standing = (grant for grant in world.ledger.grants() if grant.stands)
    here = (grant for grant in standing if Fqdn.host(grant.object).is_below(name))
    granted = (service(grant.service).wanted(grant, site) for grant in here)
    names = {held for one in (*wanted, *granted) for held in (*one.names, *(key[0] for key in one.keys))}
    return parent.about([held for held in names if held.is_at_or_below(name)])


def seen_in_part(proposal: Proposal, zone: SeenZone) -> Sequence[Finding]:
    """Return, for a letter, what is not known of a zone that cannot be listed; audits need not say it every night."""
    if zone.whole or not proposal.judged:
        return ()
    why = Text("{zone} cannot be transferred (it has no read_key): only the names in question were asked for. What lies "
               "below them, or points to them, is seen only where the office granted it", zone=zone.apex)  # fmt: skip
    do = Text(
        "Look at the zone in its panel for other records at and below the name, or allow a transfer: read_key"
    )
    return [Finding("ZONE_SEEN_IN_PART", Level.NOTICE, proposal.after.object, why, do, PART)]
