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
from provision.checks.hosts import hosts_of, named
from provision.checks.inside import inside
from provision.checks.said import refers
from provision.checks.traverse import traverse
from provision.checks.walk import MOST_NAMES, Walker, glue_for
from provision.checks.way import Way, ordered
from provision.model.profile import DEFAULT, Profile
from provision.model.query import Answer, Query
from provision.names import Fqdn, Ip

Named = Mapping[Fqdn, tuple[Ip, ...]]
MOST_UNITED = 64  # names on one side of a cut, whoever tells them: each is looked up


def locate(
    zone: Fqdn, walker: Walker, told: Sequence[NameServer] = (), *, ds: tuple[str, ...] | None = None,
    ips: tuple[Ip, ...] = (), profile: Profile = DEFAULT,
) -> Asking[Delegation]:  # fmt: skip
    """Return the delegation as the parent has it, or as it is told, with what the zone itself names.

    A server may be told several times, each with one of its addresses.
    """
    told = _once(told)
    way = Way() if told or not zone.text else (yield from traverse(zone, walker))
    parent = (yield from _parent_beside(zone, walker)) if told else way.parent
    chosen = told or (yield from _named(zone, way.parents, walker))
    servers = yield from _each([_located(server, zone, walker, told=bool(told)) for server in chosen])
    delegation = Delegation(
        zone, tuple(servers), parent=parent, parents=way.parents, undelegated=bool(told), ds=ds, ips=ips,
        profile=profile, way=way, walker=walker,
    )  # fmt: skip
    child = yield from _child(delegation, walker, told)
    return replace(delegation, child=tuple(child))


def _once(told: Sequence[NameServer]) -> list[NameServer]:
    """Return the servers that were told, each once with all its addresses, in order."""
    united: dict[Fqdn, NameServer] = {}
    for server in told:
        before = united.get(server.name, server).glue
        united[server.name] = replace(server, glue=tuple(dict.fromkeys((*before, *server.glue))))
    return list(united.values())


def _each(askings: Sequence[Asking[NameServer]]) -> Asking[list[NameServer]]:
    """Run the first alone, since the others mostly share its way, and then the others side by side."""
    first = yield from together(askings[:1])
    return [*first, *(yield from together(askings[1:]))]


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
    names = named(answer, zone)
    glue = glue_for(answer, [name for name in names if name.is_at_or_below(zone)])
    return {name: tuple(glue.get(name, ())) for name in names}


def _owns(answer: Answer, zone: Fqdn) -> bool:
    return answer.from_authority and answer.get(zone, "NS") is not None


def _with_addresses(answer: Answer, zone: Fqdn, walker: Walker) -> Asking[Named]:
    """Return the servers that a parent's server names as one of the zone; where it gave no glue, it is asked."""
    named = _targets(answer, zone)
    bare = [name for name, glue in named.items() if not glue and name.is_at_or_below(zone)]
    server = (answer.query.server,)
    found = yield from together([inside(name, zone, server, walker) for name in bare])
    return {**named, **dict(zip(bare, found, strict=True))}


def _united(found: Iterable[Named], *, glued: bool = True) -> list[NameServer]:
    """Return the servers that several answers name, each with the addresses of all; of very many only the first."""
    united: dict[Fqdn, dict[Ip, None]] = {}
    for servers in found:
        for name, addresses in servers.items():
            united.setdefault(name, {}).update(dict.fromkeys(addresses))
    return [
        NameServer(name, glue=tuple(addresses) if glued else ())
        for name, addresses in sorted(united.items())[:MOST_UNITED]
    ]


def _child(delegation: Delegation, walker: Walker, told: Sequence[NameServer]) -> Asking[list[NameServer]]:
    """Return the name servers that the zone's own NS records name, as the zone itself knows them."""
    asked = tuple(dict.fromkeys(at.address for at in delegation.ats))
    # Beside the SOA: some servers drop questions for NS records, and one that answers neither is the dead one.
    answers = yield [Query(ip, delegation.zone, rtype) for rtype in ("NS", "SOA") for ip in asked]
    sets = [answer.asked for answer in answers[: len(asked)] if _owns(answer, delegation.zone)]
    names = sorted({name for rrset in sets if rrset for name in rrset.targets[:MOST_NAMES]})[:MOST_NAMES]
    known = {server.name: server for server in told if server.glue}
    return (yield from _each([_own(name, delegation.zone, asked, walker, known) for name in names]))


def _own(
    name: Fqdn, zone: Fqdn, servers: tuple[Ip, ...], walker: Walker, told: Mapping[Fqdn, NameServer]
) -> Asking[NameServer]:
    if name.is_at_or_below(zone):
        return NameServer(name, (yield from inside(name, zone, servers, walker)))
    if name in told:
        return NameServer(name, told[name].glue)
    return (yield from walker.addresses(name))
