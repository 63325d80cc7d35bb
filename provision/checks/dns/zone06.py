"""Zone06: that a name does not exist is remembered neither too long nor too short (SOA minimum)."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.start_of_authority import StartOfAuthority
from provision.checks.dns.told_soas import NOT_TOLD, first_judged
from provision.i18n import msg
from provision.model.finding import Finding, Level

LEAST, MOST = 300, 86400
CASE = Case(
    "zone06",
    "Zonemaster zone06; RFC 2308 section 5",
    {
        **NOT_TOLD,
        "SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK": Message(
            Level.INFO,
            msg(
                "The SOA of {zone} has a minimum of {minimum} seconds, which lies between {lowest_minimum} and {highest_minimum}"
            ),
        ),
        "SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER": Message(
            Level.NOTICE,
            msg("The SOA of {zone} has a minimum of {minimum} seconds; {highest_minimum} are the most"),
            msg(
                "Let minimum be set to {highest_minimum} at most, so that new names are not waited for too long"
            ),
        ),
        "SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER": Message(
            Level.NOTICE,
            msg("The SOA of {zone} has a minimum of {minimum} seconds only; {lowest_minimum} are the least"),
            msg("Let minimum be set to {lowest_minimum} at least"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Judge the minimum of the SOA."""
    return first_judged(CASE, delegation, lambda soa: _judge(delegation, soa))


def _judge(delegation: Delegation, soa: StartOfAuthority) -> Sequence[Finding]:
    zone, limit = delegation.zone, delegation.profile.limit
    most = limit(CASE.name, "SOA_DEFAULT_TTL_MAXIMUM_VALUE", MOST)
    least = limit(CASE.name, "SOA_DEFAULT_TTL_MINIMUM_VALUE", LEAST)
    bounds, tag = {"highest_minimum": most, "lowest_minimum": least}, "SOA_DEFAULT_TTL_MAXIMUM_VALUE_OK"
    if soa.minimum > most:
        bounds, tag = {"highest_minimum": most}, "SOA_DEFAULT_TTL_MAXIMUM_VALUE_HIGHER"
    elif soa.minimum < least:
        bounds, tag = {"lowest_minimum": least}, "SOA_DEFAULT_TTL_MAXIMUM_VALUE_LOWER"
    return [CASE.found(tag, zone, minimum=soa.minimum, **bounds)]
