"""Many checks side by side: each result as it is there, within bounds, and nobody held up by who waits."""

import time
from collections.abc import Callable, Sequence

import pytest

from provision.checks.asking import Asking, together
from provision.engine import many as module
from provision.engine.ask import Asker
from provision.engine.many import MOST_BUSY, many
from provision.model.query import Answer, Query
from provision.names import Fqdn, parse_ip

Tell = Callable[[Answer], None]
FAST, SLOW, DEAD = "fast", "slow", "dead"


class Stream:
    """Answers at once, after a while, or never, by the first letters of the name; keeps how many were under way."""

    def __init__(self, while_: float = 0.3) -> None:
        self._while = while_
        self._due: list[tuple[float, Query, Tell]] = []
        self.asked: list[Query] = []
        self.most = 0
        self.closed = False

    def ask(self, query: Query, tell: Tell) -> None:
        takes = {FAST: 0.0, SLOW: self._while, DEAD: 1e9}[query.name.text[:4]]
        self.asked.append(query)
        self._due.append((time.monotonic() + takes, query, tell))
        self.most = max(self.most, len(self._due))

    def wait(self, seconds: float) -> None:
        now = time.monotonic()
        due = [entry for entry in self._due if entry[0] <= now]
        self._due = [entry for entry in self._due if entry[0] > now]
        for _, query, tell in due:
            tell(Answer(query, rcode="NOERROR"))
        if not due:
            time.sleep(0.005)

    def close(self) -> None:
        self.closed = True


def check(key: str, rounds: int = 2) -> Asking[str]:
    for number in range(rounds):
        yield [Query(parse_ip("10.0.0.1"), Fqdn(f"{key}.{number}"), "A", port=hash(key) & 0xFFFF)]
    return key


def run(keys: Sequence[str], stream: Stream, *, most: int = 100, seconds: float = 60) -> list[str]:
    return [ended.key for ended in many(keys, check, stream, most=most, seconds=seconds)]


def test_all_end_and_the_first_first() -> None:
    stream, keys = Stream(), ["slow1", *(f"fast{n}" for n in range(100)), "slow2"]
    ended = run(keys, stream)
    assert sorted(ended) == sorted(keys)
    assert set(ended[-2:]) == {"slow1", "slow2"}
    assert stream.closed


def test_who_waits_makes_room_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BEGUN", 60)
    stream, began = Stream(), time.monotonic()
    runs = many([f"dead{n}" for n in range(59)] + ["fast"], check, stream, most=9, seconds=60)
    assert next(runs).key == FAST
    assert time.monotonic() - began < 5
    stream = Stream()
    first = next(many([f"dead{n}" for n in range(99)] + ["fast"], check, stream, most=9, seconds=1))
    assert first.key.startswith(DEAD)
    assert MOST_BUSY < stream.most <= 60


@pytest.mark.parametrize(
    ("most", "seconds", "cut"), [(100, 60, False), (2, 60, False), (1, 60, True), (100, 0, True)]
)
def test_each_within_its_bounds(most: int, seconds: float, *, cut: bool) -> None:
    (ended,) = many(["fast"], check, Stream(), most=most, seconds=seconds)
    assert (ended.cost.cut_short, ended.cost.queries) == (cut, min(most, 2) if seconds else 0)


def test_the_time_of_one_that_waits_is_over_while_others_go_on() -> None:
    began = time.monotonic()
    ended = {one.key: one.cost for one in many(["dead", "fast"], check, Stream(), most=9, seconds=0.3)}
    assert (ended["dead"].cut_short, ended["fast"].cut_short) == (True, False)
    assert time.monotonic() - began < 2


def test_what_one_check_heard_the_next_one_knows() -> None:
    stream = Stream()
    for _ in many(["fast"] * 50, check, stream, most=9, seconds=9):
        pass
    assert len(stream.asked) == 2


def test_keys_are_taken_as_there_is_room() -> None:
    taken: list[int] = []

    def keys() -> "Sequence[str]":
        for number in range(1000):
            taken.append(number)
            yield f"slow{number}"

    next(iter(many(keys(), check, Stream(), most=9, seconds=9)))  # type: ignore[arg-type]
    assert len(taken) < 1000


def test_what_a_check_raises_ends_all() -> None:
    def bad(key: str) -> Asking[str]:
        yield [Query(parse_ip("10.0.0.1"), Fqdn(key), "A")]
        raise KeyError(key)

    stream = Stream()
    with pytest.raises(KeyError):
        list(many(["fast", "dead"], bad, stream, most=9, seconds=9))
    assert stream.closed


def test_what_is_forked_goes_on_at_its_own_pace() -> None:
    order: list[str] = []

    def leaf(key: str) -> Asking[str]:
        yield from check(key)
        order.append(key)
        return key

    def nested(keys: Sequence[str]) -> Asking[list[str]]:
        return (yield from together([leaf(key) for key in keys]))

    asking = together([nested(["slow1", "fast1"]), nested([]), nested(["fast2", "fast3"])])
    found = Asker(Stream(), 100).run(asking)
    assert found == [["slow1", "fast1"], [], ["fast2", "fast3"]]
    assert order == ["fast1", "fast2", "fast3", "slow1"]


def test_a_thousand_forks_one_after_the_other_take_no_deep_stack() -> None:
    def once(number: int) -> Asking[int]:
        return number
        yield []

    def chain() -> Asking[int]:
        total = 0
        for number in range(3000):
            total += sum((yield from together([once(number), once(1)])))
        return total

    assert Asker(Stream(), 100).run(chain()) == sum(range(3000)) + 3000


def test_silence_of_a_budget_reaches_every_fork() -> None:
    asking = together([check(f"fast{n}", 1) for n in range(5)])
    asker = Asker(Stream(), 3)
    asker.run(asking)
    assert (asker.queries, asker.cut_short) == (3, True)


def test_time_in_the_queue_of_a_busy_server_is_not_counted() -> None:
    """Ten checks at one server that takes 0.1 seconds for each eight questions: each would need 0.3 seconds alone."""

    def asking(key: str) -> Asking[bool]:
        answers = yield [Query(parse_ip("10.0.0.1"), Fqdn(f"slow-{key}-{n}"), "A") for n in range(24)]
        return all(answer.silence is None for answer in answers)

    ended = list(many([f"{n}" for n in range(10)], asking, Stream(0.1), most=99, seconds=0.6))
    assert [(one.result, one.cost.cut_short) for one in ended] == [(True, False)] * 10
    assert max(one.cost.seconds for one in ended) > 1.0
