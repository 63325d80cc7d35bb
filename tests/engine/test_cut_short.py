"""A hostile server can neither make us ask without end nor hold us: the check says that it was cut short."""

from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from provision.checks.asking import Asking
from provision.engine.ask import Asker, Cost, unfinished
from provision.model.query import Answer, Query, Silence
from provision.names import Fqdn

SERVER = ip_address("103.147.10.53")


class Chatty:
    """Answers every question, however many there are."""

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        return [Answer(query, rcode="NOERROR") for query in queries]


def endless(rounds: int) -> Asking[list[Answer]]:
    heard = []
    for number in range(rounds):
        heard += yield [Query(SERVER, Fqdn(f"n{number}.example"), "A")]
    return heard


@pytest.mark.parametrize(
    ("most", "seconds", "asked", "cut"),
    [(100, 60, 10, False), (10, 60, 10, False), (9, 60, 9, True), (100, 0, 0, True)],
)
def test_questions_and_time_are_bounded(most: int, seconds: float, asked: int, cut: bool) -> None:
    asker = Asker(Chatty(), most, seconds)
    heard = asker.run(endless(10))
    assert (asker.queries, asker.cut_short) == (asked, cut)
    assert [answer.silence for answer in heard[asked:]] == [Silence.BUDGET] * (10 - asked)


def test_a_check_that_was_cut_short_says_so() -> None:
    assert unfinished("a.example", Cost(3, 1.0, cut_short=False)) == ()
    (finding,) = unfinished("a.example", Cost(400, 60.2, cut_short=True))
    assert finding.tag == "CHECK_CUT_SHORT"
    assert "400 questions and 60 seconds" in str(finding.why)
