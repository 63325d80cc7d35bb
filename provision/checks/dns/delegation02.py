"""Delegation02: different name servers have different addresses, on each side of the cut."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn, Ip

OWN = msg("Give each name server an address of its own")
CASE = Case(
    "delegation02",
    "Zonemaster delegation02; RFC 1034 section 4.1",
    {
        "DEL_DISTINCT_NS_IP": Message(
            Level.INFO, msg("The name servers that the parent names for {zone} have different addresses")
        ),
        "DEL_NS_SAME_IP": Message(
            Level.ERROR,
            msg("In the delegation of {zone} the name servers {nsname_list} share the address {ns_ip}: they are one server"),
            OWN,
            msg(
                "The name servers {nsname_list} have the same address, {ns_ip}, and so are one server.\n"
                "Ask your provider for a second server at another address."
            ),
        ),
        "CHILD_DISTINCT_NS_IP": Message(
            Level.INFO, msg("The name servers that {zone} itself names have different addresses")
        ),
        "CHILD_NS_SAME_IP": Message(
            Level.ERROR,
            msg("In the zone {zone} the name servers {nsname_list} share the address {ns_ip}: they are one server"),
            OWN,
            msg(
                "The name servers {nsname_list} have the same address, {ns_ip}, and so are one server.\n"
                "Ask your provider for a second server at another address."
            ),
        ),
        "DISTINCT_IP_ADDRESS": Message(
            Level.INFO, msg("All name servers of {zone}, in the delegation and in the zone, have different addresses")
        ),
        "SAME_IP_ADDRESS": Message(
            Level.ERROR,
            msg("Taken together, the name servers {nsname_list} of {zone} share the address {ns_ip}"),
            OWN,
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the addresses of different names, in the delegation, in the zone, and of both."""
    yield []
    servers, child = delegation.servers, delegation.child
    return [
        *_shared(delegation.zone, servers, "DEL_NS_SAME_IP", "DEL_DISTINCT_NS_IP"),
        *_shared(delegation.zone, child, "CHILD_NS_SAME_IP", "CHILD_DISTINCT_NS_IP"),
        *_shared(delegation.zone, (*servers, *child), "SAME_IP_ADDRESS", "DISTINCT_IP_ADDRESS"),
    ]


def _shared(zone: Fqdn, servers: Sequence[NameServer], same: str, distinct: str) -> Iterator[Finding]:
    names: dict[Ip, set[Fqdn]] = {}
    for server in servers:
        for ip in server.addresses:
            names.setdefault(ip, set()).add(server.name)
    shared = sorted((str(ip), listed(hosts)) for ip, hosts in names.items() if len(hosts) > 1)
    for ns_ip, nsname_list in shared:
        yield CASE.found(same, zone, ns_ip=ns_ip, nsname_list=nsname_list)
    if names and not shared:
        yield CASE.found(distinct, zone)
