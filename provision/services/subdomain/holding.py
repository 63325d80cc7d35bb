"""The parameters of a subdomain, typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from provision.checks.delegation import NameServer
from provision.model.grant import Grant
from provision.model.rrset import RRset
from provision.model.site import ParentZone
from provision.model.wanted import Wanted
from provision.names import Fqdn, Ip, parse_ip
from provision.services.subdomain.record import Record, label_below

FAMILIES = {"A": 4, "AAAA": 6}


@dataclass(frozen=True, slots=True)
class Holding:
    """A name with its addresses, and its own name servers if it has any (none: the office's serve it).

    `hosted` is set where the office's servers hold a zone of its own for it; the addresses and the
    extra records are then what the zone begins with. `ttls` are the TTLs that are not the zone's own,
    by label and type (`@ A`, `ns1 AAAA`): those of a name that was there before us. `ds` are the DS
    records beside the name servers, None where nobody told us any: then one that is there is not ours.
    `from_zone` is set where the zone itself asked for them (CDS); until it was asked there are none.
    """

    name: Fqdn
    ips: tuple[Ip, ...] = ()
    servers: tuple[NameServer, ...] = ()
    www: bool = False
    records: tuple[Record, ...] = ()
    hosted: bool = False
    ds: tuple[str, ...] | None = None
    ttls: Mapping[str, int] = field(default_factory=dict)
    from_zone: bool = False

    @classmethod
    def of(cls, name: str, params: Mapping[str, Any]) -> "Holding":
        """Make the holding from a request's fields or a grant's parameters."""
        ips = tuple(parse_ip(ip) for ip in params.get("ips", ()))
        servers = tuple(NameServer.from_json(server) for server in params.get("ns", ()))
        records = tuple(Record.from_json(record) for record in params.get("records", ()))
        www, hosted, from_zone = (bool(params.get(word, False)) for word in ("www", "zone", "cds"))
        ds = tuple(params.get("ds", ())) if "ds" in params or from_zone else None
        ttls = params.get("ttls", {})
        return cls(Fqdn.host(name), ips, servers, www, records, hosted, ds, ttls, from_zone)

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
        vouched = frozenset() if self.ds is None else frozenset({(self.name, "DS")})
        return vouched if self.hosted else self._extra | vouched

    @property
    def _extra(self) -> frozenset[tuple[Fqdn, str]]:
        return frozenset((record.owner(self.name), record.type) for record in self.records)

    def _inside(self) -> list[NameServer]:
        return [server for server in self.servers if server.name.is_at_or_below(self.name)]

    def rrsets(self, zone: ParentZone) -> tuple[RRset, ...]:
        """Return what the parent zone must hold for the name."""
        return tuple(self._cut(zone) if self.delegated else self._addresses(zone))

    def longest_ttl(self, zone: ParentZone) -> int:
        """Return for how long others may remember what the parent zone tells of the name."""
        usual = zone.delegation_ttl if self.delegated else zone.address_ttl
        return max((rrset.ttl for rrset in self.rrsets(zone)), default=usual)

    def _cut(self, zone: ParentZone) -> list[RRset]:
        ttl = zone.delegation_ttl
        glue = [rrset for server in self._inside() for rrset in self._sets(server.name, server.glue, ttl)]
        key = (self.name, "NS")
        return [RRset.hosts(*key, self._ttl(key, ttl), self.server_names(zone)), *self._vouching(ttl), *glue]

    def _vouching(self, ttl: int) -> list[RRset]:
        key = (self.name, "DS")
        return [RRset.of(*key, self._ttl(key, ttl), self.ds)] if self.ds and not self.hosted else []

    def server_names(self, zone: ParentZone) -> list[Fqdn]:
        """Return the name servers that the name is delegated to."""
        return list(zone.office_ns) if self.hosted else [server.name for server in self.servers]

    def content(self, zone: ParentZone) -> tuple[RRset, ...]:
        """Return what a zone of its own on the office's servers begins with."""
        return tuple(self._addresses(zone)) if self.hosted else ()

    def _addresses(self, zone: ParentZone) -> list[RRset]:
        ttl = zone.address_ttl
        sets = [rrset for name in sorted(self._addressed) for rrset in self._sets(name, self.ips, ttl)]
        extra = sorted(self._extra)
        return [*sets, *(RRset.of(*key, self._ttl(key, ttl), self._values(key)) for key in extra)]

    def _values(self, key: tuple[Fqdn, str]) -> list[str]:
        return [record.value for record in self.records if (record.owner(self.name), record.type) == key]

    def _sets(self, name: Fqdn, ips: tuple[Ip, ...], ttl: int) -> list[RRset]:
        sets = ((rtype, [ip for ip in ips if ip.version == version]) for rtype, version in FAMILIES.items())
        return [
            RRset.of(name, rtype, self._ttl((name, rtype), ttl), chosen) for rtype, chosen in sets if chosen
        ]

    def _ttl(self, key: tuple[Fqdn, str], usual: int) -> int:
        return self.ttls.get(ttl_key(self.name, key), usual)


def ttl_key(name: Fqdn, key: tuple[Fqdn, str]) -> str:
    """Return how `ttls` calls a set at or below a name."""
    owner, rtype = key
    return f"{label_below(owner, name)} {rtype}"


def wanted_of(grant: Grant, zone: ParentZone) -> Wanted:
    """Return what a grant wants in its zone: nothing at all while it is suspended, or once it has ended.

    A zone of its own goes then, too: the office's servers would go on answering from it, delegated or not.
    """
    holding = Holding.of(grant.object, grant.params)
    child = grant.active if holding.hosted else None
    rrsets = holding.rrsets(zone) if grant.active else ()
    return Wanted(grant.key, holding.names, rrsets, holding.keys, child, holding.content(zone))
