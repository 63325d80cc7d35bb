"""Address02: each address of a name server has a name in the reverse tree."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.reverse import Reverse, reverse
from provision.i18n import msg
from provision.model.finding import Finding, Level

WITHOUT = Message(
    Level.WARNING,
    msg("The address {ns_ip} of the name server {nsname} has no name (PTR record)"),
    msg(
        "Let the holder of the network give the address a name; some servers refuse mail or questions without"
    ),
)
NO_RESPONSE = Message(
    Level.WARNING,
    msg(
        "No server answers the question for {domain}, where the name of an address of a name server would be"
    ),
    msg("Let the holder of the network mend the servers of its reverse zone"),
)
CASE = Case(
    "address02",
    "Zonemaster address02; RFC 1912 section 2.1",
    {
        "NAMESERVERS_IP_WITH_REVERSE": Message(
            Level.INFO, msg("Every address of the name servers of {zone} has a name (PTR record)")
        ),
        "NAMESERVER_IP_WITHOUT_REVERSE": WITHOUT,
        "NO_RESPONSE_PTR_QUERY": NO_RESPONSE,
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look up the names of the addresses of both sides."""
    found = yield from reverse(delegation, delegation.ats)
    bad = [finding for one in found for finding in without(CASE, delegation, one)]
    fine = found and not bad and all(one.known for one in found)
    return [CASE.found("NAMESERVERS_IP_WITH_REVERSE", delegation.zone)] if fine else bad


def without(case: Case, delegation: Delegation, one: Reverse) -> list[Finding]:
    """Return what is to be said of an address that has no name; what could not be asked is nobody's fault."""
    if one.names or not one.known:
        return []
    if not one.heard:
        return [case.found("NO_RESPONSE_PTR_QUERY", delegation.zone, domain=str(one.pointer))]
    first = one.servers[0]
    args = {"nsname": str(first.name), "ns_ip": str(first.address)}
    return [case.found("NAMESERVER_IP_WITHOUT_REVERSE", delegation.zone, **args)]
