"""A name server at one of its addresses."""

from dataclasses import dataclass

from provision.names import Fqdn, Ip


@dataclass(frozen=True, slots=True)
class At:
    """A name server at one of its addresses, written `name/address`."""

    name: Fqdn
    address: Ip

    def __lt__(self, other: "At") -> bool:
        """Order by name, then IPv4 before IPv6: addresses of different families do not compare by themselves."""
        return self._place < other._place

    @property
    def _place(self) -> tuple[str, int, int]:
        return self.name.text, self.address.version, int(self.address)

    def __str__(self) -> str:
        return f"{self.name}/{self.address}"
