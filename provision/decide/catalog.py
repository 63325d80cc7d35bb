"""What a catalog zone lists (RFC 9432 section 4.1), and the changes that list a zone or take it off."""

import hashlib
from collections.abc import Sequence

from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.zone import SeenZone
from provision.names import Fqdn

MEMBERS = "zones"
LABEL_SIZE = 16  # bytes of the hash, twice as many characters
# What belongs to the server of a zone, not to who writes in it.
OF_THE_SERVER = ("SOA", "NS")


def entry(catalog: Fqdn, zone: Fqdn) -> RRset:
    """Return the record that lists a zone: always at the same name, so that it cannot be listed twice."""
    label = hashlib.sha256(zone.text.encode()).hexdigest()[: 2 * LABEL_SIZE]
    return RRset.hosts(catalog.child(MEMBERS).child(label), "PTR", 0, [zone])


def entries(catalog: SeenZone, zone: Fqdn) -> Sequence[RRset]:
    """Return the records that list a zone, whoever made them."""
    members = catalog.apex.child(MEMBERS)
    return [
        rrset for rrset in catalog.pointing_at(zone) if rrset.type == "PTR" and rrset.name.is_below(members)
    ]


def listing(catalog: SeenZone, zone: Fqdn, *, wanted: bool) -> Sequence[Change]:
    """Return the changes after which a catalog lists a zone, or does not."""
    seen = entries(catalog, zone)
    if not wanted:
        return [Change(rrset, None) for rrset in seen]
    return [] if seen else [Change(None, entry(catalog.apex, zone))]


def content(zone: SeenZone) -> Sequence[RRset]:
    """Return what people wrote into a zone: all but what the server's template puts at its apex."""
    own = {(zone.apex, rtype) for rtype in OF_THE_SERVER}
    return sorted(rrset for rrset in zone if rrset.key not in own)
