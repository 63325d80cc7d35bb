"""Nameserver06: the name of every name server, on either side of the cut, has an address."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
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
            msg(
                "The address of the name server {nsname_list} is not to be found.\n"
                "Check how the name is written; for a name server within {zone} itself, state its IP address in the letter."
            ),
        ),
        "NO_RESOLUTION": Message(
            Level.ERROR,
            msg("No name server of {zone} has an address: {names}"),
            EXISTING,
            msg(
                "No name server of {zone} has an address that is to be found: {names}.\n"
                "Check how the names are written; for a name server within {zone} itself, state its IP address in the letter."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at the addresses that were found; where they could not be looked up from here, nothing is known."""
    yield []
    servers = (*delegation.servers, *delegation.child)
    found = {server.name for server in servers if server.addresses}
    unseen = {server.name for server in servers if server.unseen} - found
    lost = {server.name for server in servers} - found - unseen
    return _told(delegation.zone, found, unseen, sorted(lost))


def _told(zone: Fqdn, found: set[Fqdn], unseen: set[Fqdn], lost: Sequence[Fqdn]) -> list[Finding]:
    if lost and not (found or unseen):
        return [CASE.found("NO_RESOLUTION", zone, names=listed(lost))]
    if lost:
        return [CASE.found("CAN_NOT_BE_RESOLVED", zone, nsname_list=listed(lost))]
    return [CASE.found("CAN_BE_RESOLVED", zone)] if found and not unseen else []
