"""What a zone's servers tell beside their zones."""

from collections.abc import Callable
from typing import NamedTuple

from provision.model.site import ParentZone, Server


class Aside(NamedTuple):
    """By how many seconds the primary's clock is ahead, its version, and what anybody may do without a key.

    `transfers` are the servers, with their versions, that hand the whole zone to anybody; `updates`
    tells whether the primary takes an update from anybody.
    """

    ahead: float | None
    version: str
    transfers: tuple[tuple[Server, str], ...] = ()
    updates: bool = False


LookAside = Callable[[ParentZone], Aside]
