"""Zone02: secondaries look for a new version not too often (SOA refresh)."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.start_of_authority import StartOfAuthority
from provision.checks.dns.told_soas import NOT_TOLD, first_judged
from provision.i18n import msg
from provision.model.finding import Finding, Level

LEAST = 14400
CASE = Case(
    "zone02",
    "Zonemaster zone02; RIPE-203",
    {
        **NOT_TOLD,
        "REFRESH_MINIMUM_VALUE_OK": Message(
            Level.INFO,
            msg("The SOA of {zone} has a refresh of {refresh} seconds; {required_refresh} are the least"),
        ),
        "REFRESH_MINIMUM_VALUE_LOWER": Message(
            Level.NOTICE,
            msg(
                "The SOA of {zone} has a refresh of {refresh} seconds only; {required_refresh} are the least"
            ),
            msg("Let refresh be set to {required_refresh} at least"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Judge the refresh of the SOA."""
    return first_judged(CASE, delegation, lambda soa: _judge(delegation, soa))


def _judge(delegation: Delegation, soa: StartOfAuthority) -> Sequence[Finding]:
    least = delegation.profile.limit(CASE.name, "SOA_REFRESH_MINIMUM_VALUE", LEAST)
    tag = "REFRESH_MINIMUM_VALUE_LOWER" if soa.refresh < least else "REFRESH_MINIMUM_VALUE_OK"
    return [CASE.found(tag, delegation.zone, refresh=soa.refresh, required_refresh=least)]
