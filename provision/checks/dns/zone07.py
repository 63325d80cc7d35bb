"""Zone07: the primary that the SOA names is no alias, and has an address."""

from collections.abc import Iterator

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.case import Case, Message
from provision.checks.dns.host import host
from provision.checks.dns.told_soas import NOT_TOLD, told_soas
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn

NOWHERE = NameServer(Fqdn(""))  # what a SOA names that names no primary
CASE = Case(
    "zone07",
    "Zonemaster zone07; RFC 1912 section 2.4",
    {
        **NOT_TOLD,
        "MNAME_IS_NOT_CNAME": Message(
            Level.INFO, msg("The primary {mname} in the SOA of {zone} is no alias")
        ),
        "MNAME_IS_CNAME": Message(
            Level.NOTICE,
            msg("The primary {mname} in the SOA of {zone} is an alias (CNAME)"),
            msg("Let the SOA name the server by its own name"),
        ),
        "MNAME_HAS_NO_ADDRESS": Message(
            Level.WARNING,
            msg("The primary {mname} in the SOA of {zone} has no address"),
            msg("Let the SOA name a server that exists"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look the primary of the first SOA up."""
    soas = yield from told_soas(delegation)
    if not soas.found:
        return list(soas.notes(CASE, delegation.zone))
    primary = soas.found[0].primary
    found = (yield from host(primary, delegation)) if primary.text else NOWHERE
    return list(_told(delegation.zone, found)) if found else []


def _told(zone: Fqdn, server: NameServer) -> Iterator[Finding]:
    mname = str(server.name)
    tag = "MNAME_IS_NOT_CNAME" if server.alias is None else "MNAME_IS_CNAME"
    yield CASE.found(tag, zone, mname=mname)
    if not server.addresses and not server.unseen:
        yield CASE.found("MNAME_HAS_NO_ADDRESS", zone, mname=mname)
