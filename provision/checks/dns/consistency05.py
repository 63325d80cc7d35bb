"""Consistency05: the glue in the parent is what the zone itself says of its name servers."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.delegation04 import is_authority
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Ip, parse_ip

SOURCE = "Zonemaster consistency05; RFC 1034 section 4.2.2"


def consistency05(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask the zone's servers for the addresses of the name servers inside it."""
    found = []
    for server in delegation.in_bailiwick():
        seen: set[Ip] = set()
        answered = False
        for rtype in ("A", "AAAA"):
            answers = yield delegation.ask_all(rtype, name=server.name)
            sets = [answer.get(server.name, rtype) for answer in answers if is_authority(answer)]
            answered = answered or bool(sets)
            seen |= {parse_ip(value) for rrset in sets if rrset for value in rrset.values}
        if answered and seen != set(server.glue):
            found.append(_differ(delegation, server, sorted(seen, key=str)))
    return found


def _differ(delegation: Delegation, server: NameServer, seen: Sequence[Ip]) -> Finding:
    glue = sorted(server.glue, key=str)
    told: object = seen or Text("no address")
    return Finding(
        tag="IN_BAILIWICK_ADDR_MISMATCH",
        testcase="consistency05",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"ns": server.name.text, "parent": [str(ip) for ip in glue], "child": [str(ip) for ip in seen]},
        why=Text("{ns} has the address {glue} in the parent and {seen} in the zone {zone}",
                 ns=server, glue=glue, seen=told, zone=delegation.zone),
        do=Text("Make the addresses in the zone and the glue in the parent the same"),
        letter=Text(
            "For the name server {ns} the letter says {glue}, but the zone {zone} says {seen}.\n"
                "Correct the one that is wrong.",
            ns=server,
            glue=glue,
            seen=told,
            zone=delegation.zone,
        ),
        source=SOURCE,
    )  # fmt: skip
