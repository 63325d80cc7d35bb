"""Connectivity01: every name server answers over UDP.

Which servers were not asked for want of a family of addresses is told too: where a profile switches the family
off at Zonemaster's level, and where it leads nowhere from this office as a note about ourselves (`families`).
"""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.reachable import TYPES, judged, messages
from provision.checks.dns.transport import DISABLED, allowed, disabled
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Query

CASE = Case(
    "connectivity01",
    "Zonemaster connectivity01; RFC 1123 section 6.1.3.2; RFC 7766 section 5",
    {
        "CN01_IPV4_DISABLED": Message(
            Level.NOTICE, msg("IPv4 is switched off, so these servers were not asked: {ns_list}")
        ),
        "CN01_IPV6_DISABLED": Message(
            Level.NOTICE, msg("IPv6 is switched off, so these servers were not asked: {ns_list}")
        ),
        **messages(
            "CN01",
            "UDP",
            msg(
                "The name server {name} at the address {address} does not answer.\n"
                "Ask your provider to switch it on and to open port 53, UDP and TCP, or name another server."
            ),
        ),
        **DISABLED,
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server of either side for the SOA and the NS records over UDP."""
    asked = [at for at in delegation.ats if allowed(delegation.profile, at.address)]
    answers = yield [Query(at.address, delegation.zone, rrtype) for rrtype in TYPES for at in asked]
    heard = list(zip(asked, answers[: len(asked)], answers[len(asked) :], strict=True))
    left_out = [at for at in delegation.ats if at not in asked]
    found = judged(CASE, delegation, heard, "CN01", "UDP")
    return [*_switched_off(delegation, left_out), *found]


def _switched_off(delegation: Delegation, servers: Sequence[At]) -> Iterator[Finding]:
    for family in (4, 6):
        ours = listed(at for at in servers if at.address.version == family)
        if ours:
            yield CASE.found(f"CN01_IPV{family}_DISABLED", delegation.zone, ns_list=ours)
    yield from disabled(CASE, delegation.zone, servers, *TYPES)
