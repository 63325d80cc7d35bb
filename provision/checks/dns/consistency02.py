"""Consistency02: all name servers tell the same person in charge (the RNAME of the SOA record)."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.census import Tags, compared, soa_census
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unheard import NO_RESPONSE, NO_SOA
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "consistency02",
    "Zonemaster consistency02; RFC 1035 section 3.3.13",
    {
        **DISABLED,
        **NO_RESPONSE,
        **NO_SOA,
        "ONE_SOA_RNAME": Message(
            Level.INFO, msg("All name servers of {zone} that answer tell the same contact, {rname}")
        ),
        "MULTIPLE_SOA_RNAMES": Message(
            Level.NOTICE,
            msg("The name servers of {zone} tell {count} different contacts in their SOA records"),
            msg("Let the secondary servers follow the primary"),
        ),
        "SOA_RNAME": Message(Level.INFO, msg("The contact of {zone} is {rname} on {ns_list}")),
    },
)
TAGS = Tags("ONE_SOA_RNAME", "MULTIPLE_SOA_RNAMES", "SOA_RNAME")


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the RNAMEs in the SOA answers."""
    found = yield from soa_census(CASE, delegation, "rname")
    return compared(CASE, delegation.zone, found, TAGS, lambda value: {"rname": value[0]})
