"""Nameserver12: a flag of EDNS that nobody knows is passed over and not sent back.

Zonemaster's profile gives Z_FLAGS_NOTCLEAR no level; here it has that of its specification.
"""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.edns import EDNS_MESSAGES, FOLLOW, told
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Edns

WITH_FLAG = Edns(z=1)
CASE = Case(
    "nameserver12",
    "Zonemaster nameserver12; RFC 6891 section 6.1.4",
    {
        **EDNS_MESSAGES,
        "NS_ERROR": Message(
            Level.WARNING,
            msg(
                "{name} ({address}) does not answer by the SOA of {zone} where EDNS has a flag that nobody knows"
            ),
            FOLLOW,
        ),
        "Z_FLAGS_NOTCLEAR": Message(
            Level.WARNING, msg("{name} ({address}) sends back a flag of EDNS that it does not know"), FOLLOW
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server for the SOA with a flag that has no meaning yet."""
    pairs = yield from delegation.each("SOA", edns=WITH_FLAG)
    return told(CASE, delegation, "SOA", pairs, _tag)


def _tag(answer: Answer) -> str:
    if answer.silence:
        return "NO_RESPONSE"
    if answer.rcode == "FORMERR":
        return "NO_EDNS_SUPPORT"
    edns = answer.edns
    if edns and edns.z:
        return "Z_FLAGS_NOTCLEAR"
    proper = answer.rcode == "NOERROR" and edns and edns.version == 0 and answer.asked
    return "" if proper else "NS_ERROR"
