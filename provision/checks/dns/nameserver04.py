"""Nameserver04: an answer comes from the address that was asked."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "nameserver04",
    "Zonemaster nameserver04; RFC 2181 section 4.1",
    {
        **DISABLED,
        "SAME_SOURCE_IP": Message(
            Level.INFO, msg("These name servers answer from the address that is asked: {names}")
        ),
        "DIFFERENT_SOURCE_IP": Message(
            Level.WARNING,
            msg(
                "{name} was asked at {address} and answers from {source}, so that resolvers drop its answers"
            ),
            msg("Let the server answer from the address that was asked"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look where the answers to a question for the SOA come from."""
    pairs = yield from delegation.each("SOA")
    zone = delegation.zone
    found = [
        CASE.found("DIFFERENT_SOURCE_IP", zone, ns=str(at), source=str(answer.source))
        for at, answer in pairs
        if answer.source
    ]
    same = [at for at, answer in pairs if answer.silence is None]
    if same and not found:
        found = [CASE.found("SAME_SOURCE_IP", zone, names=listed(same))]
    return [*unasked(CASE, delegation, "SOA"), *found]
