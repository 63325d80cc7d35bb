"""The one comparison: what a grant wants in its zone against what the zone shows."""

from collections.abc import Sequence

from provision.model.change import Change
from provision.model.wanted import OWNED_TYPES, Wanted
from provision.model.zone import SeenZone


def differences(wanted: Wanted, zone: SeenZone) -> Sequence[Change]:
    """Return the changes that make the zone show what is wanted: what goes first, then what comes.

    Only the types that a grant decides about are compared: a TXT beside an address is not ours to
    remove. An empty result means "as wanted".
    """
    wanting = {rrset.key: rrset for rrset in wanted.rrsets}
    seen = {
        rrset.key: rrset
        for name in wanted.names
        for rrset in zone.at(name)
        if rrset.type in OWNED_TYPES or rrset.key in wanting or rrset.key in wanted.keys
    }
    keys = sorted({*wanting, *seen})
    changes = [Change(seen.get(key), wanting.get(key)) for key in keys if seen.get(key) != wanting.get(key)]
    return sorted(changes, key=lambda change: change.after is not None)
