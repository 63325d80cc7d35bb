"""Delegation01: at least two name servers, on either side of the cut, over each family.

The side of the zone is judged by what its own servers tell, and only where one of them tells
anything: of a zone that is dead nobody knows what it names. A name that could not be looked up
from here, for want of a family of addresses, is counted neither way.
"""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
from provision.model.finding import Finding, Level

LEAST = 2
MORE = msg("Name at least {minimum} name servers, so that the zone stays reachable when one fails")
MORE_ADDRESSES = msg("Let at least {minimum} name servers have such an address, or none")
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
        "ENOUGH_NS_CHILD": Message(
            Level.INFO, msg("The zone {zone} itself names {count} name servers: {nsname_list}")
        ),
        "NOT_ENOUGH_NS_CHILD": Message(
            Level.ERROR,
            msg("The zone {zone} itself names too few name servers: {nsname_list}; {minimum} are the least"),
            MORE,
            msg(
                "The data of {zone} name fewer name servers than the {minimum} that are needed.\n"
                "Ask your provider to name every server of the zone in its NS records."
            ),
        ),
        "ENOUGH_IPV4_NS_DEL": Message(
            Level.INFO, msg("{count} name servers in the delegation have an IPv4 address: {nsname_list}")
        ),
        "NOT_ENOUGH_IPV4_NS_DEL": Message(
            Level.ERROR,
            msg(
                "Only {count} name server in the delegation of {zone} has an IPv4 address, {nsname_list}; "
                "{minimum} are the least"
            ),
            MORE_ADDRESSES,
            msg(
                "Only {count} of the name servers of {zone} has an IPv4 address ({nsname_list}).\n"
                "Ask your provider for an IPv4 address for a second name server."
            ),
        ),
        "NO_IPV4_NS_DEL": Message(
            Level.WARNING,
            msg(
                "No name server in the delegation of {zone} has an IPv4 address: most people cannot reach it"
            ),
            msg("Ask for name servers with IPv4 addresses"),
            msg(
                "None of the name servers of {zone} has an IPv4 address, so most people cannot reach the site.\n"
                "Ask your provider for name servers with IPv4 addresses."
            ),
        ),
        "ENOUGH_IPV6_NS_DEL": Message(
            Level.INFO, msg("{count} name servers in the delegation have an IPv6 address: {nsname_list}")
        ),
        "NOT_ENOUGH_IPV6_NS_DEL": Message(
            Level.ERROR,
            msg(
                "Only {count} name server in the delegation of {zone} has an IPv6 address, {nsname_list}; "
                "{minimum} are the least where there is any"
            ),
            MORE_ADDRESSES,
            msg(
                "Only {count} of the name servers of {zone} has an IPv6 address ({nsname_list}).\n"
                "Ask your provider for an IPv6 address for a second name server, or leave out the one there is."
            ),
        ),
        "NO_IPV6_NS_DEL": Message(
            Level.NOTICE, msg("No name server in the delegation of {zone} has an IPv6 address")
        ),
        "ENOUGH_IPV4_NS_CHILD": Message(
            Level.INFO, msg("{count} name servers in the zone {zone} have an IPv4 address: {nsname_list}")
        ),
        "NOT_ENOUGH_IPV4_NS_CHILD": Message(
            Level.ERROR,
            msg(
                "Only {count} name server in the zone {zone} has an IPv4 address, {nsname_list}; "
                "{minimum} are the least"
            ),
            MORE_ADDRESSES,
            msg(
                "By the data of the zone {zone} only {count} name server has an IPv4 address ({nsname_list}).\n"
                "Ask your provider to add the IPv4 addresses of the other name servers."
            ),
        ),
        "NO_IPV4_NS_CHILD": Message(
            Level.WARNING,
            msg("No name server in the zone {zone} has an IPv4 address"),
            msg("Ask for the addresses of the name servers in the zone"),
            msg(
                "By the data of the zone {zone} no name server has an IPv4 address.\n"
                "Ask your provider to add the IPv4 addresses of the name servers."
            ),
        ),
        "ENOUGH_IPV6_NS_CHILD": Message(
            Level.INFO, msg("{count} name servers in the zone {zone} have an IPv6 address: {nsname_list}")
        ),
        "NOT_ENOUGH_IPV6_NS_CHILD": Message(
            Level.ERROR,
            msg(
                "Only {count} name server in the zone {zone} has an IPv6 address, {nsname_list}; "
                "{minimum} are the least where there is any"
            ),
            MORE_ADDRESSES,
            msg(
                "By the data of the zone {zone} only {count} name server has an IPv6 address ({nsname_list}).\n"
                "Ask your provider to add the IPv6 addresses of the other name servers."
            ),
        ),
        "NO_IPV6_NS_CHILD": Message(
            Level.NOTICE, msg("No name server in the zone {zone} has an IPv6 address")
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Count the names in the delegation and in the zone, and those with addresses of each family."""
    heard = yield from delegation.each("NS")
    found = list(_side(delegation, delegation.servers, "DEL"))
    if any(answer.from_authority for _, answer in heard):
        found += _side(delegation, delegation.child, "CHILD")
    return found


def _side(delegation: Delegation, servers: Sequence[NameServer], side: str) -> Iterator[Finding]:
    least = delegation.profile.limit(CASE.name, "MINIMUM_NUMBER_OF_NAMESERVERS", LEAST)
    counted = {"count": len(servers), "minimum": least}
    enough = "ENOUGH" if len(servers) >= least else "NOT_ENOUGH"
    names = listed(server.name for server in servers)
    yield CASE.found(f"{enough}_NS_{side}", delegation.zone, **counted, nsname_list=names)
    for version in (4, 6):
        yield from _family(delegation, servers, least, f"IPV{version}_NS_{side}")


def _family(
    delegation: Delegation, servers: Sequence[NameServer], least: int, family: str
) -> Iterator[Finding]:
    version = int(family[3])
    ips = {server.name: [ip for ip in server.addresses if ip.version == version] for server in servers}
    names = [name for name, addresses in ips.items() if addresses]
    enough = "ENOUGH" if len(names) >= least else "NOT_ENOUGH" if names else "NO"
    if enough != "ENOUGH" and any(server.unseen for server in servers):
        return
    yield CASE.found(
        f"{enough}_{family}",
        delegation.zone,
        count=len(names),
        minimum=least,
        nsname_list=listed(names),
        ns_ip_list=listed(address for addresses in ips.values() for address in addresses),
    )
