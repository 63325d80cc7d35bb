"""The book of a run: each question once for all zones, few at a time at one door, and which doors are dead."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from provision.engine.book import Book
from provision.engine.door import DEAD_FOR, MOST_UNDER_WAY
from provision.model.query import Answer, Query, Silence
from provision.names import Fqdn, parse_ip

Tell = Callable[[Answer], None]


@dataclass
class Stream:
    """A stream whose answers the test gives, one by one."""

    under_way: list[tuple[Query, Tell]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def ask(self, query: Query, tell: Tell) -> None:
        self.asked.append(query.name.text)
        self.under_way.append((query, tell))

    def wait(self, seconds: float) -> None:
        """Let the test decide."""

    def close(self) -> None:
        self.under_way.clear()

    def say(self, name: str, silence: Silence | None = None) -> None:
        """Answer the question for a name."""
        (one,) = [entry for entry in self.under_way if entry[0].name.text == name]
        self.under_way.remove(one)
        one[1](Answer(one[0], silence, rcode="" if silence else "NOERROR"))


class Run:
    """A book on such a stream, with a clock that stands until it is moved."""

    def __init__(self, most: int = 100) -> None:
        self.now = 100.0
        self.stream = Stream()
        self.book = Book(self.stream, most, lambda: self.now)
        self.told: list[tuple[str, Silence | None]] = []

    def ask(self, *names: str, server: int = 1) -> None:
        for name in names:
            self.book.ask(q(name, server), lambda a: self.told.append((a.query.name.text, a.silence)))

    def silence(self, name: str = "new", server: int = 1) -> Silence | None:
        """Return what is known of a door without asking."""
        answer = self.book.known(q(name, server))
        return answer.silence if answer else None


def q(name: str, server: int = 1) -> Query:
    return Query(parse_ip(f"10.0.0.{server}"), Fqdn(name), "A")


def test_one_question_for_all_who_ask_and_afterwards_none() -> None:
    run = Run()
    run.ask("a", "a", "a")
    assert (run.stream.asked, run.told) == (["a"], [])
    run.stream.say("a")
    assert run.told == [("a", None)] * 3
    assert run.book.known(q("a")) == Answer(q("a"), rcode="NOERROR")
    assert run.book.known(q("a", 2)) is None


def test_what_was_not_looked_up_for_long_is_forgotten() -> None:
    run = Run(most=2)
    for name in ("a", "b", "a", "c"):
        if run.book.known(q(name)) is None:
            run.ask(name)
            run.stream.say(name)
    assert [run.book.known(q(name)) is not None for name in "abc"] == [True, False, True]


def test_silence_of_one_question_is_not_kept() -> None:
    run = Run()
    run.ask("a")
    run.stream.say("a", Silence.REFUSED)
    assert run.book.known(q("a")) is None


def test_few_at_a_time_at_one_door() -> None:
    run = Run()
    run.ask(*"abcdefghij")
    run.ask("x", server=2)
    assert len(run.stream.asked) == MOST_UNDER_WAY + 1
    run.stream.say("b")
    assert run.stream.asked[-1] == "i"
    run.stream.say("a")
    assert run.stream.asked[-1] == "j"


TIMEOUT, NO_FAMILY, REFUSED, MALFORMED = (
    Silence.TIMEOUT,
    Silence.NO_FAMILY,
    Silence.REFUSED,
    Silence.MALFORMED,
)
# What happens at a door, as "name" (asked), "name!" (answered), "name?" (silent), "+" (a second goes by); and whether it is dead.
LIVES = [
    ("never answered", "a + a?", TIMEOUT),
    ("answered what was asked beside it", "a b + a? b!", None),
    ("dropped one question", "a a! + b + b?", None),
    ("dropped two, and answered another meanwhile", "a a! + b c d + d! + b? c?", None),
    (
        "dropped two one after the other, and answers what it answered before",
        "a a! + b + b? c + c? + a!",
        None,
    ),
    ("answers no more what it answered before", "a a! + b + b? c + c? + a?", TIMEOUT),
    ("came back between", "a a! + b + b? c + c! + d + d?", None),
    ("is doubted anew", "a a! + b + b? c + c? + a! + d + d? e + e? + a?", TIMEOUT),
]


@pytest.mark.parametrize(("life", "dead"), [row[1:] for row in LIVES], ids=[row[0] for row in LIVES])
def test_who_is_dead(life: str, dead: Silence | None) -> None:
    run = Run()
    for step in life.split():
        if step == "+":
            run.now += 1
        elif step[1:]:
            run.stream.say(step[0], TIMEOUT if step[1] == "?" else None)
        else:
            run.ask(step)
    assert run.silence() is dead
    run.now += DEAD_FOR
    assert run.silence() is None


@pytest.mark.parametrize(
    ("silence", "dead"),
    [(NO_FAMILY, True), (REFUSED, False), (MALFORMED, False), (Silence.UNREACHABLE, False)],
)
def test_other_silences(silence: Silence, *, dead: bool) -> None:
    run = Run()
    run.ask("a")
    run.stream.say("a", silence)
    assert run.silence() == (silence if dead else None)
    assert run.silence(server=2) is None


def test_who_waits_at_a_dead_door_is_told_at_once() -> None:
    run = Run()
    run.ask(*"abcdefghijkl")
    for name in "abcdefgh":
        run.stream.say(name, TIMEOUT)
    assert run.told == [(name, TIMEOUT) for name in ("a", "i", "j", "k", "l", *"bcdefgh")]
    assert len(run.stream.asked) == MOST_UNDER_WAY


def test_who_answered_in_the_servers_place_is_remembered() -> None:
    run = Run()
    run.ask("a")
    (query, tell), elsewhere = run.stream.under_way.pop(), parse_ip("10.0.0.9")
    tell(Answer(query, TIMEOUT, source=elsewhere))
    assert run.book.known(q("b")) == Answer(q("b"), TIMEOUT, source=elsewhere)
