"""Keeps questions that outsiders make us ask away from networks that are not public.

A letter, a referral or an address record can name 192.168.0.1 or ::1: asking it would let an
outsider probe the office's own network through what the reply letter says.
"""

from collections.abc import Set
from typing import TYPE_CHECKING

from provision.checks.office.special_purpose import special_purpose
from provision.engine.sieve import Sieve
from provision.model.query import Query, Silence
from provision.names import Ip
from provision.ports import Dns, Stream

if TYPE_CHECKING:
    from provision.model.site import Site


class PublicDns(Sieve):
    """Asks public addresses, and the office's own servers wherever they stand."""

    def __init__(self, dns: Dns | Stream, own: Set[Ip]) -> None:
        super().__init__(dns)
        self._own = own

    def refusal(self, query: Query) -> Silence | None:
        """Return that an address is not public and none of ours."""
        public = query.server in self._own or not special_purpose(query.server)
        return None if public else Silence.NOT_PUBLIC


def own_addresses(site: "Site") -> Set[Ip]:
    """Return the addresses that the site's own files name: its zones' servers, resolvers, root hints."""
    return office_servers(site) | {hint.address for hint in site.hints}


def office_servers(site: "Site") -> Set[Ip]:
    """Return where the office's own name servers and resolvers answer: all others are outside."""
    zones = site.zones.values()
    return {server.address for zone in zones for server in (*zone.servers, zone.resolver) if server}
