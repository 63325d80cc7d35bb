"""Nameserver10: a question with a version of EDNS that does not exist is answered with BADVERS."""

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.edns import EDNS0, FOLLOW
from provision.checks.dns.gathered import gathered
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Edns

EDNS1 = Edns(version=1)
UNEXPECTED = "N10_UNEXPECTED_RCODE"
CASE = Case(
    "nameserver10",
    "Zonemaster nameserver10; RFC 6891 section 6.1.3",
    {
        **DISABLED,
        "N10_NO_RESPONSE_EDNS1_QUERY": Message(
            Level.WARNING,
            msg("These name servers answer with EDNS and are silent to its version 1: {ns_ip_list}"),
            FOLLOW,
        ),
        UNEXPECTED: Message(
            Level.WARNING,
            msg("These name servers answer {rcode} to version 1 of EDNS instead of BADVERS: {ns_ip_list}"),
            FOLLOW,
        ),
        "N10_EDNS_RESPONSE_ERROR": Message(
            Level.WARNING,
            msg("These name servers answer BADVERS to version 1 of EDNS, but not properly: {ns_ip_list}"),
            FOLLOW,
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask with version 1 those that answer with version 0."""
    known, asked = yield from together([delegation.each("SOA", edns=edns) for edns in (EDNS0, EDNS1)])
    able = {at for at, answer in known if answer.silence is None and answer.rcode == "NOERROR"}
    seen = gathered((_seen(answer), at.address) for at, answer in asked if at in able)
    found = [
        CASE.found(tag, delegation.zone, ns_ip_list=listed(ips), **({"rcode": rcode} if rcode else {}))
        for (tag, rcode), ips in sorted(seen.items())
        if tag
    ]
    return [*unasked(CASE, delegation, "SOA"), *found]


def _seen(answer: Answer) -> tuple[str, str]:
    """Return a tag and, where it belongs to it, a code; no tag where all is right."""
    if answer.silence:
        return "N10_NO_RESPONSE_EDNS1_QUERY", ""
    if answer.rcode != "BADVERS":
        return UNEXPECTED, answer.rcode
    proper = answer.edns is not None and answer.edns.version == 0 and not answer.answer
    return ("", "") if proper else ("N10_EDNS_RESPONSE_ERROR", "")
