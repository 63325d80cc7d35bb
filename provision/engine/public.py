"""Keeps questions that outsiders make us ask away from networks that are not public.

A letter, a referral or an address record can name 192.168.0.1 or ::1: asking it would let an
outsider probe the office's own network through what the reply letter says.
"""

from collections.abc import Callable, Sequence, Set

from provision.checks.office.special_purpose import special_purpose
from provision.model.query import Answer, Query, Silence
from provision.model.site import Site
from provision.names import Ip
from provision.ports import Dns, Stream
from provision.streams import exchange, stream_of


class PublicDns:
    """Asks public addresses, and the office's own servers wherever they stand."""

    def __init__(self, dns: Dns | Stream, own: Set[Ip]) -> None:
        self._stream, self._own = stream_of(dns), own
        self._unasked: list[tuple[Query, Callable[[Answer], None]]] = []

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order; what is not public is not asked."""
        return exchange(self, queries)

    def ask(self, query: Query, tell: Callable[[Answer], None]) -> None:
        """Let a question go out, if it goes to a public address."""
        if query.server in self._own or not special_purpose(query.server):
            self._stream.ask(query, tell)
        else:
            self._unasked.append((query, tell))

    def wait(self, seconds: float) -> None:
        """Let time pass until something came, or so many seconds are over."""
        unasked, self._unasked = self._unasked, []
        for query, tell in unasked:
            tell(Answer(query, Silence.NOT_PUBLIC))
        self._stream.wait(0.0 if unasked else seconds)

    def close(self) -> None:
        """Forget what is under way."""
        self._unasked.clear()
        self._stream.close()


def own_addresses(site: Site) -> Set[Ip]:
    """Return the addresses that the site's own files name: its zones' servers, resolvers, root hints."""
    return office_servers(site) | {hint.address for hint in site.hints}


def office_servers(site: Site) -> Set[Ip]:
    """Return where the office's own name servers and resolvers answer: all others are outside."""
    zones = site.zones.values()
    return {server.address for zone in zones for server in (*zone.servers, zone.resolver) if server}
