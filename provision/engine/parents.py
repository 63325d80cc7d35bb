"""Which driver reads and writes a zone."""

from collections.abc import Callable, Mapping

from provision.drivers.rfc2136 import Rfc2136Parent
from provision.drivers.zonefile import ZoneFileParent
from provision.errors import BadConfig
from provision.i18n import Text
from provision.model.site import ParentZone, ZoneKind
from provision.ports import Parent

DRIVERS: Mapping[ZoneKind, Callable[[ParentZone], Parent]] = {
    ZoneKind.RFC2136: Rfc2136Parent,
    ZoneKind.ZONEFILE: ZoneFileParent,
}


def open_parent(zone: ParentZone) -> Parent:
    """Return the parent behind a zone of the site; nothing is opened before something is asked. Raises BadConfig."""
    if zone.kind not in DRIVERS:
        raise BadConfig(Text("{zone}: kind: {kind} is not there yet", zone=zone.name, kind=zone.kind))
    return DRIVERS[zone.kind](zone)
