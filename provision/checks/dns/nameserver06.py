"""Nameserver06: the name of every name server resolves."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.i18n import Text
from provision.model.finding import Finding, Level

SOURCE = "Zonemaster nameserver06; RFC 1034 section 3.6"


def nameserver06(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at the addresses that the walk found; where the walk could not go, nothing is known."""
    yield []
    return [
        _lost(delegation, server) for server in delegation.servers if not (server.addresses or server.unseen)
    ]


def _lost(delegation: Delegation, server: NameServer) -> Finding:
    inside = server.name.is_at_or_below(delegation.zone)
    return Finding(
        tag="CAN_NOT_BE_RESOLVED",
        testcase="nameserver06",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"ns": server.name.text},
        why=Text("The name server {ns} has no address", ns=server)
        if not inside
        else Text(
            "{ns} lies within {zone} itself and no address is told for it", ns=server, zone=delegation.zone
        ),
        do=Text("Name a server that exists, or tell its address"),
        letter=Text(
            "The address of the name server {ns} is not to be found.\nCheck how its name is written.",
            ns=server,
        )
        if not inside
        else Text(
            "The name server {ns} lies within {zone} itself and its IP address is not told.\nState the IP address of this name server in the letter.",
            ns=server,
            zone=delegation.zone,
        ),
        source=SOURCE,
    )
