"""The line is doubted: who answers for nobody stops a survey, a family that leads nowhere blames nobody.

A row of the table: which roots there are, who answers over which family, which servers are asked, and
what each of these is said to have done; or the error.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from provision.engine.line import doubted
from provision.errors import Diverted, NoLine, Outside
from provision.model.query import Answer, Query, Silence
from provision.names import Fqdn, Ip, parse_ip

NOBODY = parse_ip("192.0.2.1")
ROOT4, ROOT6, OTHER4, OTHER6 = "198.41.0.4", "2001:503:ba3e::2:30", "103.94.10.53", "2001:df0:53::53"
OWN4, OWN6, PRIVATE = "103.131.104.2", "2001:df4:5c00::2", "10.0.0.1"
TIMEOUT, UNREACHABLE, REFUSED = Silence.TIMEOUT, Silence.UNREACHABLE, Silence.REFUSED
NO_FAMILY, MALFORMED, NOT_PUBLIC = Silence.NO_FAMILY, Silence.MALFORMED, Silence.NOT_PUBLIC
BOTH = (ROOT4, ROOT6)


@dataclass
class Dns:
    """Servers that are silent each in its way; all others answer. Keeps what was asked."""

    silent: dict[str, Silence]
    asked: list[str] = field(default_factory=list)

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.asked += [str(query.server) for query in queries]
        return [Answer(query, self.silent.get(str(query.server)), rcode="NOERROR") for query in queries]


@dataclass
class Line:
    """A line that answers in the name of nobody, or does not; and its probe."""

    diverts: bool = False
    asked: int = 0
    closed: int = 0

    def ask_nobody(self) -> "Line":
        self.asked += 1
        return self

    def answered(self) -> Ip | None:
        return NOBODY if self.diverts else None

    def close(self) -> None:
        self.closed += 1


Case = tuple[str, Sequence[str], dict[str, Silence], Sequence[str], "list[Silence | None] | type[Outside]"]
CASES: list[Case] = [
    ("all answer", BOTH, {}, [OTHER4, OTHER6], [None, None]),
    ("one is silent, another not", BOTH, {OTHER4: TIMEOUT}, [OTHER4, "103.1.2.3"], [TIMEOUT, None]),
    ("the only one is silent, the root is not", BOTH, {OTHER4: TIMEOUT}, [OTHER4], [TIMEOUT]),
    ("no IPv6 here", BOTH, {OTHER6: NO_FAMILY, ROOT6: NO_FAMILY}, [OTHER4, OTHER6], [None, NO_FAMILY]),
    ("IPv6 leads nowhere", BOTH, {OTHER6: TIMEOUT, ROOT6: TIMEOUT}, [OTHER4, OTHER6], [None, NO_FAMILY]),
    ("a router says so", BOTH, {OTHER6: UNREACHABLE, ROOT6: UNREACHABLE}, [OTHER6], [NO_FAMILY]),
    ("IPv6 works, one server is silent", BOTH, {OTHER6: TIMEOUT}, [OTHER4, OTHER6], [None, TIMEOUT]),
    ("no IPv4 here", BOTH, {OTHER4: NO_FAMILY, ROOT4: NO_FAMILY}, [OTHER4, OTHER6], [NO_FAMILY, None]),
    ("IPv4 leads nowhere", BOTH, {OTHER4: TIMEOUT, ROOT4: TIMEOUT}, [OTHER4], [NO_FAMILY]),
    ("a closed port is an answer", BOTH, {OTHER4: REFUSED, ROOT4: TIMEOUT}, [OTHER4], [REFUSED]),
    ("rubbish is an answer", BOTH, {OTHER4: MALFORMED, ROOT4: TIMEOUT}, [OTHER4], [MALFORMED]),
    ("one way is not there, others are", BOTH, {OTHER6: NO_FAMILY}, [OTHER4, OTHER6], [None, UNREACHABLE]),
    ("our own has no way, the other has", BOTH, {OWN6: NO_FAMILY}, [OWN4, OWN6], [None, NO_FAMILY]),
    ("our own has no way, others of its family have", BOTH, {OWN6: NO_FAMILY}, [OWN6, OTHER6], [UNREACHABLE, None]),
    ("no root of that family is known", [ROOT4], {OTHER6: TIMEOUT}, [OTHER4, OTHER6], [None, TIMEOUT]),
    ("no root is known", [], {OTHER4: TIMEOUT, OTHER6: TIMEOUT}, [OTHER4, OTHER6], [TIMEOUT, TIMEOUT]),
    ("our own server is silent", BOTH, {OWN4: TIMEOUT, ROOT4: TIMEOUT, ROOT6: TIMEOUT}, [OWN4], [TIMEOUT]),
    ("not public", BOTH, {PRIVATE: NOT_PUBLIC, ROOT4: TIMEOUT, ROOT6: TIMEOUT}, [PRIVATE], [NOT_PUBLIC]),
    ("nobody at all", BOTH, {OTHER4: TIMEOUT, ROOT4: TIMEOUT, ROOT6: NO_FAMILY}, [OTHER4], NoLine),
    ("nobody, over both", BOTH, dict.fromkeys([OTHER4, OTHER6, *BOTH], TIMEOUT), [OTHER4, OTHER6], NoLine),
    ("nobody, and one family of roots", [ROOT4], dict.fromkeys([OTHER4, ROOT4], NO_FAMILY), [OTHER4], NoLine),
    ("nobody outside, but our own", BOTH, dict.fromkeys([OTHER4, *BOTH], TIMEOUT), [OWN4, OTHER4], NoLine),
]  # fmt: skip


def ask(dns: Dns, line: Line | None, roots: Sequence[str], servers: Sequence[str]) -> list[Silence | None]:
    own = {parse_ip(OWN4), parse_ip(OWN6)}
    queries = [Query(parse_ip(server), Fqdn("dinkes.go.id"), "SOA") for server in servers]
    with doubted(dns, line, own, [parse_ip(root) for root in roots]) as doubting:
        answers = doubting.exchange(queries)
    assert [answer.query for answer in answers] == queries
    return [answer.silence for answer in answers]


@pytest.mark.parametrize(
    ("roots", "silent", "servers", "wanted"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_what_is_believed(
    roots: Sequence[str],
    silent: dict[str, Silence],
    servers: Sequence[str],
    wanted: "list[Silence | None] | type[Outside]",
) -> None:
    line = Line()
    if isinstance(wanted, list):
        assert ask(Dns(silent), line, roots, servers) == wanted
    else:
        with pytest.raises(wanted):
            ask(Dns(silent), line, roots, servers)
    assert line.closed == line.asked


@pytest.mark.parametrize(
    ("servers", "doubted"), [([OTHER4], True), ([OWN4, OTHER6], True), ([OWN4, OWN6], False), ([PRIVATE], False)]
)  # fmt: skip
def test_a_line_that_answers_for_nobody_stops_what_asked_outside(
    servers: Sequence[str], doubted: bool
) -> None:
    line = Line(diverts=True)
    if doubted:
        with pytest.raises(Diverted, match=r"192\.0\.2\.1"):
            ask(Dns({}), line, BOTH, servers)
    else:
        assert ask(Dns({}), line, BOTH, servers) == [None] * len(servers)
    assert (line.asked, line.closed) == (doubted, doubted)


def test_the_line_is_asked_once_and_the_root_once() -> None:
    line, dns = Line(), Dns({OTHER6: TIMEOUT, ROOT6: TIMEOUT})
    with doubted(dns, line, set(), [parse_ip(ROOT6), parse_ip(ROOT4)]) as doubting:
        for kind in ("SOA", "NS", "A"):
            doubting.exchange([Query(parse_ip(server), Fqdn("x.id"), kind) for server in (OTHER4, OTHER6)])
    assert line.asked == 1
    assert dns.asked.count(ROOT6) == 1
    assert ROOT4 not in dns.asked


def test_what_stops_a_survey_otherwise_is_not_hidden_by_the_line() -> None:
    line = Line(diverts=True)
    with pytest.raises(KeyError), doubted(Dns({}), line, set(), []) as doubting:
        raise KeyError(doubting.exchange([Query(parse_ip(OTHER4), Fqdn("x.id"), "SOA")]))
    assert line.closed == 1


def test_over_a_family_that_leads_nowhere_nobody_is_asked_again() -> None:
    silent = dict.fromkeys((ROOT6, OTHER6, "2001:df0:54::53"), TIMEOUT)
    world = Dns(silent)
    with doubted(world, None, set(), [parse_ip(root) for root in BOTH]) as doubting:
        for server in (OTHER6, "2001:df0:54::53", OTHER4):
            [answer] = doubting.exchange([Query(parse_ip(server), Fqdn("dinkes.go.id"), "SOA")])
            assert answer.silence is (None if server == OTHER4 else NO_FAMILY)
    assert world.asked == [OTHER6, ROOT6, OTHER4]
