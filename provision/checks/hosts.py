"""The servers that NS records name, at their addresses."""

from collections.abc import Iterable, Sequence

from provision.checks.asking import Asking
from provision.checks.at import At
from provision.checks.walk import MOST_NAMES, Walker, glue_for
from provision.model.query import Answer
from provision.names import Fqdn, Ip

MOST_SERVERS = 64  # of one zone, by their addresses


def hosts_of(answers: Iterable[Answer], zone: Fqdn, walker: Walker) -> Asking[tuple[At, ...]]:
    """Return the servers that NS records name, at the addresses beside them, or where they are looked up."""
    several = yield from hosts_each(list(answers), zone, walker)
    return tuple(dict.fromkeys(at for hosts in several for at in hosts))[:MOST_SERVERS]


def hosts_each(answers: Sequence[Answer], zone: Fqdn, walker: Walker) -> Asking[list[tuple[At, ...]]]:
    """Return the servers that each answer names; what several leave open is looked up once."""
    glued = [glue_for(answer, named(answer, zone)) for answer in answers]
    known: dict[Fqdn, dict[Ip, None]] = {}
    for glue in glued:
        for name, addresses in glue.items():
            known.setdefault(name, {}).update(addresses)
    found = yield from walker.several(
        [name for name, addresses in known.items() if not addresses][:MOST_NAMES]
    )
    known |= {server.name: dict.fromkeys(server.addresses) for server in found}
    return [
        tuple(At(name, ip) for name, own in glue.items() for ip in own or known[name])[:MOST_SERVERS]
        for glue in glued
    ]


def named(answer: Answer, zone: Fqdn) -> tuple[Fqdn, ...]:
    """Return the name servers that an answer names for a zone; of very many only the first."""
    sets = [rrset for rrset in (*answer.answer, *answer.authority) if rrset.key == (zone, "NS")]
    return tuple(dict.fromkeys(name for rrset in sets for name in rrset.targets[:MOST_NAMES]))[:MOST_NAMES]
