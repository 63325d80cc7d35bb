"""What the office's checks judge: a request, the zone as seen, the register, the site."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from provision.model.grant import Grant
from provision.model.request import Request
from provision.model.site import Site
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn, Ip, parse_ip


@dataclass(frozen=True)
class Register:
    """The grants and the open requests, indexed so that a thousand requests cost no more than they must."""

    grants: Sequence[Grant]
    open_requests: Sequence[Request]

    @cached_property
    def by_ip(self) -> Mapping[Ip, Sequence[Grant]]:
        """The standing grants that use an address."""
        found: dict[Ip, list[Grant]] = defaultdict(list)
        for grant in self.grants:
            for ip in grant.params.get("ips", ()) if grant.stands else ():
                found[parse_ip(ip)].append(grant)
        return found

    @cached_property
    def requests_for(self) -> Mapping[str, Sequence[Request]]:
        """The open requests that act on a grant, the oldest first."""
        found: dict[str, list[Request]] = defaultdict(list)
        for request in self.open_requests:
            for key in request.grant_keys:
                found[key].append(request)
        return found


@dataclass(frozen=True, slots=True)
class Case:
    """One grant of a request before the judges: `before` the request, if there was one, and `after` it.

    `was` is what the grant wants now, `wanted` what it would want; `servers` are name servers of the
    agency's own.
    """

    request: Request
    name: Fqdn
    ips: tuple[Ip, ...]
    servers: tuple[Fqdn, ...]
    before: Grant | None
    after: Grant
    was: Wanted
    wanted: Wanted
    zone: SeenZone
    register: Register
    site: Site
    today: date
    accept_dependents: bool = False

    @property
    def delegated(self) -> bool:
        """Tell whether the name is to be a zone of its own."""
        return bool(self.servers or self.wanted.child)
