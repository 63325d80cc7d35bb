"""The form of an agency's own name servers, as a letter states them."""

from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
)

from provision.config.fields import Address, Strict, Told, told
from provision.errors import BadInput
from provision.i18n import Text
from provision.names import Fqdn

T = TypeVar("T")

MIN_LABELS = 2


def once(values: tuple[T, ...]) -> tuple[T, ...]:
    """Return the values. Raises Told where one is written twice."""
    for place, value in enumerate(values):
        if value in values[:place]:
            raise Told(Text("{value} is written twice; keep it once", value=value))
    return values


def _full_host(text: str) -> Fqdn:
    name = Fqdn.host(text)
    if len(name.labels) < MIN_LABELS:
        raise BadInput(Text("{name}: write the full name of the server", name=name))
    return name


def _server(value: object) -> object:
    """Read `NAME/IP,IP` as the mapping it stands for."""
    if not isinstance(value, str):
        return value
    name, _, addresses = value.partition("/")
    return {"name": name, "addresses": addresses.split(",") if addresses else []}


def _named_once(servers: "tuple[ServerForm, ...]") -> "tuple[ServerForm, ...]":
    once(tuple(server.name for server in servers))
    return servers


Addresses = Annotated[tuple[Address, ...], AfterValidator(once)]


class ServerForm(Strict):
    """A name server of the agency's own, with its addresses where its name lies inside the subdomain."""

    name: Annotated[Fqdn, told(_full_host)]
    addresses: Addresses = ()


Servers = Annotated[
    tuple[Annotated[ServerForm, BeforeValidator(_server)], ...],
    AfterValidator(_named_once),
]


class OwnZone(tuple[ServerForm, ...]):
    """What `ns` of the word `zone` reads as: no servers of the agency's own, but a zone, on the office's."""

    __slots__ = ()
