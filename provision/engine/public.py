"""Keeps questions that outsiders make us ask away from networks that are not public.

A letter, a referral or an address record can name 192.168.0.1 or ::1: asking it would let an
outsider probe the office's own network through what the reply letter says.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from provision.checks.office.special_purpose import special_purpose
from provision.model.query import Answer, Query, Silence
from provision.model.site import Site
from provision.names import Ip
from provision.ports import Dns


@dataclass(frozen=True, slots=True)
class PublicDns:
    """Asks public addresses, and the office's own servers wherever they stand."""

    dns: Dns
    own: Set[Ip]

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order; what is not public is not asked."""
        asked = [query for query in queries if query.server in self.own or not special_purpose(query.server)]
        heard = {answer.query: answer for answer in self.dns.exchange(asked)}
        return [heard.get(query) or Answer(query, Silence.NOT_PUBLIC) for query in queries]


def own_addresses(site: Site) -> Set[Ip]:
    """Return the addresses that the site's own files name: its zones' servers, resolvers, root hints."""
    return office_servers(site) | {hint.address for hint in site.hints}


def office_servers(site: Site) -> Set[Ip]:
    """Return where the office's own name servers and resolvers answer: all others are outside."""
    zones = site.zones.values()
    return {server.address for zone in zones for server in (*zone.servers, zone.resolver) if server}
