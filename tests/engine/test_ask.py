"""The asker: each question once, within a budget, and never twice to who is dead."""

from collections.abc import Sequence

import pytest

from provision.checks.asking import Asking
from provision.engine.ask import Asker
from provision.model.query import Answer, Query, Silence
from provision.names import Fqdn, parse_ip


class Dns:
    """Answers all but the dead, and keeps what was asked."""

    def __init__(self, **dead: Silence) -> None:
        self.dead = {f"10.0.0.{key[1:]}": silence for key, silence in dead.items()}
        self.batches: list[Sequence[Query]] = []

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.batches.append(queries)
        return [
            Answer(q, self.dead[str(q.server)])
            if str(q.server) in self.dead and not q.tcp
            else Answer(q, rcode="NOERROR")
            for q in queries
        ]

    @property
    def asked(self) -> list[Query]:
        return [query for batch in self.batches for query in batch]


def q(name: str, server: int = 1, *, tcp: bool = False, port: int = 53, rtype: str = "A") -> Query:
    return Query(parse_ip(f"10.0.0.{server}"), Fqdn(name), rtype, tcp=tcp, port=port)


def asking(*batches: Sequence[Query]) -> Asking[list[Answer]]:
    heard: list[Answer] = []
    for batch in batches:
        answers = yield batch
        assert [answer.query for answer in answers] == list(batch)
        heard += answers
    return heard


def test_each_question_once() -> None:
    dns, more = Dns(), [q("b"), q("a", tcp=True), q("a", rtype="AAAA"), q("a", 2), q("a", port=54)]
    asker = Asker(dns, 100)
    heard = asker.run(asking([q("a"), q("a")], [q("a"), *more], []))
    assert dns.asked == [q("a"), *more]
    assert asker.queries == 6
    assert len(heard) == 8
    assert asker.run(asking([q("a")]))[0] == heard[0]
    assert len(dns.asked) == 6


def test_the_budget() -> None:
    dns = Dns()
    asker = Asker(dns, 3)
    heard = asker.run(asking([q("a"), q("b")], [q("c"), q("d")], [q("a"), q("e")]))
    assert [answer.silence for answer in heard] == [None, None, None, Silence.BUDGET, None, Silence.BUDGET]
    assert (len(dns.asked), asker.queries) == (3, 3)


DEAD = [
    (Silence.TIMEOUT, True),
    (Silence.NO_FAMILY, True),
    (Silence.REFUSED, False),
    (Silence.UNREACHABLE, False),
    (Silence.MALFORMED, False),
]


@pytest.mark.parametrize(("silence", "spared"), DEAD)
def test_who_kept_us_waiting_is_not_asked_again(silence: Silence, *, spared: bool) -> None:
    dns = Dns(_1=silence)
    heard = Asker(dns, 100).run(asking([q("a"), q("b")], [q("c"), q("a")]))
    assert [answer.silence for answer in heard] == [silence] * 4
    assert (q("c") not in dns.asked) is spared


@pytest.mark.parametrize("other", [q("x", 2), q("x", tcp=True), q("x", port=5301)])
def test_other_doors_are_tried(other: Query) -> None:
    dns = Dns(_1=Silence.TIMEOUT)
    Asker(dns, 100).run(asking([q("a")], [other]))
    assert other in dns.asked


def test_the_dead_use_no_budget() -> None:
    dns = Dns(_1=Silence.TIMEOUT)
    heard = Asker(dns, 2).run(asking([q("a")], [q("b"), q("c")], [q("d", 2)]))
    assert [answer.silence for answer in heard] == [Silence.TIMEOUT] * 3 + [None]
