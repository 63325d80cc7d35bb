"""Several people of one group, each with a login of their own, write one ledger on one machine."""

import ctypes
import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from ledger_samples import ZONE, Ticking, lived, opened

from provision.errors import Locked, Outside, ReadOnly
from provision.ledger import Ledger, open_ledger
from provision.model.event import Kind

FORK = multiprocessing.get_context("fork")
ALL_NUMBERS = 65_536
CLONE_NEWNS, MS_REC, MS_PRIVATE = 0x20000, 0x4000, 0x40000


def can_be_others() -> bool:
    """Tell whether this process may become anybody: root, and not only in a user namespace of its own."""
    return os.geteuid() == 0 and int(Path("/proc/self/uid_map").read_text().split()[2]) >= ALL_NUMBERS


pytestmark = pytest.mark.skipif(not can_be_others(), reason="needs root, to be several people")


@dataclass(frozen=True)
class Person:
    """A login: its number, its own group, and whether it is in the office's."""

    number: int
    in_office: bool = True

    def does(self, work: Callable[[], object], before: Callable[[], None] = lambda: None) -> str:
        """Run `work` as this person in a process of its own, `before` it as root; return what it came to."""
        reader, writer = os.pipe()
        child = FORK.Process(target=self.becomes_and, args=(work, writer, before))
        child.start()
        os.close(writer)
        with os.fdopen(reader) as pipe:
            said = pipe.read()
        child.join(30)
        return said if child.exitcode == 0 else f"ended with {child.exitcode}"

    def becomes_and(
        self, work: Callable[[], object], writer: int, before: Callable[[], None] = lambda: None
    ) -> None:
        before()
        os.setgroups([OFFICE] if self.in_office else [])
        os.setgid(self.number)
        os.setuid(self.number)
        os.umask(0o022)
        try:
            said = f"{work()}"
        except (ReadOnly, Locked, Outside) as error:
            said = f"{type(error).__name__}: {error}"
        os.write(writer, said.encode())


OFFICE = 61000
SITI, BUDI, STRANGER = Person(61001), Person(61002), Person(61003, in_office=False)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of the office's group, where all may go; pytest's own are root's alone."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    office = made / "office"
    office.mkdir()
    os.chown(office, SITI.number, OFFICE)
    office.chmod(0o2775)
    with open_ledger(f"sqlite:///{made}/first.db", Ticking()) as ledger:
        lived(ledger)  # imports all that is needed: not everybody may read this Python's files
    yield office
    shutil.rmtree(made)


@pytest.fixture
def place(folder: Path) -> Path:
    return folder / "ledger" / "ledger.db"


@pytest.fixture
def url(place: Path) -> str:
    return f"sqlite:///{place}"


def within(url: str, work: Callable[[Ledger], object]) -> Callable[[], object]:
    def run() -> object:
        with open_ledger(url, Ticking()) as ledger:
            return work(ledger)

    return run


def test_what_one_makes_the_others_write_and_strangers_do_not_see(url: str, place: Path):
    assert SITI.does(within(url, lambda ledger: opened(ledger, "dinkes"))) == "['SUB-2026-0001']"
    assert (place.stat().st_uid, place.stat().st_gid) == (SITI.number, OFFICE)
    assert place.stat().st_mode & 0o7777 == 0o660
    assert place.parent.stat().st_mode & 0o7777 == 0o2770
    assert BUDI.does(within(url, lambda ledger: opened(ledger, "disdik"))) == "['SUB-2026-0002']"
    assert (
        SITI.does(within(url, lambda ledger: (opened(ledger, "bpbd"), ledger.verify())))
        == "(['SUB-2026-0003'], [])"
    )
    said = STRANGER.does(within(url, lambda ledger: ledger.requests()))
    assert "Outside" in said
    assert "Permission denied" in said
    assert sorted(file.name for file in place.parent.iterdir()) == ["ledger.db"]


def test_what_one_left_half_written_the_other_takes_back(url: str, place: Path):
    long = [(ZONE, {"report": "x" * 3000})] * 50
    SITI.does(within(url, lambda ledger: ledger.append_all(Kind.CHECKED, long, "siti")))
    before = place.read_bytes()

    def die_while_writing() -> None:
        with open_ledger(url, Ticking()) as ledger, ledger._store.writing() as conn:
            conn.exec_driver_sql("PRAGMA cache_size=1")
            conn.exec_driver_sql("UPDATE bodies SET body = body || 'x'")
            os.kill(os.getpid(), signal.SIGKILL)

    assert SITI.does(die_while_writing) == "ended with -9"
    assert place.read_bytes() != before
    journal = place.with_name("ledger.db-journal")
    assert (journal.stat().st_mode & 0o777, journal.stat().st_gid) == (0o660, OFFICE)
    assert BUDI.does(within(url, lambda ledger: (len(ledger), ledger.verify()))) == "(50, [])"
    assert not journal.exists()


def test_who_may_only_read_lists_and_is_told_when_writing(url: str, place: Path):
    SITI.does(within(url, lived))
    place.chmod(0o640)
    place.parent.chmod(0o2750)
    assert BUDI.does(within(url, lambda ledger: (len(ledger.requests()), ledger.verify()))) == "(2, [])"
    said = BUDI.does(within(url, lambda ledger: ledger.append(Kind.CHECKED, "zone", {}, "budi")))
    assert said.startswith("ReadOnly: ")
    assert "may only be read" in said


@pytest.mark.parametrize("hidden", ["0", "1", "2"])
def test_a_colleagues_lock_is_not_taken_for_a_dead_ones(url: str, hidden: str):
    """Some systems hide other people's processes (hidepid of proc(5)): what is not seen is not dead."""

    def take() -> object:
        with open_ledger(url, Ticking()) as ledger, ledger.lock("zone", "budi"):
            return "taken"

    with held_by(SITI, url):
        said = BUDI.does(take, before=lambda: hide_processes(hidden))
        assert said.startswith("Locked: siti is at work"), said
    assert BUDI.does(take) == "taken"


@contextmanager
def held_by(person: Person, url: str) -> Iterator[None]:
    """Let a person hold a lock in a process of its own for the length of a block."""
    told, ready = os.pipe()
    over, end = os.pipe()

    def hold() -> None:
        os.close(end)
        with open_ledger(url, Ticking()) as ledger, ledger.lock("zone", "siti"):
            os.write(ready, b"x")
            os.read(over, 1)

    holder = FORK.Process(target=person.becomes_and, args=(hold, ready))
    holder.start()
    os.close(ready)
    assert os.read(told, 1) == b"x"
    yield
    os.close(end)
    holder.join(30)


def hide_processes(how: str) -> None:
    """See a /proc of this process's own, that hides other people's processes."""
    libc = ctypes.CDLL(None, use_errno=True)
    private = (
        libc.unshare(CLONE_NEWNS) == 0 and libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) == 0
    )
    if not private or libc.mount(b"proc", b"/proc", b"proc", 0, f"hidepid={how}".encode()):
        raise OSError(ctypes.get_errno(), "no /proc of its own")
