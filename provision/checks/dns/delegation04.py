"""Delegation04: every name server that answers is authoritative for the zone, over UDP and over TCP.

Zonemaster asks only one address of each name; here every address is asked, as its specification says.
"""

from dataclasses import replace

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import not_asked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query

CASE = Case(
    "delegation04",
    "Zonemaster delegation04; RFC 2181 section 6.1",
    {
        **DISABLED,
        "ARE_AUTHORITATIVE": Message(
            Level.INFO, msg("These name servers are authoritative for {zone}: {nsname_list}")
        ),
        "IS_NOT_AUTHORITATIVE": Message(
            Level.WARNING,
            msg("{name} ({address}) is not authoritative for {zone}: its answer over {proto} says so"),
            msg("Load the zone {zone} on {name}"),
            msg(
                "The name server {name} at the address {address} does not know {zone}.\n"
                "Ask your provider to add the zone {zone} on that server."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every address for the SOA record over both protocols and look at the AA bit."""
    queries = [Query(at.address, delegation.zone, "SOA") for at in delegation.ats]
    answers = yield [*queries, *(replace(query, tcp=True) for query in queries)]
    asked = list(zip((*delegation.ats, *delegation.ats), answers, strict=True))
    lame = [finding for at, answer in asked for finding in _lame(delegation, at, answer)]
    unasked = [
        note for at, answer in asked[: len(queries)] for note in not_asked(CASE, delegation, at, answer)
    ]
    names = listed(at.name for at, answer in asked if answer.from_authority)
    if lame or not names:
        return unasked + lame
    return [*unasked, CASE.found("ARE_AUTHORITATIVE", delegation.zone, nsname_list=names)]


def _lame(delegation: Delegation, at: At, answer: Answer) -> list[Finding]:
    if answer.silence is not None or answer.from_authority:
        return []
    proto = "TCP" if answer.query.tcp else "UDP"
    return [CASE.found("IS_NOT_AUTHORITATIVE", delegation.zone, ns=str(at), proto=proto)]
