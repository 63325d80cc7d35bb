"""Connectivity02: every name server answers over TCP.

A server that is dead over UDP, too, is told so here as well, as Zonemaster does; the letter says it once.
"""

from dataclasses import replace

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case
from provision.checks.dns.reachable import TYPES, judged, messages
from provision.checks.dns.silence import is_dead
from provision.checks.dns.transport import DISABLED, allowed, disabled
from provision.i18n import msg
from provision.model.finding import Finding
from provision.model.query import Query

CASE = Case(
    "connectivity02",
    "Zonemaster connectivity02; RFC 7766 section 5",
    {
        **messages(
            "CN02",
            "TCP",
            msg(
                "The name server {name} at the address {address} answers over UDP only.\n"
                "Ask your provider to open TCP port 53 as well."
            ),
        ),
        **DISABLED,
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server of either side for the SOA and the NS records over TCP."""
    zone = delegation.zone
    asked = [at for at in delegation.ats if allowed(delegation.profile, at.address)]
    questions = [
        (Query(at.address, zone, rrtype, tcp=tcp))
        for tcp in (False, True)
        for rrtype in TYPES
        for at in asked
    ]
    answers = yield questions
    count = len(asked)
    dead = {str(at) for at, answer in zip(asked, answers[:count], strict=True) if is_dead(answer)}
    by_tcp = answers[2 * count :]
    heard = list(zip(asked, by_tcp[:count], by_tcp[count:], strict=True))
    found = [
        replace(finding, letter=None) if finding.args["ns"] in dead else finding
        for finding in judged(CASE, delegation, heard, "CN02", "TCP")
    ]
    return [*disabled(CASE, zone, [at for at in delegation.ats if at not in asked], *TYPES), *found]
