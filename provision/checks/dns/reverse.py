"""Address02 and 03 in common: which names the DNS has for the addresses of name servers."""

from collections.abc import Iterable
from dataclasses import dataclass

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.resolve import resolve
from provision.model.query import Answer
from provision.names import Fqdn, Ip


@dataclass(frozen=True, slots=True)
class Reverse:
    """An address with the name servers that have it, and the names that it has.

    `heard` is whether any server answered; `known` whether it could be asked from here at all.
    """

    servers: tuple[At, ...]
    pointer: Fqdn
    names: tuple[Fqdn, ...] = ()
    heard: bool = True
    known: bool = True


def reverse(delegation: Delegation, servers: Iterable[At]) -> Asking[list[Reverse]]:
    """Look the names of each address up, through aliases as for networks smaller than /24 (RFC 2317)."""
    by_address: dict[Ip, list[At]] = {}
    for at in servers:
        by_address.setdefault(at.address, []).append(at)
    found: list[Reverse] = yield from together(
        [_reverse(delegation, tuple(ats)) for ats in by_address.values()]
    )
    return found


def _reverse(delegation: Delegation, servers: tuple[At, ...]) -> Asking[Reverse]:
    pointer, walker = Fqdn(servers[0].address.reverse_pointer), delegation.walker
    if walker is None:
        return Reverse(servers, pointer, known=False)
    answer = yield from resolve(pointer, "PTR", walker)
    if answer is None:
        return Reverse(servers, pointer, heard=False, known=pointer not in walker.unseen)
    return Reverse(servers, pointer, _names(answer))


def _names(answer: Answer) -> tuple[Fqdn, ...]:
    rrset = answer.asked if answer.rcode == "NOERROR" else None
    return rrset.targets if rrset else ()


def shown_names(names: Iterable[Fqdn]) -> str:
    """Return names as Zonemaster's argument has them."""
    return "/".join(str(name) for name in names)
