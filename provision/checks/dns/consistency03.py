"""Consistency03: all name servers tell the same times (refresh, retry, expire, minimum of the SOA record)."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.census import Tags, Value, compared, soa_census
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unheard import NO_RESPONSE, NO_SOA
from provision.i18n import msg
from provision.model.finding import Finding, Level

TIMES = ("refresh", "retry", "expire", "minimum")
CASE = Case(
    "consistency03",
    "Zonemaster consistency03; RFC 1035 section 3.3.13",
    {
        **DISABLED,
        **NO_RESPONSE,
        **NO_SOA,
        "ONE_SOA_TIME_PARAMETER_SET": Message(
            Level.INFO,
            msg(
                "All name servers of {zone} that answer tell the same times: "
                "refresh {refresh}, retry {retry}, expire {expire}, minimum {minimum}"
            ),
        ),
        "MULTIPLE_SOA_TIME_PARAMETER_SET": Message(
            Level.NOTICE,
            msg("The name servers of {zone} tell {count} different sets of times in their SOA records"),
            msg("Let the secondary servers follow the primary"),
        ),
        "SOA_TIME_PARAMETER_SET": Message(
            Level.INFO,
            msg(
                "The times of {zone} are refresh {refresh}, retry {retry}, expire {expire}, "
                "minimum {minimum} on {ns_list}"
            ),
        ),
    },
)
TAGS = Tags("ONE_SOA_TIME_PARAMETER_SET", "MULTIPLE_SOA_TIME_PARAMETER_SET", "SOA_TIME_PARAMETER_SET")


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the times in the SOA answers."""
    found = yield from soa_census(CASE, delegation, *TIMES)
    return compared(CASE, delegation.zone, found, TAGS, _times)


def _times(value: Value) -> dict[str, str | int]:
    return dict(zip(TIMES, map(int, value), strict=True))
