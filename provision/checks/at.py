"""A name server at one of its addresses."""

from dataclasses import dataclass

from provision.names import Fqdn, Ip


@dataclass(frozen=True, slots=True, order=True)
class At:
    """A name server at one of its addresses, written `name/address`."""

    name: Fqdn
    address: Ip

    def __str__(self) -> str:
        return f"{self.name}/{self.address}"
