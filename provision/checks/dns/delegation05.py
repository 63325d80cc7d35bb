"""Delegation05: the name of a name server is not an alias."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.i18n import Text
from provision.model.finding import Finding, Level

SOURCE = "Zonemaster delegation05; RFC 2181 section 10.3"


def delegation05(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at what the names resolved to, and ask the zone's servers for names inside it."""
    inside = list(delegation.in_bailiwick())
    found = [_alias(delegation, server) for server in delegation.servers if server.alias]
    for server in inside:
        answers = yield delegation.ask_all("A", name=server.name)
        if any(answer.authoritative and answer.get(server.name, "CNAME") for answer in answers):
            found.append(_alias(delegation, server))
    return found


def _alias(delegation: Delegation, server: NameServer) -> Finding:
    return Finding(
        tag="NS_IS_CNAME",
        testcase="delegation05",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"ns": server.name.text},
        why=Text("The name server {ns} of {zone} is an alias (CNAME)", ns=server, zone=delegation.zone),
        do=Text("Name the server by a name that has addresses of its own"),
        letter=Text(
            "The name of the name server {ns} is only an alias of another name, which is not allowed.\n"
            "Ask your provider for the server's real name.",
            ns=server,
        ),
        source=SOURCE,
    )
