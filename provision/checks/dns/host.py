"""Looks up a host that a zone names, as its primary or its mail exchange.

A name within the zone is asked from the zone's own servers, delegated or not yet; another by walking
from the root, so that no resolver is asked.
"""

from collections.abc import Sequence
from dataclasses import replace

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation, NameServer
from provision.model.query import Answer
from provision.model.rrset import ADDRESS_TYPES
from provision.names import Fqdn

MOST_ALIASES = 8


def host(name: Fqdn, delegation: Delegation, aliases: int = 0) -> Asking[NameServer | None]:
    """Return a name with its addresses and its alias, if any; None where it could not be looked up at all."""
    inside = name.is_at_or_below(delegation.zone)
    answers = (yield from _own(name, delegation)) if inside else []
    here = _read(name, answers) if answers else (yield from _other(name, delegation))
    if here is None or here.addresses or here.alias is None or not answers or aliases >= MOST_ALIASES:
        return here
    target = yield from host(here.alias, delegation, aliases + 1)
    return replace(here, addresses=target.addresses, unseen=target.unseen) if target else None


def _own(name: Fqdn, delegation: Delegation) -> Asking[Sequence[Answer]]:
    """Return what the zone's servers say of a name, with authority."""
    rounds = yield from together([delegation.each(rtype, name=name) for rtype in ADDRESS_TYPES])
    answers = [answer for pairs in rounds for _, answer in pairs]
    return [answer for answer in answers if answer.authoritative and answer.rcode in {"NOERROR", "NXDOMAIN"}]


def _read(name: Fqdn, answers: Sequence[Answer]) -> NameServer:
    aliases = [cname.targets for answer in answers if (cname := answer.get(name, "CNAME"))]
    alias = next((target for targets in aliases for target in targets), Fqdn("") if aliases else None)
    sets = [rrset for answer in answers for rrset in answer.answer if rrset.name in {name, alias}]
    return NameServer(name, tuple(dict.fromkeys(ip for rrset in sets for ip in rrset.addresses)), alias=alias)


def _other(name: Fqdn, delegation: Delegation) -> Asking[NameServer | None]:
    known = (*delegation.servers, *delegation.child)
    met = next((server for server in known if server.name == name and server.addresses), None)
    if met or delegation.walker is None:
        return met
    return (yield from delegation.walker.addresses(name))
