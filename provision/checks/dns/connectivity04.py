"""Connectivity04: the addresses of the name servers lie in different prefixes.

Where a profile names no source to look that up, nothing is said.
"""

from collections.abc import Iterator, Mapping, Sequence

from provision.checks.announced import Announced, Missing, announced
from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Ip

MISSING = {Missing.EMPTY: "CN04_EMPTY_PREFIX_SET", Missing.ERROR: "CN04_ERROR_PREFIX_DATABASE"}
APART = msg(
    "Have one of the name servers run in another network, so that the zone stays reachable when one fails"
)
CASE = Case(
    "connectivity04",
    "Zonemaster connectivity04; RFC 2182 section 3.1",
    {
        "CN04_EMPTY_PREFIX_SET": Message(
            Level.NOTICE, msg("No prefix is known in which the address {ns_ip} is announced")
        ),
        "CN04_ERROR_PREFIX_DATABASE": Message(
            Level.NOTICE, msg("It could not be looked up in which prefix the address {ns_ip} is announced")
        ),
        "CN04_IPV4_DIFFERENT_PREFIX": Message(
            Level.INFO, msg("These name servers have an IPv4 address in a prefix of their own: {ns_list}")
        ),
        "CN04_IPV4_SAME_PREFIX": Message(
            Level.NOTICE, msg("These name servers share the IPv4 prefix {ip_prefix}: {ns_list}"), APART
        ),
        "CN04_IPV4_SINGLE_PREFIX": Message(
            Level.WARNING, msg("All IPv4 addresses of the name servers of {zone} lie in one prefix"), APART
        ),
        "CN04_IPV6_DIFFERENT_PREFIX": Message(
            Level.INFO, msg("These name servers have an IPv6 address in a prefix of their own: {ns_list}")
        ),
        "CN04_IPV6_SAME_PREFIX": Message(
            Level.NOTICE, msg("These name servers share the IPv6 prefix {ip_prefix}: {ns_list}"), APART
        ),
        "CN04_IPV6_SINGLE_PREFIX": Message(
            Level.WARNING, msg("All IPv6 addresses of the name servers of {zone} lie in one prefix"), APART
        ),
        "CN04_ASN_INFOS_RAW": Message(Level.DEBUG, msg("Of the address {ns_ip} it is said: {data}")),
        "CN04_ASN_INFOS_ANNOUNCE_IN": Message(
            Level.DEBUG, msg("The address {ns_ip} is announced within {prefix}")
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look up in which prefix each address of either side is announced."""
    lookup, walker = delegation.profile.as_lookup, delegation.walker
    if lookup is None or walker is None:
        return []
    found = yield from announced(delegation.addresses, lookup, walker)
    each = [finding for one in found for finding in _each(delegation, one)]
    by_address = {one.address: one for one in found}
    return [*each, *(finding for family in (4, 6) for finding in _family(delegation, family, by_address))]


def _each(delegation: Delegation, one: Announced) -> Iterator[Finding]:
    zone, args = delegation.zone, {"ns_ip": str(one.address)}
    if one.missing:
        yield CASE.found(MISSING[one.missing], zone, **args)
        return
    yield CASE.found("CN04_ASN_INFOS_RAW", zone, **args, data=one.raw)
    yield CASE.found("CN04_ASN_INFOS_ANNOUNCE_IN", zone, **args, prefix=str(one.prefix))


def _family(delegation: Delegation, family: int, found: Mapping[Ip, Announced]) -> Iterator[Finding]:
    zone = delegation.zone
    ours = [at for at in delegation.ats if at.address.version == family]
    members = _by_prefix(ours, found)
    alone = [ats[0] for ats in members.values() if len(ats) == 1]
    for prefix, ats in members.items():
        if len(ats) > 1:
            yield CASE.found(f"CN04_IPV{family}_SAME_PREFIX", zone, ip_prefix=prefix, ns_list=listed(ats))
    if alone:
        yield CASE.found(f"CN04_IPV{family}_DIFFERENT_PREFIX", zone, ns_list=listed(alone))
    if len(members) == 1 and not any(found[at.address].missing for at in ours):
        yield CASE.found(f"CN04_IPV{family}_SINGLE_PREFIX", zone)


def _by_prefix(servers: Sequence[At], found: Mapping[Ip, Announced]) -> Mapping[str, list[At]]:
    members: dict[str, list[At]] = {}
    for at in servers:
        prefix = found[at.address].prefix
        if prefix is not None:
            members.setdefault(str(prefix), []).append(at)
    return members
