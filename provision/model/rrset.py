"""A set of DNS records of one name and type (RFC 2181 section 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provision.names import Fqdn, Ip, seen_ip

ADDRESS_TYPES = ("A", "AAAA")
SERIAL = 2  # its place among the words of a SOA record
GENERIC = "\\#"  # begins data that does not have the form of its type (RFC 3597 section 5)


@dataclass(frozen=True, slots=True, order=True)
class RRset:
    """Records of one name and type; the values in presentation form, names in them ending in a dot."""

    name: Fqdn
    type: str
    ttl: int
    values: tuple[str, ...]

    @classmethod
    def of(cls, name: Fqdn, rtype: str, ttl: int, values: Sequence[object]) -> "RRset":
        """Return the set with its values sorted, as every set here is."""
        return cls(name, rtype, ttl, tuple(sorted({str(value) for value in values})))

    @classmethod
    def hosts(cls, name: Fqdn, rtype: str, ttl: int, targets: Sequence[Fqdn]) -> "RRset":
        """Return a set whose values are names, as NS records are."""
        return cls.of(name, rtype, ttl, [f"{target.text}." for target in targets])

    @property
    def key(self) -> tuple[Fqdn, str]:
        """What identifies the set within a zone."""
        return self.name, self.type

    @property
    def formed(self) -> tuple[str, ...]:
        """The values that have the form of their type."""
        return tuple(value for value in self.values if not value.startswith(GENERIC))

    @property
    def targets(self) -> tuple[Fqdn, ...]:
        """The names that the values end in: of an NS, CNAME, MX or SRV set."""
        last = [value.split()[-1] for value in self.formed]
        return tuple(Fqdn.seen(word) for word in last if word != ".")

    @property
    def addresses(self) -> tuple[Ip, ...]:
        """The addresses that the values are: none where the set is of another type."""
        return tuple(map(seen_ip, self.formed)) if self.type in ADDRESS_TYPES else ()

    def same_data(self, other: "RRset | None") -> bool:
        """Tell whether the other set holds the same records, whatever its TTL."""
        return other is not None and (self.key, self.values) == (other.key, other.values)

    def to_json(self) -> dict[str, Any]:
        """Return plain data, from which `from_json` makes an equal set."""
        return {"name": self.name.text, "type": self.type, "ttl": self.ttl, "values": list(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "RRset":
        """Make a set from what `to_json` returned."""
        return cls.of(Fqdn.seen(data["name"]), data["type"], data["ttl"], data["values"])

    def __str__(self) -> str:
        return f"{self.name} {self.ttl} {self.type} {' '.join(self.values)}"
