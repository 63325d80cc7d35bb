"""Nameserver08: an answer repeats the question in the very letters in which it was asked."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.spelling import mixed, www
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "nameserver08",
    "Zonemaster nameserver08; RFC 1034 section 3.1",
    {
        **DISABLED,
        "QNAME_CASE_SENSITIVE": Message(
            Level.INFO, msg("{name} ({address}) repeats capital and small letters as asked: {domain}")
        ),
        "QNAME_CASE_INSENSITIVE": Message(
            Level.WARNING,
            msg("{name} ({address}) does not repeat capital and small letters as asked: {domain}"),
            msg("Let the server be updated: resolvers that vary the letters drop its answers"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server in mixed letters; where it repeats no question at all, nothing is said."""
    name = www(delegation.zone)
    spelled = mixed(name, 0)
    pairs = yield from delegation.each("SOA", name=name, spelled=spelled)
    found = [
        CASE.found(_tag(answer.spelled, spelled), delegation.zone, ns=str(at), domain=spelled)
        for at, answer in pairs
        if answer.silence is None and answer.spelled
    ]
    return [*unasked(CASE, delegation, "SOA"), *found]


def _tag(repeated: str, spelled: str) -> str:
    return "QNAME_CASE_SENSITIVE" if repeated.rstrip(".") == spelled else "QNAME_CASE_INSENSITIVE"
