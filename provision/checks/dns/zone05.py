"""Zone05: secondaries answer long enough while the primary is gone (SOA expire)."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.start_of_authority import StartOfAuthority
from provision.checks.dns.told_soas import NOT_TOLD, first_judged
from provision.i18n import msg
from provision.model.finding import Finding, Level

LEAST = 604800
CASE = Case(
    "zone05",
    "Zonemaster zone05; RFC 1912 section 2.2",
    {
        **NOT_TOLD,
        "EXPIRE_MINIMUM_VALUE_OK": Message(
            Level.INFO,
            msg(
                "The SOA of {zone} has an expire of {expire} seconds; {required_expire} are the least, and no less than the refresh of {refresh}"
            ),
        ),
        "EXPIRE_MINIMUM_VALUE_LOWER": Message(
            Level.WARNING,
            msg("The SOA of {zone} has an expire of {expire} seconds only; {required_expire} are the least"),
            msg("Let expire be set to {required_expire} at least"),
        ),
        "EXPIRE_LOWER_THAN_REFRESH": Message(
            Level.WARNING,
            msg("The SOA of {zone} has an expire of {expire} seconds, below its refresh of {refresh}"),
            msg("Let expire be set much higher than refresh"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Judge the expire of the SOA by itself, and beside refresh."""
    return first_judged(CASE, delegation, lambda soa: _judge(delegation, soa))


def _judge(delegation: Delegation, soa: StartOfAuthority) -> Sequence[Finding]:
    least = delegation.profile.limit(CASE.name, "SOA_EXPIRE_MINIMUM_VALUE", LEAST)
    fine = {"expire": soa.expire, "refresh": soa.refresh, "required_expire": least}
    faults = list(_faults(delegation, soa, least))
    return faults or [CASE.found("EXPIRE_MINIMUM_VALUE_OK", delegation.zone, **fine)]


def _faults(delegation: Delegation, soa: StartOfAuthority, least: int) -> Iterator[Finding]:
    zone, expire = delegation.zone, soa.expire
    if expire < least:
        yield CASE.found("EXPIRE_MINIMUM_VALUE_LOWER", zone, expire=expire, required_expire=least)
    if expire < soa.refresh:
        yield CASE.found("EXPIRE_LOWER_THAN_REFRESH", zone, expire=expire, refresh=soa.refresh)
