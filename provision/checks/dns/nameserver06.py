"""Nameserver06: the name of every name server, on either side of the cut, has an address.

Where the parent does not delegate yet, a name within the zone needs an address that was told: whatever
the zone says by then, nobody can ask it.
"""

from collections.abc import Sequence
from dataclasses import replace

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn

EXISTING = msg("Name a server that exists, or tell its address")
CASE = Case(
    "nameserver06",
    "Zonemaster nameserver06; RFC 1034 section 3.6",
    {
        "CAN_BE_RESOLVED": Message(Level.INFO, msg("Every name server of {zone} has an address")),
        "CAN_NOT_BE_RESOLVED": Message(
            Level.ERROR,
            msg("No address is to be found for these name servers of {zone}: {nsname_list}"),
            EXISTING,
        ),
        "NO_RESOLUTION": Message(
            Level.ERROR, msg("No name server of {zone} has an address: {names}"), EXISTING
        ),
    },
)
# The words of a letter depend on where the names lie.
OUTSIDE = msg("The address of the name server {names} is not to be found.\nCheck how its name is written.")
INSIDE = msg(
    "The name server {names} lies within {zone} itself and its IP address is not told.\n"
    "State the IP address of this name server in the letter."
)
EITHER = msg(
    "The addresses of the name servers {names} are not to be found.\n"
    "State the IP address of each that lies within {zone} itself, and check how the names of the others are written."
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at the addresses that were found; where they could not be looked up from here, nothing is known."""
    yield []
    servers = (*delegation.servers, *delegation.child)
    found = {server.name for server in servers if server.addresses} - _untold(delegation)
    unseen = {server.name for server in servers if server.unseen} - found
    lost = {server.name for server in servers} - found - unseen
    if lost:
        return [_lost(delegation.zone, sorted(lost), some=bool(found or unseen))]
    return [CASE.found("CAN_BE_RESOLVED", delegation.zone)] if found and not unseen else []


def _untold(delegation: Delegation) -> set[Fqdn]:
    """Return the names within a zone that is not delegated yet for which no address was told."""
    if not delegation.undelegated:
        return set()
    return {server.name for server in delegation.in_bailiwick() if not server.addresses}


def _lost(zone: Fqdn, names: Sequence[Fqdn], *, some: bool) -> Finding:
    tag, key = ("CAN_NOT_BE_RESOLVED", "nsname_list") if some else ("NO_RESOLUTION", "names")
    finding = CASE.found(tag, zone, **{key: listed(names)})
    inside = [name for name in names if name.is_at_or_below(zone)]
    words = EITHER if 0 < len(inside) < len(names) else INSIDE if inside else OUTSIDE
    return replace(finding, letter=Text(words, names=names, zone=zone))
