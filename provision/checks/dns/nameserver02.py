"""Nameserver02: every server knows EDNS, or says properly that it does not."""

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.edns import EDNS0, EDNS_MESSAGES, FOLLOW
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer

FINE = "EDNS0_SUPPORT"
# These tags tell what was asked for, too.
WITH_DOMAIN = frozenset({"NO_RESPONSE", "BREAKS_ON_EDNS", "EDNS_RESPONSE_WITHOUT_EDNS", "EDNS_VERSION_ERROR"})
CASE = Case(
    "nameserver02",
    "Zonemaster nameserver02; RFC 6891 section 6.1.1; RFC 6891 section 7",
    {
        **EDNS_MESSAGES,
        "NS_ERROR": Message(
            Level.WARNING,
            msg("{name} ({address}) does not answer a question with EDNS by the SOA of {zone}"),
            FOLLOW,
        ),
        FINE: Message(Level.INFO, msg("These name servers know EDNS: {ns_list}")),
        "BREAKS_ON_EDNS": Message(
            Level.ERROR,
            msg("{name} ({address}) answers for {domain}, but not where the question has EDNS"),
            FOLLOW,
            msg(
                "The name server {name} ({address}) does not answer questions with EDNS, which resolvers ask.\n"
                "Update the server, or the firewall that drops such questions."
            ),
        ),
        "EDNS_RESPONSE_WITHOUT_EDNS": Message(
            Level.ERROR,
            msg("{name} ({address}) answers a question for {domain} that has EDNS without EDNS"),
            FOLLOW,
            msg(
                "The name server {name} ({address}) leaves EDNS out of its answers.\n"
                "Update the server, or the device before it that changes the answers."
            ),
        ),
        "EDNS_VERSION_ERROR": Message(
            Level.ERROR,
            msg("{name} ({address}) answers a question for {domain} with another version of EDNS than 0"),
            FOLLOW,
            msg(
                "The name server {name} ({address}) answers with a wrong version of EDNS.\nUpdate the server."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask for the SOA with EDNS, and without to know whether it is EDNS that a server does not bear."""
    answers, plain = yield from together([delegation.each("SOA", edns=EDNS0), delegation.each("SOA")])
    bare = dict(plain)
    seen = [(at, _tag(answer, bare.get(at))) for at, answer in answers]
    found = [_found(delegation, tag, at) for at, tag in seen if tag not in {"", FINE}]
    if seen and all(tag == FINE for _, tag in seen):
        found = [CASE.found(FINE, delegation.zone, ns_list=listed(at for at, _ in seen))]
    return [*unasked(CASE, delegation, "SOA"), *found]


def _found(delegation: Delegation, tag: str, at: At) -> Finding:
    domain = {"domain": str(delegation.zone)} if tag in WITH_DOMAIN else {}
    return CASE.found(tag, delegation.zone, ns=str(at), **domain)


def _tag(answer: Answer, plain: Answer | None) -> str:
    """Return the tag for an answer to a question with EDNS; none where it cannot be told."""
    if answer.silence:
        if plain is None:
            return ""
        return "NO_RESPONSE" if plain.silence else "BREAKS_ON_EDNS"
    if answer.rcode == "FORMERR" and answer.edns is None:
        return "NO_EDNS_SUPPORT"
    return _spoken(answer) if answer.rcode == "NOERROR" else "NS_ERROR"


def _spoken(answer: Answer) -> str:
    if answer.edns is None:
        return "EDNS_RESPONSE_WITHOUT_EDNS"
    if answer.edns.version:
        return "EDNS_VERSION_ERROR"
    return FINE if answer.asked else "NS_ERROR"
