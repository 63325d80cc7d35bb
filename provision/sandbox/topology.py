"""What a miniature regency is made of: servers, each a process, and the zones they serve."""

from dataclasses import dataclass
from enum import StrEnum

from provision.names import Fqdn, Ip, parse_ip


class Software(StrEnum):
    """The program that a server runs."""

    BIND = "bind"
    KNOT = "knot"
    NSD = "nsd"
    POWERDNS = "powerdns"
    UNBOUND = "unbound"
    UDP_ONLY = "udp-only"
    BLACK_HOLE = "black-hole"


class Role(StrEnum):
    """How a server serves a zone."""

    PLAIN = "plain"
    PRIMARY = "primary"  # updated by RFC 2136, notifies the secondary
    SECONDARY = "secondary"  # by NOTIFY and IXFR
    EXPIRED = "expired"  # configured, but its data never comes: SERVFAIL
    CATALOG = "catalog"  # a catalog (RFC 9432): each zone listed in it is made here, from a template
    LISTED = "listed"  # a catalog too: each zone listed in it is fetched from where the catalog is


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as one server holds it: `records` are lines of a zone file, relative to the zone."""

    name: Fqdn
    records: tuple[str, ...]
    role: Role = Role.PLAIN
    signed: bool = False

    @property
    def text(self) -> str:
        """The zone as a zone file."""
        return "\n".join((f"$ORIGIN {_absolute(self.name)}", "$TTL 3600", *self.records, ""))

    @property
    def file(self) -> str:
        """The name of its zone file."""
        return f"{self.name.text or 'root'}.zone"


@dataclass(frozen=True, slots=True)
class NameServer:
    """One process on its own addresses. `relays` is where a UDP-only server gets its answers."""

    label: str
    software: Software
    addresses: tuple[Ip, ...]
    zones: tuple[Zone, ...] = ()
    relays: Ip | None = None


@dataclass(frozen=True, slots=True)
class Regency:
    """All servers, and which of them are the office's own."""

    zone: Fqdn
    servers: tuple[NameServer, ...]

    @property
    def addresses(self) -> tuple[Ip, ...]:
        """Every address that something answers on, or is silent on."""
        return tuple(address for server in self.servers for address in server.addresses)

    def server(self, label: str) -> NameServer:
        """Return the server of that label."""
        return next(server for server in self.servers if server.label == label)


def zone(
    name: str, ns: str, *records: str, serial: int = 2026080101, role: Role = Role.PLAIN, signed: bool = False
) -> Zone:
    """Return a zone whose SOA and NS records are made from `ns`, the names of its servers."""
    names = ns.split()
    soa = f"@ SOA {names[0]} hostmaster {serial} 14400 3600 1209600 300"
    apex = Fqdn.seen(name) if name else Fqdn("")
    return Zone(apex, (soa, *(f"@ NS {server}" for server in names), *records), role, signed)


def server(label: str, software: Software, addresses: str, *zones: Zone, relays: str = "") -> NameServer:
    """Return a server from addresses written in one string."""
    ips = tuple(parse_ip(address) for address in addresses.split())
    return NameServer(label, software, ips, zones, parse_ip(relays) if relays else None)


def _absolute(name: Fqdn) -> str:
    return f"{name.text}."
