"""Delegation01: at least two name servers, on either side of the cut, over each family."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn

LEAST = 2
MORE = msg("Name at least {minimum} name servers, so that the zone stays reachable when one fails")
CASE = Case(
    "delegation01",
    "Zonemaster delegation01; RFC 1034 section 4.1",
    {
        "ENOUGH_NS_DEL": Message(Level.INFO, msg("The parent names {count} name servers: {nsname_list}")),
        "NOT_ENOUGH_NS_DEL": Message(
            Level.ERROR,
            msg(
                "The parent names only {count} name server for {zone}, {nsname_list}; {minimum} are the least"
            ),
            MORE,
            msg(
                "Only {count} name server is named for {zone}.\n"
                "Name at least {minimum}, so that the site stays reachable when one fails."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Count the names in the delegation and in the zone, and those with addresses of each family."""
    yield []
    return list(_names(delegation, delegation.servers, "DEL"))


def _names(delegation: Delegation, servers: Sequence[NameServer], side: str) -> Iterator[Finding]:
    tag = f"ENOUGH_NS_{side}" if len(servers) >= LEAST else f"NOT_ENOUGH_NS_{side}"
    names: Sequence[Fqdn] = [server.name for server in servers]
    yield CASE.found(tag, delegation.zone, count=len(servers), minimum=LEAST, nsname_list=listed(names))
