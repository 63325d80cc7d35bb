"""Address03: the name that an address has in the reverse tree is that of the name server.

An address with several names, or of several name servers, fits where one of the names is one of theirs.
"""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.address02 import NO_RESPONSE, WITHOUT, without
from provision.checks.dns.case import Case, Message
from provision.checks.dns.reverse import Reverse, reverse, shown_names
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "address03",
    "Zonemaster address03; RFC 1912 section 2.1",
    {
        "NAMESERVER_IP_PTR_MATCH": Message(
            Level.INFO,
            msg("Every address of the name servers of {zone} has the name of its server (PTR record)"),
        ),
        "NAMESERVER_IP_PTR_MISMATCH": Message(
            Level.NOTICE,
            msg("The address {ns_ip} of the name server {nsname} has another name (PTR record): {names}"),
            msg("Let the holder of the network give the address the name of the server"),
        ),
        "NAMESERVER_IP_WITHOUT_REVERSE": WITHOUT,
        "NO_RESPONSE_PTR_QUERY": NO_RESPONSE,
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look up the names of the addresses of the zone's own name servers."""
    own = dict.fromkeys(at for server in delegation.child for at in server.ats)
    found = yield from reverse(delegation, own)
    bad = [finding for one in found for finding in _judged(delegation, one)]
    fine = found and not bad and all(one.known for one in found)
    return [CASE.found("NAMESERVER_IP_PTR_MATCH", delegation.zone)] if fine else bad


def _judged(delegation: Delegation, one: Reverse) -> list[Finding]:
    if not one.names:
        return without(CASE, delegation, one)
    if any(at.name in one.names for at in one.servers):
        return []
    first = one.servers[0]
    args = {"nsname": str(first.name), "ns_ip": str(first.address), "names": shown_names(one.names)}
    return [CASE.found("NAMESERVER_IP_PTR_MISMATCH", delegation.zone, **args)]
