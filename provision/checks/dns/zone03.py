"""Zone03: a secondary that failed tries again sooner than it would have looked anyway (SOA retry)."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.start_of_authority import StartOfAuthority
from provision.checks.dns.told_soas import NOT_TOLD, first_judged
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "zone03",
    "Zonemaster zone03; RFC 1912 section 2.2",
    {
        **NOT_TOLD,
        "REFRESH_HIGHER_THAN_RETRY": Message(
            Level.INFO,
            msg("The SOA of {zone} has a retry of {retry} seconds, below its refresh of {refresh}"),
        ),
        "REFRESH_LOWER_THAN_RETRY": Message(
            Level.INFO,
            msg("The SOA of {zone} has a retry of {retry} seconds, not below its refresh of {refresh}"),
            msg("Let retry be set lower than refresh"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare retry and refresh of the SOA."""
    return first_judged(CASE, delegation, lambda soa: _judge(delegation, soa))


def _judge(delegation: Delegation, soa: StartOfAuthority) -> Sequence[Finding]:
    tag = "REFRESH_LOWER_THAN_RETRY" if soa.retry >= soa.refresh else "REFRESH_HIGHER_THAN_RETRY"
    return [CASE.found(tag, delegation.zone, retry=soa.retry, refresh=soa.refresh)]
