"""Nameserver05: a question for AAAA is answered as properly as one for A."""

from collections.abc import Mapping

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.edns import NO_RESPONSE
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.model.rrset import GENERIC

FINE = "AAAA_WELL_PROCESSED"

MEND = msg(
    "Let the server be updated: it must answer a question for AAAA with NOERROR, be there records or not"
)
CASE = Case(
    "nameserver05",
    "Zonemaster nameserver05; RFC 4074 section 4",
    {
        **DISABLED,
        "NO_RESPONSE": NO_RESPONSE,
        FINE: Message(Level.INFO, msg("These name servers answer questions for AAAA properly: {ns_list}")),
        "A_UNEXPECTED_RCODE": Message(
            Level.WARNING,
            msg("{name} ({address}) answers {rcode} where it is asked for the A record of {zone}"),
            msg("Let the zone be loaded on this server"),
        ),
        "AAAA_QUERY_DROPPED": Message(
            Level.ERROR,
            msg("{name} ({address}) answers a question for A and is silent to one for AAAA of {zone}"),
            MEND,
            msg(
                "The name server {name} ({address}) does not answer questions for IPv6 addresses (AAAA).\n"
                "Update the server, so that it answers them even where there is no IPv6."
            ),
        ),
        "AAAA_UNEXPECTED_RCODE": Message(
            Level.ERROR,
            msg("{name} ({address}) answers {rcode} to a question for AAAA of {zone}, but not to one for A"),
            MEND,
            msg(
                "The name server {name} ({address}) answers questions for IPv6 addresses (AAAA) with the error {rcode}.\n"
                "Update the server, so that it answers them even where there is no IPv6."
            ),
        ),
        "AAAA_BAD_RDATA": Message(
            Level.ERROR,
            msg("{name} ({address}) tells an AAAA record of {zone} that has {length} octets instead of 16"),
            MEND,
            msg(
                "The name server {name} ({address}) gives out an IPv6 address that is none.\n"
                "Correct the AAAA record, or update the server."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server for A, and for AAAA where that was answered."""
    plain, answers = yield from together([delegation.each(rtype) for rtype in ("A", "AAAA")])
    aaaa = dict(answers)
    seen = [(at, _seen(delegation, at, answer, aaaa)) for at, answer in plain]
    found = [finding for _, finding in seen if finding]
    fine = [at for at, finding in seen if finding is None and at in aaaa]
    if fine and not any(finding.tag.startswith("AAAA") for finding in found):
        found.append(CASE.found(FINE, delegation.zone, ns_list=listed(fine)))
    return [*unasked(CASE, delegation, "A"), *found]


def _seen(delegation: Delegation, at: At, plain: Answer, aaaa: Mapping[At, Answer]) -> Finding | None:
    zone, ns = delegation.zone, str(at)
    if plain.silence:
        return CASE.found("NO_RESPONSE", zone, ns=ns, domain=str(zone))
    if plain.rcode != "NOERROR":
        return CASE.found("A_UNEXPECTED_RCODE", zone, ns=ns, rcode=plain.rcode)
    return _aaaa(delegation, at, aaaa[at]) if at in aaaa else None


def _aaaa(delegation: Delegation, at: At, answer: Answer) -> Finding | None:
    zone, ns = delegation.zone, str(at)
    if answer.silence:
        return CASE.found("AAAA_QUERY_DROPPED", zone, ns=ns)
    if answer.rcode != "NOERROR":
        return CASE.found("AAAA_UNEXPECTED_RCODE", zone, ns=ns, rcode=answer.rcode)
    values = [value for rrset in answer.answer if rrset.type == "AAAA" for value in rrset.values]
    bad = [value.split()[1] for value in values if value.startswith(GENERIC)]
    return CASE.found("AAAA_BAD_RDATA", zone, ns=ns, length=int(bad[0])) if bad else None
