"""Nameserver07: a server that is asked for the root does not refer to it."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Fqdn

ROOT = Fqdn("")
CASE = Case(
    "nameserver07",
    "Zonemaster nameserver07; RFC 1034 section 4.3.1",
    {
        **DISABLED,
        "UPWARD_REFERRAL_IRRELEVANT": Message(
            Level.INFO, msg("Nothing lies above the root, so no server can refer upwards")
        ),
        "NO_UPWARD_REFERRAL": Message(
            Level.INFO, msg("These name servers do not refer to the root: {nsname_list}")
        ),
        "UPWARD_REFERRAL": Message(
            Level.WARNING,
            msg("{name} ({address}) refers to the root where it is asked for what it does not have"),
            msg("Let the server answer REFUSED instead: such referrals serve attacks on others"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server for the name servers of the root."""
    zone = delegation.zone
    if zone == ROOT:
        yield []
        return [CASE.found("UPWARD_REFERRAL_IRRELEVANT", zone)]
    pairs = yield from delegation.each("NS", name=ROOT)
    found = [CASE.found("UPWARD_REFERRAL", zone, ns=str(at)) for at, answer in pairs if _refers(answer)]
    heard = [at.name for at, answer in pairs if answer.silence is None]
    if heard and not found:
        found = [CASE.found("NO_UPWARD_REFERRAL", zone, nsname_list=listed(heard))]
    return [*unasked(CASE, delegation, "NS"), *found]


def _refers(answer: Answer) -> bool:
    return any(rrset.type == "NS" for rrset in answer.authority)
