"""Nameserver09: a server answers the same whatever letters, capital or small, the question is written in.

Where a server is silent to one spelling, Zonemaster names the other one, and calls it a different answer
where that one had records; here the spelling is named that had no answer.
"""

from collections.abc import Mapping

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.spelling import mixed, www
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer

TYPE = "SOA"
FAULTS = frozenset({"CASE_QUERY_DIFFERENT_ANSWER", "CASE_QUERY_DIFFERENT_RC", "CASE_QUERY_NO_ANSWER"})
UPDATE = msg("Let the server be updated: capital and small letters are the same in the DNS")
CASE = Case(
    "nameserver09",
    "Zonemaster nameserver09; RFC 4343 section 3",
    {
        **DISABLED,
        "CASE_QUERY_SAME_ANSWER": Message(
            Level.DEBUG, msg("{name} ({address}) answers the same to {query1} and {query2} ({type})")
        ),
        "CASE_QUERY_SAME_RC": Message(
            Level.DEBUG, msg("{name} ({address}) answers {rcode} to both {query1} and {query2} ({type})")
        ),
        "CASE_QUERY_DIFFERENT_ANSWER": Message(
            Level.WARNING,
            msg("{name} ({address}) answers differently to {query1} and {query2} ({type})"),
            UPDATE,
        ),
        "CASE_QUERY_DIFFERENT_RC": Message(
            Level.WARNING,
            msg("{name} ({address}) answers {rcode1} to {query1} and {rcode2} to {query2} ({type})"),
            UPDATE,
        ),
        "CASE_QUERY_NO_ANSWER": Message(
            Level.WARNING,
            msg(
                "{name} ({address}) is silent to {domain} ({type}), but not to the same name in other letters"
            ),
            UPDATE,
        ),
        "CASE_QUERIES_RESULTS_OK": Message(
            Level.INFO, msg("Every server answers the same for {domain} in whatever letters ({type})")
        ),
        "CASE_QUERIES_RESULTS_DIFFER": Message(
            Level.ERROR,
            msg("Not every server answers the same for {domain} in whatever letters ({type})"),
            UPDATE,
            msg(
                "A name server of {zone} tells capital and small letters apart, so that some visitors do not reach the site.\n"
                "Update the server that does so."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server twice for one name, each time in other letters."""
    name = www(delegation.zone)
    spellings = (mixed(name, 0), mixed(name, 1))
    rounds = yield from together([delegation.each(TYPE, name=name, spelled=spelled) for spelled in spellings])
    second = dict(rounds[1])
    pairs = [(at, answer, second[at]) for at, answer in rounds[0] if at in second]
    found = [_compared(delegation, at, first, other) for at, first, other in pairs]
    told = [finding for finding in found if finding]
    if told:
        differ = any(finding.tag in FAULTS for finding in told)
        tag = "CASE_QUERIES_RESULTS_DIFFER" if differ else "CASE_QUERIES_RESULTS_OK"
        told.append(CASE.found(tag, delegation.zone, type=TYPE, domain=str(name)))
    return [*unasked(CASE, delegation, TYPE), *told]


def _compared(delegation: Delegation, at: At, first: Answer, other: Answer) -> Finding | None:
    zone, ns, asked = delegation.zone, str(at), (first.query.spelled, other.query.spelled)
    if first.silence and other.silence:
        return None
    if first.silence or other.silence:
        lost = asked[0] if first.silence else asked[1]
        return CASE.found("CASE_QUERY_NO_ANSWER", zone, ns=ns, type=TYPE, domain=lost)
    tag, more = _tag(first, other)
    return CASE.found(tag, zone, ns=ns, type=TYPE, query1=asked[0], query2=asked[1], **more)


def _tag(first: Answer, other: Answer) -> tuple[str, Mapping[str, str]]:
    if first.rcode != other.rcode:
        return "CASE_QUERY_DIFFERENT_RC", {"rcode1": first.rcode, "rcode2": other.rcode}
    if _records(first) != _records(other):
        return "CASE_QUERY_DIFFERENT_ANSWER", {}
    return ("CASE_QUERY_SAME_ANSWER", {}) if first.answer else ("CASE_QUERY_SAME_RC", {"rcode": first.rcode})


def _records(answer: Answer) -> set[tuple[str, str, str]]:
    return {(rrset.name.text, rrset.type, value.lower()) for rrset in answer.answer for value in rrset.values}
