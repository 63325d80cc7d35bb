"""Consistency06: all name servers tell the same primary (the MNAME of the SOA record)."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.census import Tags, compared, soa_census
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unheard import NO_RESPONSE, NO_SOA
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "consistency06",
    "Zonemaster consistency06; RFC 1035 section 3.3.13",
    {
        **DISABLED,
        **NO_RESPONSE,
        **NO_SOA,
        "ONE_SOA_MNAME": Message(
            Level.INFO, msg("All name servers of {zone} that answer tell the same primary, {mname}")
        ),
        "MULTIPLE_SOA_MNAMES": Message(
            Level.NOTICE,
            msg("The name servers of {zone} tell {count} different primaries in their SOA records"),
            msg("Let the secondary servers follow the primary"),
        ),
        "SOA_MNAME": Message(Level.DEBUG, msg("The primary of {zone} is {mname} on {ns_list}")),
    },
)
TAGS = Tags("ONE_SOA_MNAME", "MULTIPLE_SOA_MNAMES", "SOA_MNAME")


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the MNAMEs in the SOA answers."""
    found = yield from soa_census(CASE, delegation, "mname")
    return compared(CASE, delegation.zone, found, TAGS, lambda value: {"mname": value[0]})
