"""A delegation as the checks of the DNS see it: a zone, its parent, its name servers, their addresses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from provision.checks.asking import Asking
from provision.checks.at import At
from provision.checks.way import Way
from provision.model.profile import DEFAULT, Profile
from provision.model.query import NOT_CHECKED, Answer, Edns, Query
from provision.names import Fqdn, Ip, parse_ip

if TYPE_CHECKING:
    from provision.checks.walk import Walker

__all__ = ["At", "Delegation", "NameServer"]


@dataclass(frozen=True, slots=True)
class NameServer:
    """A name server of a delegation.

    `glue` are the addresses that the parent holds, or would hold; `addresses` those to ask: the
    glue where the name lies within the zone, else what the name resolves to. `alias` is set where
    the name is a CNAME. `unseen` is the family of addresses (4 or 6) that this office lacks and without
    which the name could not be looked up.
    """

    name: Fqdn
    addresses: tuple[Ip, ...] = ()
    glue: tuple[Ip, ...] = ()
    alias: Fqdn | None = None
    unseen: int | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "NameServer":
        """Make a server from a request's own words: its name and the addresses told for it."""
        glue = tuple(parse_ip(address) for address in data["addresses"])
        return cls(Fqdn.host(data["name"]), glue=glue)

    @property
    def ats(self) -> Sequence[At]:
        """The server at each of its addresses."""
        return [At(self.name, address) for address in self.addresses]

    def __str__(self) -> str:
        return self.name.text


MOST_ATS = 200  # the root, and the largest top-level domains, have 26


@dataclass(frozen=True)
class Delegation:
    """A zone with the name servers that are, or are asked to be, in its parent.

    `servers` is the parent's side, `child` what the zone itself names (its NS records at its apex, from
    any server that answers with authority; empty where none does). `parent` is None where it could not
    be found; `parents` are its servers. `undelegated` is set where the servers were told to us and not
    by the parent, `ds` then holds the DS records told with them (presentation form), None where the
    parent is to be asked. `ips` are the addresses that a letter asks for the zone's apex. `way` is what was
    seen between the root and the zone; it is empty where the servers were told. `walker` looks names up
    that lie elsewhere; where it is None nothing can be looked up.
    """

    zone: Fqdn
    servers: tuple[NameServer, ...]
    child: tuple[NameServer, ...] = ()
    parent: Fqdn | None = None
    parents: tuple[At, ...] = ()
    undelegated: bool = False
    ds: tuple[str, ...] | None = None
    ips: tuple[Ip, ...] = ()
    profile: Profile = field(default=DEFAULT, compare=False)
    way: Way = field(default=Way(), compare=False)
    walker: "Walker | None" = field(default=None, compare=False, repr=False)

    @cached_property
    def ats(self) -> tuple[At, ...]:
        """Every name server, of either side, at each of its addresses, in order and each once.

        Cut where a hostile zone names more than any honest one has.
        """
        found: dict[At, None] = {}
        for server in (*self.servers, *self.child):
            found.update(dict.fromkeys(server.ats))
            if len(found) >= MOST_ATS:
                break
        return tuple(found)[:MOST_ATS]

    @cached_property
    def addresses(self) -> tuple[Ip, ...]:
        """The addresses of all name servers, each once."""
        return tuple(dict.fromkeys(at.address for at in self.ats))

    def in_bailiwick(self, servers: Iterable[NameServer] | None = None) -> Iterator[NameServer]:
        """Yield the servers whose names lie within the zone: they need glue."""
        chosen = self.servers if servers is None else servers
        return (server for server in chosen if server.name.is_at_or_below(self.zone))

    def each(
        self, rtype: str, *, name: Fqdn | None = None, tcp: bool = False, edns: Edns | None = None, **how: Any
    ) -> Asking[list[tuple[At, Answer]]]:
        """Ask all name servers the same; return those that could be asked, each with its answer.

        What could not be asked from here (a family of addresses that we lack, an address that is not
        public, a question too many) is left out: it is nobody's fault.
        """
        asked = name or self.zone
        answers = yield [Query(at.address, asked, rtype, tcp=tcp, edns=edns, **how) for at in self.ats]
        pairs = zip(self.ats, answers, strict=True)
        return [(at, answer) for at, answer in pairs if answer.silence not in NOT_CHECKED]
