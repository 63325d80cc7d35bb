"""Delegation06: every name server that answers has the SOA record of the zone."""

from dataclasses import replace

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import not_asked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query

CASE = Case(
    "delegation06",
    "Zonemaster delegation06; RFC 1034 section 4.2.1",
    {
        **DISABLED,
        "SOA_EXISTS": Message(Level.INFO, msg("All name servers of {zone} that answer have its SOA record")),
        "SOA_NOT_EXISTS": Message(
            Level.ERROR,
            msg("{name} ({address}) answers without an error, yet has no SOA record of {zone}"),
            msg("Make {zone} a zone of its own on {name}"),
            msg(
                "On the name server {name}, {zone} is not set up as a zone of its own.\n"
                "Ask your provider to add the zone {zone}."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every address for the SOA record and look for it in the answer."""
    answers = yield [Query(at.address, delegation.zone, "SOA") for at in delegation.ats]
    asked = list(zip(delegation.ats, answers, strict=True))
    unasked = [note for at, answer in asked for note in not_asked(CASE, delegation, at, answer)]
    lacking = [
        _without(delegation, at, answer)
        for at, answer in asked
        if answer.silence is None and answer.rcode == "NOERROR" and not answer.asked
    ]
    exists = not lacking and any(answer.rcode == "NOERROR" for answer in answers)
    return [*unasked, *lacking, *([CASE.found("SOA_EXISTS", delegation.zone)] if exists else [])]


def _without(delegation: Delegation, at: At, answer: Answer) -> Finding:
    """Return the finding; without words for a letter where delegation04 has them for a lame server."""
    finding = CASE.found("SOA_NOT_EXISTS", delegation.zone, ns=str(at))
    return finding if answer.authoritative else replace(finding, letter=None)
