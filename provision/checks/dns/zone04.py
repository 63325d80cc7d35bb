"""Zone04: a secondary that failed does not try again too soon (SOA retry)."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.start_of_authority import StartOfAuthority
from provision.checks.dns.told_soas import NOT_TOLD, first_judged
from provision.i18n import msg
from provision.model.finding import Finding, Level

LEAST = 3600
CASE = Case(
    "zone04",
    "Zonemaster zone04; RIPE-203",
    {
        **NOT_TOLD,
        "RETRY_MINIMUM_VALUE_OK": Message(
            Level.INFO,
            msg("The SOA of {zone} has a retry of {retry} seconds; {required_retry} are the least"),
        ),
        "RETRY_MINIMUM_VALUE_LOWER": Message(
            Level.NOTICE,
            msg("The SOA of {zone} has a retry of {retry} seconds only; {required_retry} are the least"),
            msg("Let retry be set to {required_retry} at least"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Judge the retry of the SOA."""
    return first_judged(CASE, delegation, lambda soa: _judge(delegation, soa))


def _judge(delegation: Delegation, soa: StartOfAuthority) -> Sequence[Finding]:
    least = delegation.profile.limit(CASE.name, "SOA_RETRY_MINIMUM_VALUE", LEAST)
    tag = "RETRY_MINIMUM_VALUE_LOWER" if soa.retry < least else "RETRY_MINIMUM_VALUE_OK"
    return [CASE.found(tag, delegation.zone, retry=soa.retry, required_retry=least)]
