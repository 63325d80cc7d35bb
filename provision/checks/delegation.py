"""A delegation as the checks of the DNS see it: a zone, its name servers, their addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from provision.model.query import Query
from provision.names import Fqdn, Ip, parse_ip


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

    def __str__(self) -> str:
        return self.name.text


@dataclass(frozen=True, slots=True)
class Delegation:
    """A zone with the name servers that are, or are asked to be, in its parent; `ips` as requested."""

    zone: Fqdn
    servers: tuple[NameServer, ...]
    ips: tuple[Ip, ...] = ()

    @property
    def pairs(self) -> Sequence[tuple[NameServer, Ip]]:
        """Each server with each of its addresses."""
        return [(server, address) for server in self.servers for address in server.addresses]

    def ask_all(self, rtype: str, *, name: Fqdn | None = None, tcp: bool = False) -> list[Query]:
        """Return the same question to every address, in the order of `pairs`."""
        return [Query(address, name or self.zone, rtype, tcp=tcp) for _, address in self.pairs]

    def in_bailiwick(self) -> Iterator[NameServer]:
        """Yield the servers whose names lie within the zone: they need glue."""
        return (server for server in self.servers if server.name.is_at_or_below(self.zone))
