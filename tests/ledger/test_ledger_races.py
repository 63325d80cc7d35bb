"""Many processes at once, and processes killed at any moment."""

import multiprocessing
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from behind import alter, rows
from ledger_samples import Ticking, asks, grant, opened
from sqlalchemy import insert, select, update

from provision.errors import Locked, NotFound, Outside, Stale
from provision.i18n import Text
from provision.ledger import Ledger, open_ledger, store
from provision.ledger.process import Process
from provision.ledger.tables import locks
from provision.model.event import Kind

FORK = multiprocessing.get_context("fork")
PROCESSES, TURNS, HUNDRED = 8, 13, 100
READY = b"ready\n"
KILLS = 25


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody give up because this machine is slow: who waits is served."""
    monkeypatch.setattr(store, "BUSY_SECONDS", 60)


def together(work: Callable[[int], object], processes: int = PROCESSES) -> None:
    """Run `work` in processes that begin at the same moment."""
    gate = FORK.Barrier(processes)

    def run(number: int) -> None:
        gate.wait()
        work(number)

    children = [FORK.Process(target=run, args=(number,)) for number in range(processes)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0] * processes


def test_processes_that_make_the_ledger_at_once_make_one(url: str):
    def work(_: int) -> None:
        with open_ledger(url, Ticking()) as ledger:
            ledger.append(Kind.CHECKED, "zone", {}, "cron")

    together(work)
    with open_ledger(url, Ticking()) as ledger:
        assert (len(ledger), ledger.verify()) == (PROCESSES, [])


def test_no_number_is_given_twice_and_none_is_left_out(url: str):
    def work(_: int) -> None:
        with open_ledger(url, Ticking()) as ledger:
            opened(ledger, *["dinkes"] * TURNS)

    together(work)
    with open_ledger(url, Ticking()) as ledger:
        numbers = [request.id.number for request, _ in ledger.requests()]
        assert numbers == list(range(1, PROCESSES * TURNS + 1))
        assert ledger.verify() == []


def contest(url: str, folder: Path, attempt: Callable[[Ledger, int], object]) -> tuple[int, list[str]]:
    """Let a hundred processes attempt what only one may do; return which did it, and what the others were told."""

    def work(number: int) -> str:
        with open_ledger(url, Ticking()) as ledger:
            try:
                attempt(ledger, number)
            except Stale as error:
                return str(error)
        return "won"

    told = answers(work, folder)
    (winner,) = [number for number, words in told.items() if words == "won"]
    return winner, [words for number, words in told.items() if number != winner]


def test_one_of_a_hundred_changes_a_grant_and_the_others_are_told_who(url: str, tmp_path: Path):
    with open_ledger(url, Ticking()) as ledger:
        requests = opened(ledger, *["dinkes"] * HUNDRED)

    def attempt(ledger: Ledger, number: int) -> None:
        ledger.change_grants([requests[number]], [(None, grant(n=number))], f"prakom{number}")

    winner, told = contest(url, tmp_path, attempt)
    assert all(f"prakom{winner} did it for {requests[winner]}, " in words for words in told)
    with open_ledger(url, Ticking()) as ledger:
        assert ledger.grants() == [grant(n=winner)]
        assert len(ledger.events(kind=Kind.GRANTED)) == 1
        assert ledger.verify() == []


def test_one_of_a_hundred_closes_an_intent_and_the_others_are_told_who(url: str, tmp_path: Path):
    with open_ledger(url, Ticking()) as ledger:
        intent = ledger.intend({}, opened(ledger, "dinkes"), "prakom")
    winner, told = contest(
        url, tmp_path, lambda ledger, number: ledger.done(intent, "done", f"prakom{number}")
    )
    assert all(f"prakom{winner} did it" in words for words in told)
    with open_ledger(url, Ticking()) as ledger:
        assert len(ledger.events(kind=Kind.DONE)) == 1


def test_a_hundred_turns_on_one_grant_lose_nothing(url: str):
    """Each adds one to what it read, and reads again where it was too late."""
    with open_ledger(url, Ticking()) as ledger:
        (request,) = opened(ledger, "dinkes")
        ledger.change_grants([request], [(None, grant(n=0))], "prakom")

    def work(_: int) -> None:
        with open_ledger(url, Ticking()) as ledger:
            for _ in range(TURNS):
                while not add_one(ledger, request):
                    pass

    together(work)
    with open_ledger(url, Ticking()) as ledger:
        assert [one.params["n"] for one in ledger.grants()] == [PROCESSES * TURNS]
        assert len(ledger.events(kind=Kind.GRANTED)) == PROCESSES * TURNS + 1
        assert ledger.verify() == []


def add_one(ledger: Ledger, request: str) -> bool:
    (before,) = ledger.grants()
    try:
        ledger.change_grants([request], [(before, grant(n=before.params["n"] + 1))], "prakom")
    except Stale:
        return False
    return True


def answers(work: Callable[[int], str], folder: Path) -> dict[int, str]:
    """Run `work` in a hundred processes at once, and return what each of them said."""
    together(lambda number: (folder / f"said{number}").write_text(work(number)), HUNDRED)
    return {number: (folder / f"said{number}").read_text() for number in range(HUNDRED)}


def test_a_lock_is_held_by_one_at_a_time(url: str, tmp_path: Path):
    marks = tmp_path / "inside"
    marks.mkdir()

    def work(number: int) -> None:
        with open_ledger(url, Ticking()) as ledger:
            for _ in range(TURNS):
                _hold_when_free(ledger, marks / str(number))

    together(work)
    assert not [*marks.iterdir()]


def _hold_when_free(ledger: Ledger, mark: Path) -> None:
    while True:
        try:
            with ledger.lock("zone", "prakom"):
                mark.touch()
                assert [*mark.parent.iterdir()] == [mark]
                mark.unlink()
                return
        except Locked:
            time.sleep(0.005)


def test_a_dead_holders_lock_goes_to_one_of_those_who_want_it(url: str, tmp_path: Path):
    _leave_a_lock(url)

    def work(number: int) -> None:
        with open_ledger(url, Ticking()) as ledger:
            try:
                with ledger.lock("zone", f"prakom{number}"):
                    (tmp_path / f"won{number}").touch()
                    time.sleep(0.7)
            except Locked:
                pass

    together(work)
    assert len([*tmp_path.glob("won*")]) == 1


def _leave_a_lock(url: str) -> None:
    """Let a process die while it holds a lock."""

    def work() -> None:
        with open_ledger(url, Ticking()) as ledger, ledger.lock("zone", "dead"):
            os.kill(os.getpid(), signal.SIGKILL)

    child = FORK.Process(target=work)
    child.start()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL


def test_a_held_lock_tells_who_holds_it(ledger: Ledger):
    with ledger.lock("zone:x", "siti"), pytest.raises(Locked) as error, ledger.lock("zone:x", "budi"):
        pass
    words = str(error.value)
    me = Process.this()
    assert all(word in words for word in ("siti", "zone:x", "2026-08-05", me.host, str(me.pid)))


def test_locks_of_other_names_are_free_and_a_lock_is_freed_when_its_block_fails(ledger: Ledger):
    with pytest.raises(KeyError), ledger.lock("a", "siti"), ledger.lock("b", "siti"):
        raise KeyError
    with ledger.lock("a", "budi"), ledger.lock("b", "budi"):
        pass


def test_what_went_wrong_is_told_and_not_that_the_lock_stayed_too(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
):
    def work() -> None:
        with ledger.lock("zone", "siti"):
            monkeypatch.setattr(ledger._store, "writing", broken)
            raise KeyError

    @contextmanager
    def broken() -> Iterator[None]:
        raise Outside(Text("The server is gone"))
        yield

    with pytest.raises(KeyError):
        work()


@pytest.mark.parametrize(
    ("column", "value", "free"),
    [
        ("pid", 2**22 + 1, True),  # no process has that number
        ("process", "{boot} {space} 17", True),  # the number was given to another process
        ("process", "an-earlier-boot {space} {started}", True),
        ("process", "{boot} pid:[1] {started}", False),  # a container's processes are not seen from here
        ("host", "another-office", False),
    ],
)
def test_a_lock_is_taken_over_from_who_is_surely_dead(
    ledger: Ledger, url: str, column: str, value: object, free: bool
):
    _leave_a_living_lock(ledger, url)
    boot, space, started = Process.this().identity.split()
    told = value.format(boot=boot, space=space, started=started) if isinstance(value, str) else value
    alter(url, update(locks).values({column: told}))
    if free:
        with ledger.lock("zone", "budi"):
            return
    with pytest.raises(Locked), ledger.lock("zone", "budi"):
        pass
    ledger.break_lock("zone", "kabid")
    with ledger.lock("zone", "budi"):
        assert [event.kind for event in ledger.events()] == [Kind.UNLOCKED]


def _leave_a_living_lock(ledger: Ledger, url: str) -> None:
    with ledger.lock("zone", "siti"):
        (row,) = rows(url, select(locks))
    alter(url, insert(locks).values(row._asdict()))


def test_a_lock_of_who_runs_here_is_not_broken(ledger: Ledger):
    with ledger.lock("zone", "siti"), pytest.raises(Locked, match="siti"):
        ledger.break_lock("zone", "kabid")
    with pytest.raises(NotFound):
        ledger.break_lock("zone", "kabid")


def test_a_process_not_yet_collected_is_dead():
    child = FORK.Process(target=time.sleep, args=(60,))
    child.start()
    me = Process.this()
    stat = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
    boot, space, _ = me.identity.split()
    seen = Process(me.host, child.pid or 0, f"{boot} {space} {stat[19]}")
    assert (seen.is_surely_alive(), seen.is_surely_dead()) == (True, False)
    child.kill()
    while Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
        time.sleep(0.01)
    assert (seen.is_surely_alive(), seen.is_surely_dead()) == (False, True)
    child.join()


def _work_for_ever(url: str, told: int) -> None:
    """Do a request's work again and again, and tell each step once the ledger says it is on disk."""
    with open_ledger(url, Ticking()) as ledger:
        os.write(told, READY)
        while True:
            request = str(ledger.open_request("SUB", 2026, asks(), "prakom").id)
            intent = ledger.intend({"n": 1}, [request], "prakom")
            os.write(told, f"{intent}\n".encode())
            ledger.done(intent, "done", "prakom")
            key = f"subdomain:{asks()(ledger.requests()[0][0].id).object}"
            ledger.change_grants([request], [(ledger.grant(key), grant(because=request))], "prakom")


def test_kill_9_at_any_moment_loses_nothing_that_was_said_to_be_written(url: str):
    with open_ledger(url, Ticking()) as ledger:
        opened(ledger, "dinkes")
    last: Counter[str] = Counter()
    for turn in range(KILLS):
        told = _killed_after(url, 0.02 + 0.004 * turn)
        with open_ledger(url, Ticking()) as ledger:
            assert ledger.verify() == []
            intents = [event.seq for event in ledger.events(kind=Kind.INTENDED)]
            assert set(told) <= set(intents)
            for event in ledger.open_intents():
                ledger.done(event.seq, "not done", "prakom")
            last["entries"] = len(ledger)
    assert last["entries"] > KILLS


def _killed_after(url: str, seconds: float) -> list[int]:
    reader, writer = os.pipe()
    child = FORK.Process(target=_work_for_ever, args=(url, writer))
    child.start()
    os.close(writer)
    assert os.read(reader, len(READY)) == READY  # on a busy machine opening takes longer than what follows
    time.sleep(seconds)
    child.kill()
    child.join()
    with os.fdopen(reader) as pipe:
        return [int(line) for line in pipe.read().split("\n")[:-1]]


def test_the_clock_is_stored_in_one_zone(ledger: Ledger):
    said = ledger.append(Kind.CHECKED, "zone", {}, "cron")
    assert said.at == ledger.events()[0].at
    assert ledger.events()[0].at.tzinfo == UTC
    assert said.at > datetime(2026, 8, 5, tzinfo=UTC)
