"""Doubts the line before anybody is judged by what came over it.

Three lines tell untruths about servers outside: one that answers for others (a transparent proxy
for port 53), one over which one family of addresses leads nowhere, and one that is down. The first
and the last stop a survey; what the second hides is "not checked", and nobody's fault.
"""

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace

from provision.checks.office.special_purpose import special_purpose
from provision.engine.public import office_servers
from provision.errors import Diverted, NoLine
from provision.i18n import Text
from provision.model.query import Answer, Query, Silence
from provision.model.site import Site
from provision.names import Fqdn, Ip
from provision.ports import Dns, Line, Probe, World

ROOT = Fqdn("")
FAMILIES = (4, 6)
ROOTS_ASKED = 3
QUIET = {Silence.TIMEOUT, Silence.UNREACHABLE, Silence.NO_FAMILY}
UNHEARD = {*QUIET, Silence.NOT_PUBLIC}


@contextmanager
def outside(world: World, site: Site) -> Iterator[Dns]:
    """Yield what asks for a site. Raises what `doubted` raises."""
    roots = [hint.address for hint in site.hints]
    with doubted(world.dns, world.line, office_servers(site), roots) as dns:
        yield dns


@contextmanager
def doubted(dns: Dns, line: Line | None, own: Set[Ip], roots: Sequence[Ip]) -> Iterator[Dns]:
    """Yield what asks for the length of a block; at its end the line is doubted.

    Nothing is doubted where only the addresses in `own` were asked. Raises Diverted where an
    address answered that cannot be a server's, NoLine where nobody outside answered over either
    family, not even one of `roots`.
    """
    asking = _Doubted(dns, line, own, roots)
    try:
        yield asking
        asking.settle()
    finally:
        asking.close()


class _Doubted:
    def __init__(self, dns: Dns, line: Line | None, own: Set[Ip], roots: Sequence[Ip]) -> None:
        self._dns, self._line, self._own, self._roots = dns, line, own, roots
        self._probe: Probe | None = None
        # By family: whether anybody outside answers. What cannot be known is left out.
        self._leads: dict[int, bool] = {}
        self._heard: set[int] = set()

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question; where a family leads nowhere, its silence says so."""
        if self._line and not self._probe and any(self._is_outside(query) for query in queries):
            # Asked first, so that its answer has the whole survey's time to come.
            self._probe = self._line.ask_nobody()
        answers = self._dns.exchange(queries)
        self._heard |= {answer.query.server.version for answer in answers if answer.silence not in UNHEARD}
        for family in FAMILIES:
            self._learn(family, [answer for answer in answers if self._is_of(family, answer)])
        return [self._rightly(answer) for answer in answers]

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
        if self._leads and not any(self._lead(family) for family in FAMILIES):
            raise NoLine(
                Text(
                    "No server outside answers, not even the root of the DNS: this line is down, or lets no DNS through. "
                    "Nothing was recorded; mend it, or use another line"
                )
            )

    def close(self) -> None:
        """Stop listening."""
        if self._probe:
            self._probe.close()

    def _is_outside(self, query: Query) -> bool:
        return query.server not in self._own and not special_purpose(query.server)

    def _is_of(self, family: int, answer: Answer) -> bool:
        return answer.query.server.version == family and self._is_outside(answer.query)

    def _learn(self, family: int, answers: Sequence[Answer]) -> None:
        if any(answer.silence not in QUIET for answer in answers):
            self._leads[family] = True
        elif answers:
            self._lead(family)

    def _lead(self, family: int) -> bool:
        """Tell whether a family leads anywhere: where nobody answered yet, the root is asked, once."""
        roots = [root for root in self._roots if root.version == family][-ROOTS_ASKED:]
        if family not in self._leads and roots:
            answers = self._dns.exchange([Query(root, ROOT, "NS") for root in roots])
            self._leads[family] = any(answer.silence not in QUIET for answer in answers)
        return self._leads.get(family, False)

    def _rightly(self, answer: Answer) -> Answer:
        """Return a quiet answer with its cause: the family leads nowhere, or to all but this server."""
        family = answer.query.server.version
        own = True if family in self._heard else None
        leads = self._leads.get(family) if self._is_outside(answer.query) else own
        if leads is False and answer.silence in QUIET:
            return replace(answer, silence=Silence.NO_FAMILY)
        if leads and answer.silence is Silence.NO_FAMILY:
            return replace(answer, silence=Silence.UNREACHABLE)
        return answer
