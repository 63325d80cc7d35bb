"""Nameserver11: an option of EDNS that nobody knows is passed over."""

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

UNKNOWN = 137  # not assigned (IANA, DNS EDNS0 Option Codes; last looked at 2026-11-24)
WITH_OPTION = Edns(options=((UNKNOWN, b""),))
UNEXPECTED = "N11_UNEXPECTED_RCODE"
CASE = Case(
    "nameserver11",
    "Zonemaster nameserver11; RFC 6891 section 6.1.2",
    {
        **DISABLED,
        "N11_NO_RESPONSE": Message(
            Level.WARNING,
            msg("These name servers are silent where EDNS has an option that they do not know: {ns_ip_list}"),
            FOLLOW,
        ),
        UNEXPECTED: Message(
            Level.WARNING,
            msg(
                "These name servers answer {rcode} where EDNS has an option that they do not know: {ns_ip_list}"
            ),
            FOLLOW,
        ),
        "N11_NO_EDNS": Message(
            Level.WARNING,
            msg(
                "These name servers answer without EDNS where it has an option that they do not know: {ns_ip_list}"
            ),
            FOLLOW,
        ),
        "N11_UNEXPECTED_ANSWER_SECTION": Message(
            Level.WARNING,
            msg(
                "These name servers leave the SOA out where EDNS has an option that they do not know: {ns_ip_list}"
            ),
            FOLLOW,
        ),
        "N11_UNSET_AA": Message(
            Level.WARNING,
            msg(
                "These name servers answer without authority where EDNS has an option that they do not know: {ns_ip_list}"
            ),
            FOLLOW,
        ),
        "N11_RETURNS_UNKNOWN_OPTION_CODE": Message(
            Level.WARNING,
            msg("These name servers send back an option of EDNS that they do not know: {ns_ip_list}"),
            FOLLOW,
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask with an unknown option those that answer properly without it."""
    known, asked = yield from together([delegation.each("SOA", edns=edns) for edns in (EDNS0, WITH_OPTION)])
    able = {at for at, answer in known if answer.silence is None and not _seen(answer)[0]}
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
        return "N11_NO_RESPONSE", ""
    if answer.rcode != "NOERROR":
        return UNEXPECTED, answer.rcode
    if answer.edns is None:
        return "N11_NO_EDNS", ""
    if answer.asked is None:
        return "N11_UNEXPECTED_ANSWER_SECTION", ""
    if not answer.authoritative:
        return "N11_UNSET_AA", ""
    returned = any(code == UNKNOWN for code, _ in answer.edns.options)
    return ("N11_RETURNS_UNKNOWN_OPTION_CODE" if returned else ""), ""
