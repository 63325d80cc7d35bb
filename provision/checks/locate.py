"""Finds what a zone's delegation is: its parent, the name servers on both sides of the cut, their addresses."""

from collections.abc import Sequence
from dataclasses import replace

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation, NameServer
from provision.checks.walk import Found, Walker, glue_of
from provision.model.profile import DEFAULT, Profile
from provision.model.rrset import RRset
from provision.names import Fqdn, Ip


def locate(
    zone: Fqdn, walker: Walker, told: Sequence[NameServer] = (), *, ds: tuple[str, ...] | None = None,
    ips: tuple[Ip, ...] = (), profile: Profile = DEFAULT,
) -> Asking[Delegation]:  # fmt: skip
    """Return the delegation as the parent has it, or as it is told, with what the zone itself names."""
    found = yield from walker.walk(zone, "NS", stop=zone)
    parent = found.zone if found else None
    named = list(told) or (_delegated(found, zone) if found else [])
    servers = yield from together([_located(server, zone, walker) for server in named])
    delegation = Delegation(
        zone, tuple(servers), parent=parent, undelegated=bool(told), ds=ds, ips=ips, profile=profile
    )
    child = yield from _child(delegation, walker)
    return replace(delegation, child=tuple(child))


def _located(server: NameServer, zone: Fqdn, walker: Walker) -> Asking[NameServer]:
    """Return a server with its addresses: the glue inside the zone, else what its name resolves to."""
    if server.name.is_at_or_below(zone):
        return replace(server, addresses=server.glue)
    return replace((yield from walker.addresses(server.name)), glue=())


def _delegated(found: Found, zone: Fqdn) -> list[NameServer]:
    """Return the servers of the referral, or of the answer where a server serves parent and child."""
    sections: Sequence[RRset] = (*found.answer.authority, *found.answer.answer)
    targets = [target for rrset in sections if rrset.key == (zone, "NS") for target in rrset.targets]
    return [NameServer(target, glue=glue_of(found.answer, target)) for target in targets]


def _child(delegation: Delegation, walker: Walker) -> Asking[list[NameServer]]:
    """Return the name servers that the zone's own NS records name, as the zone itself knows them."""
    answers = yield from delegation.each("NS")
    sets = [answer.asked for _, answer in answers if answer.authoritative]
    names = sorted({name for rrset in sets if rrset for name in rrset.targets})
    return (yield from together([_own(name, delegation, walker) for name in names]))


def _own(name: Fqdn, delegation: Delegation, walker: Walker) -> Asking[NameServer]:
    if not name.is_at_or_below(delegation.zone):
        return (yield from walker.addresses(name))
    found = yield from together([delegation.each(rtype, name=name) for rtype in ("A", "AAAA")])
    sets = [answer.asked for answers in found for _, answer in answers if answer.authoritative]
    return NameServer(name, tuple(dict.fromkeys(ip for rrset in sets if rrset for ip in rrset.addresses)))
