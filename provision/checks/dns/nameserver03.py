"""Nameserver03: whether anybody may have the whole zone (AXFR)."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Fqdn

CASE = Case(
    "nameserver03",
    "Zonemaster nameserver03; RFC 5936 section 5",
    {
        **DISABLED,
        "AXFR_FAILURE": Message(Level.INFO, msg("{name} ({address}) does not hand the whole zone to us")),
        "AXFR_AVAILABLE": Message(
            Level.NOTICE,
            msg("{name} ({address}) hands the whole zone to anybody who asks (AXFR)"),
            msg(
                "Let transfers be kept to the secondary servers, where the zone's names are not for everybody"
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server for a transfer; the first message of it tells enough."""
    pairs = yield from delegation.each("AXFR", tcp=True)
    tags = [
        (at, "AXFR_AVAILABLE" if _begun(answer, delegation.zone) else "AXFR_FAILURE") for at, answer in pairs
    ]
    found = [CASE.found(tag, delegation.zone, ns=str(at)) for at, tag in tags]
    return [*unasked(CASE, delegation, "AXFR"), *found]


def _begun(answer: Answer, zone: Fqdn) -> bool:
    """Tell whether a transfer began: with the zone's SOA."""
    return answer.silence is None and answer.rcode == "NOERROR" and answer.get(zone, "SOA") is not None
