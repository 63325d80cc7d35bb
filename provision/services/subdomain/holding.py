"""The parameters of a subdomain, typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provision.checks.delegation import NameServer
from provision.model.grant import Grant
from provision.model.rrset import RRset
from provision.model.site import ParentZone
from provision.model.wanted import Wanted
from provision.names import Fqdn, Ip, parse_ip
from provision.services.subdomain.record import Record


@dataclass(frozen=True, slots=True)
class Holding:
    """A name with its addresses, and its own name servers if it has any (none: the office's serve it).

    `hosted` is set where the office's servers hold a zone of its own for it; the addresses and the
    extra records are then what the zone begins with.
    """

    name: Fqdn
    ips: tuple[Ip, ...] = ()
    servers: tuple[NameServer, ...] = ()
    www: bool = False
    records: tuple[Record, ...] = ()
    hosted: bool = False

    @classmethod
    def of(cls, name: str, params: Mapping[str, Any]) -> "Holding":
        """Make the holding from a request's fields or a grant's parameters."""
        ips = tuple(parse_ip(ip) for ip in params.get("ips", ()))
        servers = tuple(NameServer.from_json(server) for server in params.get("ns", ()))
        records = tuple(Record.from_json(record) for record in params.get("records", ()))
        www, hosted = (bool(params.get(word, False)) for word in ("www", "zone"))
        return cls(Fqdn.host(name), ips, servers, www, records, hosted)

    @property
    def delegated(self) -> bool:
        """Tell whether the name is a zone of its own."""
        return self.hosted or bool(self.servers)

    @property
    def names(self) -> frozenset[Fqdn]:
        """The names that the grant answers for in the parent zone."""
        if self.delegated:
            return frozenset({self.name, *(server.name for server in self._inside())})
        return frozenset({*self._addressed, *(record.owner(self.name) for record in self.records)})

    @property
    def _addressed(self) -> frozenset[Fqdn]:
        return frozenset({self.name, self.name.child("www")} if self.www else {self.name})

    @property
    def keys(self) -> frozenset[tuple[Fqdn, str]]:
        """The sets of extra records that the grant answers for in the parent zone."""
        return frozenset() if self.hosted else self._extra

    @property
    def _extra(self) -> frozenset[tuple[Fqdn, str]]:
        return frozenset((record.owner(self.name), record.type) for record in self.records)

    def _inside(self) -> list[NameServer]:
        return [server for server in self.servers if server.name.is_at_or_below(self.name)]

    def rrsets(self, zone: ParentZone) -> tuple[RRset, ...]:
        """Return what the parent zone must hold for the name."""
        return tuple(self._cut(zone) if self.delegated else self._addresses(zone))

    def _cut(self, zone: ParentZone) -> list[RRset]:
        ttl = zone.delegation_ttl
        glue = [rrset for server in self._inside() for rrset in _address_sets(server.name, server.glue, ttl)]
        return [RRset.hosts(self.name, "NS", ttl, self.server_names(zone)), *glue]

    def server_names(self, zone: ParentZone) -> list[Fqdn]:
        """Return the name servers that the name is delegated to."""
        return list(zone.office_ns) if self.hosted else [server.name for server in self.servers]

    def content(self, zone: ParentZone) -> tuple[RRset, ...]:
        """Return what a zone of its own on the office's servers begins with."""
        return tuple(self._addresses(zone)) if self.hosted else ()

    def _addresses(self, zone: ParentZone) -> list[RRset]:
        ttl = zone.address_ttl
        sets = [rrset for name in sorted(self._addressed) for rrset in _address_sets(name, self.ips, ttl)]
        return [*sets, *(RRset.of(*key, ttl, self._values(key)) for key in sorted(self._extra))]

    def _values(self, key: tuple[Fqdn, str]) -> list[str]:
        return [record.value for record in self.records if (record.owner(self.name), record.type) == key]


def _address_sets(name: Fqdn, ips: tuple[Ip, ...], ttl: int) -> list[RRset]:
    families = {"A": 4, "AAAA": 6}
    sets = ((rtype, [ip for ip in ips if ip.version == version]) for rtype, version in families.items())
    return [RRset.of(name, rtype, ttl, chosen) for rtype, chosen in sets if chosen]


def wanted_of(grant: Grant, zone: ParentZone) -> Wanted:
    """Return what a grant wants in its zone: nothing at all while it is suspended, or once it has ended.

    A zone of its own goes then, too: the office's servers would go on answering from it, delegated or not.
    """
    holding = Holding.of(grant.object, grant.params)
    child = grant.active if holding.hosted else None
    rrsets = holding.rrsets(zone) if grant.active else ()
    return Wanted(grant.key, holding.names, rrsets, holding.keys, child, holding.content(zone))
