"""Consistency05: the glue in the parent is what the zone itself says of its name servers."""

from collections.abc import Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.delegation04 import is_authority
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Ip

SOURCE = "Zonemaster consistency05; RFC 1034 section 4.2.2"


def consistency05(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask the zone's servers for the addresses of the name servers inside it.

    A server without glue is nameserver06's to tell, one that is an alias delegation05's.
    """
    inside = [server for server in delegation.in_bailiwick() if server.glue]
    found = yield from together([_compared(delegation, server) for server in inside])
    return [finding for finding in found if finding]


def _compared(delegation: Delegation, server: NameServer) -> Asking[Finding | None]:
    by_a = yield delegation.ask_all("A", name=server.name)
    by_aaaa = yield delegation.ask_all("AAAA", name=server.name)
    heard = [answer for answer in (*by_a, *by_aaaa) if is_authority(answer)]
    if not heard or any(answer.get(server.name, "CNAME") for answer in heard):
        return None
    sets = [rrset for answer in heard for rrset in answer.answer if rrset.name == server.name]
    seen = {address for rrset in sets for address in rrset.addresses}
    return _differ(delegation, server, sorted(seen, key=str)) if seen != set(server.glue) else None


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
