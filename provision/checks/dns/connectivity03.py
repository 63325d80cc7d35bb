"""Connectivity03: the name servers stand in different networks (AS).

Where a profile names no source to look that up, nothing is said.
"""

from collections.abc import Iterator, Sequence

from provision.checks.announced import Announced, Missing, announced
from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Finding, Level

MISSING = {Missing.EMPTY: "EMPTY_ASN_SET", Missing.ERROR: "ERROR_ASN_DATABASE"}
APART = msg(
    "Have one of the name servers run in another network, so that the zone stays reachable when one fails"
)
CASE = Case(
    "connectivity03",
    "Zonemaster connectivity03; RFC 2182 section 3.1",
    {
        "EMPTY_ASN_SET": Message(Level.NOTICE, msg("No network is known to announce the address {ns_ip}")),
        "ERROR_ASN_DATABASE": Message(
            Level.NOTICE, msg("It could not be looked up which network announces the address {ns_ip}")
        ),
        "IPV4_ONE_ASN": Message(
            Level.WARNING,
            msg("All IPv4 addresses of the name servers of {zone} lie in one network, AS{asn}"),
            APART,
        ),
        "IPV4_SAME_ASN": Message(
            Level.NOTICE,
            msg(
                "All IPv4 addresses of the name servers of {zone} are announced by the same networks: {asn_list}"
            ),
            APART,
        ),
        "IPV4_DIFFERENT_ASN": Message(
            Level.INFO,
            msg("The IPv4 addresses of the name servers of {zone} lie in several networks: {asn_list}"),
        ),
        "IPV6_ONE_ASN": Message(
            Level.WARNING,
            msg("All IPv6 addresses of the name servers of {zone} lie in one network, AS{asn}"),
            APART,
        ),
        "IPV6_SAME_ASN": Message(
            Level.NOTICE,
            msg(
                "All IPv6 addresses of the name servers of {zone} are announced by the same networks: {asn_list}"
            ),
            APART,
        ),
        "IPV6_DIFFERENT_ASN": Message(
            Level.INFO,
            msg("The IPv6 addresses of the name servers of {zone} lie in several networks: {asn_list}"),
        ),
        "ASN_INFOS_RAW": Message(Level.DEBUG, msg("Of the address {ns_ip} it is said: {data}")),
        "ASN_INFOS_ANNOUNCE_BY": Message(Level.DEBUG, msg("The address {ns_ip} is announced by: {asn}")),
        "ASN_INFOS_ANNOUNCE_IN": Message(
            Level.DEBUG, msg("The address {ns_ip} is announced within {prefix}")
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look up who announces each address of either side."""
    lookup, walker = delegation.profile.as_lookup, delegation.walker
    if lookup is None or walker is None:
        return []
    found = yield from announced(delegation.addresses, lookup, walker)
    each = [finding for one in found for finding in _each(delegation, one)]
    return [*each, *_together(delegation, found)]


def _each(delegation: Delegation, one: Announced) -> Iterator[Finding]:
    zone, args = delegation.zone, {"ns_ip": str(one.address)}
    if one.missing:
        yield CASE.found(MISSING[one.missing], zone, **args)
        return
    yield CASE.found("ASN_INFOS_RAW", zone, **args, data=one.raw)
    yield CASE.found("ASN_INFOS_ANNOUNCE_BY", zone, **args, asn=_joined(one.numbers))
    yield CASE.found("ASN_INFOS_ANNOUNCE_IN", zone, **args, prefix=str(one.prefix))


def _together(delegation: Delegation, found: Sequence[Announced]) -> Iterator[Finding]:
    for family in (4, 6):
        sets = {frozenset(one.numbers) for one in found if one.numbers and one.address.version == family}
        every = sorted({number for numbers in sets for number in numbers})
        if len(every) == 1:
            yield CASE.found(f"IPV{family}_ONE_ASN", delegation.zone, asn=every[0])
        elif every:
            tag = f"IPV{family}_{'SAME' if len(sets) == 1 else 'DIFFERENT'}_ASN"
            yield CASE.found(tag, delegation.zone, asn_list=_joined(every))


def _joined(numbers: Sequence[int]) -> str:
    return ",".join(map(str, sorted(numbers)))
