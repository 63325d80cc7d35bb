"""Glue of name servers outside the zone beside what their own zones say of them."""

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.lookup import lookup
from provision.checks.walk import glue_for
from provision.model.query import Query
from provision.names import Fqdn

MOST = 64  # names that are looked up; honest delegations have thirteen at most
Differs = tuple[set[At], set[At]]


def glue_elsewhere(delegation: Delegation) -> Asking[list[Differs]]:
    """Return, for each name whose glue is not all confirmed, its glue and what its own zone says.

    A family of addresses about which nothing could be learnt counts for nothing.
    """
    held = yield from _held(delegation)
    names = sorted({at.name for at in held})[:MOST]
    found = yield from together([_compared(delegation, name, held) for name in names])
    return [pair for pair in found if pair]


def _held(delegation: Delegation) -> Asking[set[At]]:
    """Return the glue: as it was told, or as the parent has it of names below it."""
    servers = [server for server in delegation.servers if not server.name.is_at_or_below(delegation.zone)]
    if delegation.undelegated:
        yield []
        return {At(server.name, ip) for server in servers for ip in server.glue or server.addresses}
    parent = delegation.zone.parent if delegation.parent is None else delegation.parent
    names = [server.name for server in servers if server.name.is_at_or_below(parent)]
    answers = yield [Query(at.address, delegation.zone, "NS") for at in delegation.parents if names]
    return {At(name, ip) for answer in answers for name, ips in glue_for(answer, names).items() for ip in ips}


def _compared(delegation: Delegation, name: Fqdn, held: set[At]) -> Asking[Differs | None]:
    answers = yield from together([lookup(delegation, name, rtype) for rtype in ("A", "AAAA")])
    glue = {at for at in held if at.name == name}
    sets = [answer.asked for answer in answers if answer]
    seen = {At(name, ip) for rrset in sets if rrset for ip in rrset.addresses}
    known = {version for version, answer in zip((4, 6), answers, strict=True) if answer}
    wrong = any(at.address.version in known for at in glue - seen)
    return (glue, seen) if wrong else None
