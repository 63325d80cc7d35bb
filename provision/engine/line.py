"""Doubts the line before anybody is judged by what came over it.

Three lines tell untruths about servers outside: one that answers for others (a transparent proxy
for port 53), one over which one family of addresses leads nowhere, and one that is down. The first
and the last stop a survey; what the second hides is "not checked", and nobody's fault.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from typing import TYPE_CHECKING

from provision.checks.office.special_purpose import special_purpose
from provision.engine.public import office_servers
from provision.engine.way import Way
from provision.errors import Diverted, NoLine
from provision.i18n import Text
from provision.model.query import Answer, Query
from provision.names import Ip
from provision.ports import Dns, Line, Probe, Stream, World
from provision.streams import exchange, stream_of

if TYPE_CHECKING:
    from provision.model.site import Site

Tell = Callable[[Answer], None]

FAMILIES = (4, 6)


@contextmanager
def outside(world: World, site: "Site") -> Iterator["Doubted"]:
    """Yield what asks for a site. Raises what `doubted` raises."""
    roots = [hint.address for hint in site.hints]
    with doubted(world.dns, world.line, office_servers(site), roots) as dns:
        yield dns


@contextmanager
def doubted(dns: Dns | Stream, line: Line | None, own: Set[Ip], roots: Sequence[Ip]) -> Iterator["Doubted"]:
    """Yield what asks for the length of a block; at its end the line is doubted.

    Nothing is doubted where only the addresses in `own` were asked. Raises Diverted where an
    address answered that cannot be a server's, NoLine where nobody outside answered over either
    family, not even one of `roots`.
    """
    asking = Doubted(dns, line, own, roots)
    try:
        yield asking
        asking.settle()
    finally:
        asking.hang_up()


class Doubted:
    """Asks, and has its doubts about what leads outside."""

    def __init__(self, dns: Dns | Stream, line: Line | None, own: Set[Ip], roots: Sequence[Ip]) -> None:
        self._stream, self._line, self._own = stream_of(dns), line, own
        self._ways = {family: Way(self._stream, family, roots) for family in FAMILIES}
        self._probe: Probe | None = None

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question; where a family leads nowhere, its silence says so."""
        return exchange(self, queries)

    def ask(self, query: Query, tell: Tell) -> None:
        """Let a question go out; what comes of it is told when it is known whose silence it is."""
        outside = self._is_outside(query)
        if self._line and not self._probe and outside:
            # Asked first, so that its answer has the whole survey's time to come.
            self._probe = self._line.ask_nobody()
        self._ways[query.server.version].ask(query, tell, outside=outside)

    def wait(self, seconds: float) -> None:
        """Let time pass until something came, or so many seconds are over."""
        told = [way.tell_unasked() for way in self._ways.values()]
        self._stream.wait(0.0 if any(told) else seconds)

    def close(self) -> None:
        """Forget what is under way."""
        self._stream.close()

    def settle(self) -> None:
        """Raise Diverted or NoLine where nothing that was seen outside is to be believed."""
        if self._probe and (nobody := self._probe.answered()):
            raise Diverted(
                Text(
                    "This line rewrites DNS: even {address}, where no server can be, answers. What is seen from here of "
                    "other servers is not to be believed, and nothing was recorded; use another line",
                    address=nobody,
                )
            )
        ways = self._ways.values()
        if any(way.leads is not None for way in ways) and not any(way.leads_somewhere() for way in ways):
            raise NoLine(
                Text(
                    "No server outside answers, not even the root of the DNS: this line is down, or lets no DNS through. "
                    "Nothing was recorded; mend it, or use another line"
                )
            )

    def hang_up(self) -> None:
        """Stop listening to the line."""
        if self._probe:
            self._probe.close()

    def _is_outside(self, query: Query) -> bool:
        return query.server not in self._own and not special_purpose(query.server)
