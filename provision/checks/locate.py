"""Finds what a zone's delegation is: its parent, the name servers on both sides of the cut, their addresses.

By Zonemaster's MethodsV2: the delegation as all servers of the parent have it together; the zone's own name
servers as all servers of the delegation name them; addresses inside the zone as these servers answer them,
and outside as they are looked up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provision.checks.asking import Asking, together
from provision.checks.at import At
from provision.checks.delegation import Delegation, NameServer
from provision.checks.inside import inside
from provision.checks.level import hosts_of, refers
from provision.checks.traverse import traverse
from provision.checks.walk import Walker, glue_of
from provision.checks.way import Way, ordered
from provision.model.profile import DEFAULT, Profile
from provision.model.query import Answer, Query
from provision.names import Fqdn, Ip

Named = Mapping[Fqdn, tuple[Ip, ...]]


def locate(
    zone: Fqdn, walker: Walker, told: Sequence[NameServer] = (), *, ds: tuple[str, ...] | None = None,
    ips: tuple[Ip, ...] = (), profile: Profile = DEFAULT,
) -> Asking[Delegation]:  # fmt: skip
    """Return the delegation as the parent has it, or as it is told, with what the zone itself names."""
    way = Way() if told or not zone.text else (yield from traverse(zone, walker))
    parent = (yield from _parent_beside(zone, walker)) if told else way.parent
    named = told or (yield from _named(zone, way.parents, walker))
    servers = yield from together([_located(server, zone, walker, told=bool(told)) for server in named])
    delegation = Delegation(
        zone, tuple(servers), parent=parent, parents=way.parents, undelegated=bool(told), ds=ds, ips=ips,
        profile=profile, way=way, walker=walker,
    )  # fmt: skip
    child = yield from _child(delegation, walker, told)
    return replace(delegation, child=tuple(child))


def _parent_beside(zone: Fqdn, walker: Walker) -> Asking[Fqdn | None]:
    """Return the zone that would delegate a name whose servers were told to us."""
    found = yield from walker.walk(zone, "NS", stop=zone)
    return found.zone if found and found.zone != zone else None


def _located(server: NameServer, zone: Fqdn, walker: Walker, *, told: bool) -> Asking[NameServer]:
    """Return a server with its addresses: the glue inside the zone, else what was told or what its name resolves to."""
    if server.name.is_at_or_below(zone):
        return replace(server, addresses=server.glue)
    if told and server.glue:
        return replace(server, addresses=server.glue, glue=())
    return replace((yield from walker.addresses(server.name)), glue=())


def _named(zone: Fqdn, parents: Sequence[At], walker: Walker) -> Asking[Sequence[NameServer]]:
    """Return the servers that the parent's servers name: those of referrals, else those of answers."""
    if not zone.text:
        return (yield from _root(walker))
    asked = list(dict.fromkeys(at.address for at in parents))
    answers = yield [Query(ip, zone, "NS") for ip in asked]
    referred = [_targets(answer, zone) for answer in answers if refers(answer, zone)]
    if referred:
        return _united(referred)
    own = [answer for answer in answers if _owns(answer, zone)]
    return _united((yield from together([_with_addresses(answer, zone, walker) for answer in own])))


def _root(walker: Walker) -> Asking[Sequence[NameServer]]:
    """Return the servers of the root, each by its name at its hint's addresses."""
    hints = walker.root_servers
    if not all(at.name.text for at in hints):
        root = Fqdn("")
        answers = yield [Query(at.address, root, "NS") for at in hints]
        found = yield from hosts_of(answers, root, walker)
        hints = tuple(at for at in found if at.address in walker.roots)
    return _united([{at.name: (at.address,)} for at in ordered(hints)], glued=True)


def _targets(answer: Answer, zone: Fqdn) -> Named:
    """Return the servers that an answer names for the zone, those inside with the addresses beside them."""
    sets = [rrset for rrset in (*answer.authority, *answer.answer) if rrset.key == (zone, "NS")]
    names = dict.fromkeys(name for rrset in sets for name in rrset.targets)
    return {name: glue_of(answer, name) if name.is_at_or_below(zone) else () for name in names}


def _owns(answer: Answer, zone: Fqdn) -> bool:
    return answer.rcode == "NOERROR" and answer.authoritative and answer.get(zone, "NS") is not None


def _with_addresses(answer: Answer, zone: Fqdn, walker: Walker) -> Asking[Named]:
    """Return the servers that a parent's server names as one of the zone; where it gave no glue, it is asked."""
    named = _targets(answer, zone)
    bare = [name for name, glue in named.items() if not glue and name.is_at_or_below(zone)]
    server = (answer.query.server,)
    found = yield from together([inside(name, zone, server, walker) for name in bare])
    return {**named, **dict(zip(bare, found, strict=True))}


def _united(found: Iterable[Named], *, glued: bool = True) -> list[NameServer]:
    """Return the servers that several answers name, each with the addresses of all of them."""
    united: dict[Fqdn, dict[Ip, None]] = {}
    for named in found:
        for name, addresses in named.items():
            united.setdefault(name, {}).update(dict.fromkeys(addresses))
    return [
        NameServer(name, glue=tuple(addresses) if glued else ()) for name, addresses in sorted(united.items())
    ]


def _child(delegation: Delegation, walker: Walker, told: Sequence[NameServer]) -> Asking[list[NameServer]]:
    """Return the name servers that the zone's own NS records name, as the zone itself knows them."""
    asked = tuple(dict.fromkeys(at.address for at in delegation.ats))
    answers = yield [Query(ip, delegation.zone, "NS") for ip in asked]
    sets = [answer.asked for answer in answers if _owns(answer, delegation.zone)]
    names = sorted({name for rrset in sets if rrset for name in rrset.targets})
    known = {server.name: server for server in told if server.glue}
    return (yield from together([_own(name, delegation.zone, asked, walker, known) for name in names]))


def _own(
    name: Fqdn, zone: Fqdn, servers: tuple[Ip, ...], walker: Walker, told: Mapping[Fqdn, NameServer]
) -> Asking[NameServer]:
    if name.is_at_or_below(zone):
        return NameServer(name, (yield from inside(name, zone, servers, walker)))
    if name in told:
        return NameServer(name, told[name].glue)
    return (yield from walker.addresses(name))
