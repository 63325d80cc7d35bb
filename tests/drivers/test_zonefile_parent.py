"""Our file holds what a plan says, people's lines stay theirs, and whatever goes wrong is told and mended."""

import multiprocessing
import os
import signal
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provision.decide.guard import Guard, Must, guards
from provision.drivers.zonefile.serial import place
from provision.drivers.zonefile.staged import Staged
from provision.drivers.zonefile.turn import turn
from provision.errors import (
    Locked,
    NotReloaded,
    Outside,
    ProvisionError,
    Refused,
    Stale,
    Unsafe,
)
from provision.model.change import Change
from provision.model.rrset import RRset
from tests.drivers.zone_files import FILES, INCLUDE, NAMES, SOAS, Folder, by_hand, gone, made
from tests.samples import APEX, a, name, txt

PLAIN = SOAS["dated"] + NAMES + INCLUDE
SERIAL, NEXT = b"2026112301", b"2026112401"
DINKES = RRset.hosts(name("dinkes"), "NS", 3600, [name("ns1.dinkes"), name("ns2.dinkes")])
DELEGATION = [
    DINKES,
    a("ns1.dinkes", "103.147.10.53"),
    RRset.of(name("ns2.dinkes"), "AAAA", 60, ["2001:df4::53"]),
]
SETS = [*DELEGATION, a("situs"), RRset.hosts(name("www.situs"), "CNAME", 3600, [name("situs")]), txt("situs", '"a;\\"b\\" \\233"'),
        RRset.of(name("sekolah"), "DS", 300, ["7 13 2 " + "ab" * 32])]  # fmt: skip
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path).holding(PLAIN)


@pytest.mark.parametrize("sample", FILES)
def test_only_the_serial_changes_in_peoples_files(tmp_path: Path, sample: str) -> None:
    content = FILES[sample]
    folder = Folder(tmp_path).holding(content)
    before = folder.parent.read()
    word = place(content)
    assert word
    folder.write(*made(*SETS))
    after = folder.parent.read()
    serial = str(after.serial).encode()
    assert folder.content == content[: word.start] + serial + content[word.end :]
    assert serial == (NEXT if b"2026" in content else b"8")
    assert {key: rrset for key, rrset in after.rrsets.items() if key[1] != "SOA"} == {
        **{key: rrset for key, rrset in before.rrsets.items() if key[1] != "SOA"},
        **{rrset.key: rrset for rrset in SETS},
    }
    assert folder.others() == []


NAME_BYTES = st.text("abcdef0123456789-", min_size=1, max_size=8).map(lambda text: f"x{text}x")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(NAME_BYTES, st.integers(0, 2**31 - 1), st.integers(1, 254)), max_size=5, unique_by=lambda x: x[0]),
    st.binary(max_size=40).filter(lambda told: b"\n" not in told),
)  # fmt: skip
def test_whatever_is_written_and_taken_back(
    folder: Folder, sample: str, drawn: list[tuple[str, int, int]], comment: bytes
) -> None:
    content = b"; " + comment + b"\n" + FILES[sample]
    folder.ours.unlink(missing_ok=True)
    folder.holding(content)
    word = place(content)
    assert word
    sets = [a(label, f"103.94.50.{last}", ttl=ttl) for label, ttl, last in drawn]
    for changes in (made(*sets), gone(*sets)):
        folder.write(*changes)
        now = folder.content
        end = len(now) - (len(content) - word.end)
        assert (now[: word.start], now[end:]) == (content[: word.start], content[word.end :])
        assert now[word.start : end].isdigit()
    assert "xx" not in {rrset.name.labels[0][:2] for rrset in folder.parent.read()}


def test_a_second_time_changes_nothing(folder: Folder) -> None:
    folder.write(*made(*SETS))
    seen = folder.content, folder.ours.read_bytes(), folder.file.stat().st_mtime_ns
    folder.parent.write([], [])
    folder.parent.write(made(a("situs")), [])
    folder.parent.write(gone(a("tidakada")), [])
    folder.parent.resume()
    assert seen == (folder.content, folder.ours.read_bytes(), folder.file.stat().st_mtime_ns)


def test_replace_and_delete_what_is_ours(folder: Folder) -> None:
    folder.write(*made(*SETS))
    folder.write(Change(a("situs"), a("situs", "103.94.10.6", "103.94.10.7", ttl=5)), *gone(*DELEGATION))
    seen = folder.parent.read()
    assert seen.get(*a("situs").key) == a("situs", "103.94.10.6", "103.94.10.7", ttl=5)
    assert not seen.below(name("dinkes"))
    assert seen.serial == int(NEXT) + 1


def test_a_record_that_both_hold(folder: Folder) -> None:
    """Somebody wrote one of two addresses by hand: ours holds the other alone."""
    folder.holding(PLAIN.replace(INCLUDE, b"situs A 103.94.10.5\n" + INCLUDE))
    folder.write(Change(a("situs"), a("situs", "103.94.10.5", "103.94.10.6")))
    assert b"103.94.10.5" not in folder.ours.read_bytes()
    assert folder.parent.read().get(*a("situs").key) == a("situs", "103.94.10.5", "103.94.10.6")


HAND = b"situs A 103.94.10.5 ; by hand\n"
THEIRS = [
    gone(a("situs")),
    [Change(a("situs"), a("situs", "103.94.10.6"))],
    [Change(a("situs"), a("situs", ttl=60))],
    [*gone(a("situs")), *made(RRset.hosts(name("situs"), "CNAME", 3600, [name("www")]))],
]


@pytest.mark.parametrize("changes", THEIRS)
def test_peoples_records_are_theirs(folder: Folder, changes: list[Change]) -> None:
    content = folder.holding(PLAIN.replace(INCLUDE, HAND + INCLUDE)).content
    line = content[: content.index(HAND)].count(b"\n") + 1
    for attempt in (folder.parent.refuse, lambda changes: folder.write(*changes)):
        with pytest.raises(Unsafe, match=f"{folder.file}:{line} "):
            attempt(changes)
    assert folder.content == content
    assert not folder.ours.exists()


GENERATED = b"$GENERATE 1-3 lab$ A 103.94.20.$\n"


def test_what_a_generate_makes_is_theirs(folder: Folder) -> None:
    folder.holding(PLAIN + GENERATED)
    with pytest.raises(Unsafe, match="lab2"):
        folder.write(*gone(a("lab2", "103.94.20.2")))


STALE = [
    ("replaced", a("situs"), lambda text: text.replace(b"103.94.10.5", b"103.94.10.9")),
    ("removed", a("situs"), lambda text: text.replace(HAND, b"")),
]


@pytest.mark.parametrize(("_", "before", "edit"), STALE)
def test_a_plan_that_a_colleague_overtook(
    folder: Folder, _: str, before: RRset, edit: Callable[[bytes], bytes]
) -> None:
    folder.holding(PLAIN.replace(INCLUDE, HAND + INCLUDE))
    required = [Guard(Must.BE, before.name, before.type, before.values)]
    content = folder.holding(edit(folder.content)).content
    with pytest.raises(Stale):
        folder.parent.write(made(a("lain")), required)
    assert folder.content == content


def test_a_colleague_creates_the_name_first(folder: Folder) -> None:
    planned = folder.parent.read()
    content = folder.holding(folder.content + b"situs A 103.94.77.77\n").content
    with pytest.raises(Stale):
        folder.parent.write(made(a("situs")), guards(made(a("situs")), planned))
    assert folder.content == content


def test_a_colleague_writes_below_the_new_cut(folder: Folder) -> None:
    """Nobody raised the serial: the zone itself is looked at."""
    planned = folder.parent.read()
    content = folder.holding(folder.content + b"puskesmas.dinkes A 103.94.77.77\n").content
    with pytest.raises(Unsafe, match=r"puskesmas\.dinkes"):
        folder.parent.write(made(*DELEGATION), guards(made(*DELEGATION), planned))
    assert folder.content == content


def test_a_colleagues_other_edit_survives(folder: Folder) -> None:
    planned = folder.parent.read()
    edited = folder.content.replace(SERIAL, b"2026112405") + b"puskesmas A 103.94.77.77 ; baru\n"
    folder.holding(edited)
    folder.parent.write(made(*DELEGATION), guards(made(*DELEGATION), planned))
    assert folder.content == edited.replace(b"2026112405", b"2026112406", 1)


def test_a_colleague_saves_while_we_write(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edit lands between our file and the serial: it is kept, and the serial goes into it."""
    real, late = Staged.put, b"puskesmas A 103.94.77.77\n"

    def saving(staged: Staged) -> None:
        real(staged)
        if staged.target == folder.ours:
            folder.holding(folder.content + late)

    monkeypatch.setattr(Staged, "put", saving)
    folder.write(*made(a("situs")))
    assert folder.content == PLAIN.replace(SERIAL, NEXT, 1) + late
    assert folder.others() == []


@pytest.mark.parametrize("inner", ["zona", "zona kabupaten; (baru)"])
def test_the_line_to_add_is_told_once(tmp_path: Path, inner: str) -> None:
    (tmp_path / inner).mkdir()
    folder = Folder(tmp_path / inner).holding(SOAS["dated"] + NAMES)
    for attempt in (folder.parent.refuse, lambda changes: folder.write(*changes)):
        with pytest.raises(Refused) as caught:
            attempt(made(a("situs")))
    line = str(caught.value).partition("try again: ")[2]
    folder.holding(folder.content + line.encode() + b"\n")
    folder.parent.refuse(made(a("situs")))
    folder.write(*made(a("situs")))
    assert folder.parent.read().get(*a("situs").key)


NO_SERIAL = [
    ("elsewhere", b"$INCLUDE soa.zone\n"),
    ("twice", SOAS["dated"] + SOAS["one line"]),
]


@pytest.mark.parametrize(("_", "soa"), NO_SERIAL)
def test_a_serial_that_is_not_there_is_not_raised(folder: Folder, _: str, soa: bytes) -> None:
    (folder.path / "soa.zone").write_bytes(b"$TTL 1h\n@ SOA ns1 hostmaster 7 4h 1h 2w 300\n")
    content = folder.holding(soa + NAMES + INCLUDE).content
    with pytest.raises((Refused, Outside)):
        folder.write(*made(a("situs")))
    assert folder.content == content


def test_a_ttl_that_would_leak_out_of_our_file(folder: Folder) -> None:
    """Without $TTL a record inherits the TTL before it, be it in our file."""
    content = b"@ 9 SOA ns1 hostmaster 7 4h 1h 2w 300\n" + NAMES + INCLUDE + b"lama A 103.94.10.9\n"
    folder.holding(content)
    with pytest.raises(Unsafe, match="lama"):
        folder.write(*made(a("situs")))
    assert folder.content == content
    assert not folder.ours.exists()


# --- what a writer that died owes ---

PUT = Staged.put


def dying(folder: Folder, when: str, changes: list[Change]) -> None:
    def put(staged: Staged) -> None:
        first = staged.target == folder.ours
        if (when, first) in {("before ours", True), ("before the serial", False)}:
            os.kill(os.getpid(), signal.SIGKILL)
        PUT(staged)
        if when == "after the serial" and not first:
            os.kill(os.getpid(), signal.SIGKILL)

    Staged.put = put  # type: ignore[method-assign]
    folder.write(*changes)


def killed(folder: Folder, when: str, changes: list[Change]) -> None:
    child = FORK.Process(target=dying, args=(folder, when, changes))
    child.start()
    child.join(30)
    assert child.exitcode == -signal.SIGKILL


def log(folder: Path) -> tuple[str, ...]:
    """A reload command that writes down that it was run, and with which serial."""
    script = (
        "import pathlib, re, sys; folder = pathlib.Path(sys.argv[1]); "
        "told = (folder / 'db.bengkaliskab').read_bytes(); "
        "print(*re.findall(rb'hostmaster (\\d+)', told), file=(folder / 'reloads').open('a'))"
    )
    return (sys.executable, "-c", script, str(folder))


def reloads(folder: Folder) -> list[str]:
    path = folder.path / "reloads"
    return path.read_text().split() if path.exists() else []


WHEN = ["before ours", "before the serial", "after the serial"]


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("then", ["resume", "write"])
def test_the_next_run_brings_it_to_its_end(tmp_path: Path, when: str, then: str) -> None:
    folder = Folder(tmp_path, log(tmp_path)).holding(PLAIN)
    killed(folder, when, made(a("situs")))
    assert reloads(folder) == []
    assert folder.content in {PLAIN, PLAIN.replace(SERIAL, NEXT, 1)}
    if then == "resume":
        folder.parent.resume()
    elif folder.parent.read().get(*a("situs").key) is None:
        folder.write(*made(a("situs")))
    else:
        folder.parent.write(made(a("situs")), [])
    serial = reloads(folder)[-1].strip("b'")
    assert folder.content == PLAIN.replace(SERIAL, serial.encode(), 1)
    assert int(serial) >= int(NEXT)
    done = folder.content, folder.ours.exists() and folder.ours.read_bytes(), reloads(folder)
    folder.parent.resume()
    assert done == (folder.content, folder.ours.exists() and folder.ours.read_bytes(), reloads(folder))
    if when != "before ours" or then == "write":
        assert folder.parent.read().get(*a("situs").key) == a("situs")
    assert [path.name for path in folder.others()] == ["reloads"]


FAILING = [
    (("false",), "false failed (1)"),
    (("no-such-program-here",), "No such file"),
    ((sys.executable, "-c", "import sys; sys.exit('rndc: connection refused')"), "rndc: connection refused"),
]


@pytest.mark.parametrize(("command", "said"), FAILING)
def test_a_reload_that_fails_is_told_and_owed(tmp_path: Path, command: tuple[str, ...], said: str) -> None:
    folder = Folder(tmp_path, command).holding(PLAIN)
    with pytest.raises(NotReloaded) as caught:
        folder.write(*made(a("situs")))
    assert said in str(caught.value)
    assert folder.parent.read().get(*a("situs").key)
    with pytest.raises(NotReloaded):
        folder.parent.resume()
    mended = Folder(tmp_path, log(tmp_path))
    mended.parent.resume()
    mended.parent.resume()
    assert reloads(mended) == [f"b'{NEXT.decode()}'"]


def test_a_second_write_after_a_failed_reload(tmp_path: Path) -> None:
    folder = Folder(tmp_path, ("false",)).holding(PLAIN)
    for sets in ([a("situs")], [a("lain")]):
        with pytest.raises(NotReloaded):
            folder.write(*made(*sets))
    assert folder.parent.read().serial == int(NEXT) + 1


# --- the machine ---


def test_one_writer_at_a_time(folder: Folder) -> None:
    with turn(folder.ours, folder.file, 1), pytest.raises(Locked):
        folder.write(*made(a("situs")))
    folder.write(*made(a("situs")))


def test_links_lead_to_the_files(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere"
    real.mkdir()
    folder = Folder(tmp_path)
    Folder(real).holding(SOAS["dated"] + NAMES + b"$INCLUDE ours.zone\n")
    folder.file.symlink_to(real / "db.bengkaliskab")
    folder.ours.symlink_to(real / "ours.zone")
    folder.write(*made(a("situs")))
    assert folder.file.is_symlink()
    assert folder.ours.is_symlink()
    assert not (real / "ours.zone").is_symlink()
    assert b"situs" in (real / "ours.zone").read_bytes()
    assert NEXT in (real / "db.bengkaliskab").read_bytes()


def test_modes_stay(folder: Folder) -> None:
    folder.file.chmod(0o664)
    folder.write(*made(a("situs")))
    assert [stat.S_IMODE(file.stat().st_mode) for file in (folder.file, folder.ours)] == [0o664, 0o664]
    folder.ours.chmod(0o600)
    folder.write(*made(a("lain")))
    assert [stat.S_IMODE(file.stat().st_mode) for file in (folder.file, folder.ours)] == [0o664, 0o600]


def test_a_file_planted_where_ours_is_prepared(folder: Folder, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("kept")
    (folder.path / ".ours.zone.provision").symlink_to(victim)
    folder.write(*made(a("situs")))
    assert victim.read_text() == "kept"


NOBODY = 65534


def as_nobody(folder: Folder, act: Callable[[], None], queue: "multiprocessing.Queue[str]") -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        act()
    except ProvisionError as error:
        queue.put(f"{type(error).__name__} {error}")
    else:
        queue.put("written")


def outcome(folder: Folder, act: Callable[[], None]) -> str:
    queue = FORK.Queue()
    child = FORK.Process(target=as_nobody, args=(folder, act, queue))
    child.start()
    said = queue.get(timeout=30)
    child.join(30)
    return str(said)


def shut_folder(folder: Folder) -> None:
    folder.path.chmod(0o555)


def shut_file(folder: Folder) -> None:
    folder.file.chmod(0)


def closed_to_others(folder: Folder) -> None:
    folder.file.chmod(0o644)


RIGHTS = [
    (shut_folder, "Permission denied"),
    (shut_file, "db.bengkaliskab: Permission denied"),
    (closed_to_others, "belongs to user 0"),
]


@pytest.fixture
def everybodys() -> Iterator[Folder]:
    """A folder that anybody may write in; only root can be somebody else."""
    if os.getuid():
        pytest.skip("only root can be somebody else")
    with tempfile.TemporaryDirectory(dir="/tmp") as path:
        folder = Folder(Path(path)).holding(PLAIN)
        folder.path.chmod(0o777)
        yield folder


@pytest.mark.parametrize(("shut", "said"), RIGHTS)
def test_rights_that_are_missing(everybodys: Folder, shut: Callable[[Folder], None], said: str) -> None:
    shut(everybodys)
    told = outcome(everybodys, lambda: everybodys.write(*made(a("situs"))))
    assert told.startswith("ReadOnly")
    assert said in told
    assert everybodys.content == PLAIN
    assert not everybodys.ours.exists()
    assert everybodys.others() == []


def test_another_persons_file_that_the_group_writes(everybodys: Folder) -> None:
    """Its owner stays its owner: the digits are written where they stand. Ours changes hands."""
    everybodys.file.chmod(0o666)
    before = everybodys.file.stat()
    assert outcome(everybodys, lambda: everybodys.write(*made(a("situs")))) == "written"
    after = everybodys.file.stat()
    assert everybodys.content == PLAIN.replace(SERIAL, NEXT, 1)
    assert (after.st_ino, after.st_uid, after.st_mode) == (before.st_ino, 0, before.st_mode)
    assert everybodys.ours.stat().st_uid == NOBODY
    everybodys.write(*made(a("lain")))
    assert everybodys.ours.stat().st_uid == NOBODY
    assert outcome(everybodys, lambda: everybodys.write(*gone(a("lain")))) == "written"
    assert everybodys.parent.read().serial == int(NEXT) + 2
    assert everybodys.others() == []


def test_another_persons_file_does_not_grow(everybodys: Folder) -> None:
    content = everybodys.holding(PLAIN.replace(SERIAL, b"99", 1)).content
    everybodys.file.chmod(0o666)
    told = outcome(everybodys, lambda: everybodys.write(*made(a("situs"))))
    assert told.startswith("ReadOnly")
    assert everybodys.content == content


def test_access_lists_stay(folder: Folder) -> None:
    try:
        os.setxattr(folder.file, "user.note", b"kept")
    except OSError:
        pytest.skip("this file system keeps no attributes")
    folder.write(*made(a("situs")))
    assert os.getxattr(folder.file, "user.note") == b"kept"


@pytest.mark.parametrize("odd", ["folder", "pipe", "missing"])
def test_what_is_no_file(tmp_path: Path, odd: str) -> None:
    folder = Folder(tmp_path)
    if odd == "folder":
        folder.file.mkdir()
    elif odd == "pipe":
        os.mkfifo(folder.file)
    for attempt in (folder.parent.read, lambda: folder.write(*made(a("situs")))):
        with pytest.raises(Outside, match=str(folder.file)):
            attempt()


def test_a_loop_of_links(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.file.symlink_to(folder.file)
    with pytest.raises(Outside):
        folder.parent.read()


def test_what_the_port_tells(folder: Folder) -> None:
    parent = folder.parent
    assert (parent.serial(), parent.compares_serial(), parent.fits([], [])) == (int(SERIAL), False, True)


def test_by_hand_stays_by_hand(tmp_path: Path) -> None:
    folder = Folder(tmp_path).holding(by_hand())
    folder.write(*made(*DELEGATION))
    folder.write(*gone(*DELEGATION))
    assert folder.content == by_hand().replace(SERIAL, b"2026112402", 1)
    assert folder.parent.read().get(APEX, "MX")
