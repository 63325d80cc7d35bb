"""A zone that people edit as a file, served by a real BIND: from letter to answer, and through what goes wrong."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from provision.drivers.dns import SocketDns
from provision.drivers.zonefile.reading import read_zone
from provision.errors import ReadOnly, Refused, StorageFull, Unsafe
from provision.model.query import Query
from provision.model.site import Server
from provision.names import Fqdn, parse_ip
from provision.sandbox.regency import REGENCY
from tests.drivers.test_zonefile_parent import SETS
from tests.drivers.test_zonefile_reading import HEAD, MEANS
from tests.drivers.zone_files import FILES, Folder, by_hand, made
from tests.real.office import PARENT, Office
from tests.real.parents import hang_up
from tests.real.servers import named
from tests.samples import APEX, a, name

pytestmark = pytest.mark.sandbox

ADDRESS = "127.0.0.77"
HOME = Path("/var/cache/bind/spare")
FILE, OURS = HOME / "db.kabupaten", HOME / "provision.zone"
CONFIG = f'zone "{PARENT}" {{ type primary; file "{FILE}"; notify no; }};\n'
HUP = hang_up(HOME / "pid")
ZONES = """\
zones:
  {zone}:
    kind: zonefile
    file: {file}
    include: {ours}
    reload: {reload}
    primary: {{name: ns1.{zone}, address: {address}}}
    office_ns: [ns1.{zone}, ns2.{zone}]
    patience: 10
    timeout: 2
hints:
  - {{name: a.root-servers.net, address: 198.41.0.4}}
"""
BY_HAND = by_hand().replace(b"ours.zone", os.fsencode(OURS))
SERIAL = re.compile(rb"\t20261\d{5}\t|\t20\d{8}\t")


@dataclass(frozen=True)
class Hand:
    """The office whose zone is a file."""

    office: Office

    def reload_by(self, *words: str) -> None:
        """Set the site's reload command."""
        text = ZONES.format(
            zone=PARENT, file=FILE, ours=OURS, address=ADDRESS, reload=[*map(str, words)] if words else HUP
        )
        (self.office.folder / "inventory/zones.yaml").write_text(text)

    def must_be_as_people_left_it(self, content: bytes = BY_HAND) -> None:
        """The people's file has every byte but its serial."""
        assert SERIAL.sub(b"", FILE.read_bytes(), 1) == SERIAL.sub(b"", content, 1)

    def answer(self, label: str, rtype: str = "A") -> set[str]:
        (told,) = SocketDns().exchange([Query(parse_ip(ADDRESS), name(label), rtype)])
        return {
            value
            for rrset in (*told.answer, *told.authority)
            if rrset.type == rtype
            for value in rrset.values
        }


@pytest.fixture
def hand(office: Office) -> Iterator[Hand]:
    one = Hand(office)
    one.reload_by()
    with named(ADDRESS, CONFIG, **{FILE.name: BY_HAND.decode(), OURS.name: ""}):
        yield one


DINKES = {
    "ips": ["103.147.10.80"],
    "ns": [
        {"name": f"ns1.dinkes.{PARENT}", "addresses": ["103.147.10.53", "2001:df4:a10::53"]},
        {"name": f"ns2.dinkes.{PARENT}", "addresses": ["103.148.20.53", "2001:df4:a20::53"]},
    ],
}


def test_from_letter_to_answer_and_back(hand: Hand) -> None:
    office = hand.office
    delegation = str(office.letter("dinkes", "dinkes", DINKES).id)
    office.must("check", delegation)
    office.must("apply", delegation, "--yes")
    office.must("verify", delegation)
    assert hand.answer("dinkes", "NS") == {f"ns1.dinkes.{PARENT}.", f"ns2.dinkes.{PARENT}."}
    hand.must_be_as_people_left_it()
    seen = FILE.read_bytes(), OURS.read_bytes()
    office.must("apply", delegation, "--yes")
    office.must("audit", "dns", "--all")
    assert seen == (FILE.read_bytes(), OURS.read_bytes())
    office.must("undo", delegation, "--yes")
    assert b"dinkes" not in OURS.read_bytes()
    hand.must_be_as_people_left_it()


def test_a_colleagues_edit_between_plan_and_apply_survives(hand: Hand) -> None:
    request = str(hand.office.letter("dlh", "taman").id)
    hand.office.must("plan", request)
    edited = FILE.read_bytes() + b"kolega A 103.94.77.7 ; baru\n"
    FILE.write_bytes(edited)
    hand.office.must("apply", request, "--yes")
    hand.office.must("verify", request)
    hand.must_be_as_people_left_it(edited)
    assert hand.answer("kolega") == {"103.94.77.7"}
    assert hand.answer("taman") == {"103.150.30.90"}


def test_what_people_wrote_is_told_by_the_plan(hand: Hand) -> None:
    """The name is there by hand, with another address: whoever wrote it takes it out."""
    request = str(hand.office.letter("dlh", "taman").id)
    hand.office.must("plan", request)
    FILE.write_bytes(BY_HAND + b"taman A 103.150.30.90\ntaman A 103.94.77.7\n")
    line = FILE.read_bytes().count(b"\n")
    said = hand.office.run("plan", request)
    assert said.returncode in {3, 4}
    FILE.write_bytes(BY_HAND + b"taman 60 A 103.150.30.90\n")
    said = hand.office.run("plan", request)
    assert said.returncode == 4
    assert f"{FILE}:{line - 1}" in said.stderr
    FILE.write_bytes(BY_HAND + b"taman A 103.150.30.90\n")
    hand.office.must("apply", request, "--yes")
    assert OURS.read_bytes() == b""


def test_a_server_that_is_not_told_is_told_by_the_next_run(hand: Hand) -> None:
    hand.reload_by("false")
    request = str(hand.office.letter("dlh", "taman").id)
    said = hand.office.must("apply", request, "--yes", code=5)
    assert "the server was not told: false failed" in said
    assert hand.answer("taman") == set()
    assert b"taman" in OURS.read_bytes()
    hand.office.must("apply", request, "--yes", code=5)
    hand.reload_by()
    hand.office.must("apply", request, "--yes")
    hand.office.must("verify", request)
    assert hand.answer("taman") == {"103.150.30.90"}
    hand.must_be_as_people_left_it()


def test_what_was_begun_can_be_taken_back(hand: Hand) -> None:
    hand.reload_by("false")
    request = str(hand.office.letter("dlh", "taman").id)
    hand.office.must("apply", request, "--yes", code=5)
    hand.reload_by()
    hand.office.must("undo", request, "--yes")
    assert b"taman" not in OURS.read_bytes()
    assert hand.answer("taman") == set()


DYING = """
import os, signal
from provision.drivers.zonefile.staged import Staged
real = Staged.put
def put(self):
    if self.target.name == "{before}":
        os.kill(os.getpid(), signal.SIGKILL)
    real(self)
Staged.put = put
"""


@pytest.mark.parametrize("before", [FILE.name, OURS.name])
def test_killed_between_two_files(hand: Hand, before: str) -> None:
    request = str(hand.office.letter("dlh", "taman").id)
    done = hand.office.run("apply", request, "--yes", script=DYING.format(before=before))
    assert done.returncode == -signal.SIGKILL
    hand.must_be_as_people_left_it()
    hand.office.must("apply", request, "--yes")
    hand.office.must("verify", request)
    assert hand.answer("taman") == {"103.150.30.90"}
    hand.must_be_as_people_left_it()
    hand.office.must("ledger", "verify")


def test_without_the_include_line_the_plan_says_which_to_add(hand: Hand) -> None:
    include = next(line for line in BY_HAND.splitlines(keepends=True) if b"$INCLUDE" in line)
    FILE.write_bytes(BY_HAND.replace(include, b""))
    request = str(hand.office.letter("dlh", "taman").id)
    for step in (["plan", request], ["apply", request, "--yes"]):
        said = hand.office.must(*step, code=4)
    line = said.strip().rpartition(": ")[2]
    with FILE.open("ab") as file:
        file.write(line.encode() + b"\n")
    hand.office.must("apply", request, "--yes")
    assert hand.answer("taman") == {"103.150.30.90"}


@pytest.mark.parametrize("sample", FILES)
def test_bind_reads_the_same_in_peoples_files(tmp_path: Path, sample: str) -> None:
    same_as_bind(tmp_path, FILES[sample])


@pytest.mark.parametrize("place", range(len(MEANS)))
def test_bind_reads_the_same_in_lines(tmp_path: Path, place: int) -> None:
    same_as_bind(tmp_path, HEAD + MEANS[place][0])


def same_as_bind(folder: Path, content: bytes) -> None:
    for label, text in (
        ("ours.zone", b""),
        ("more.zone", b"x A 103.94.9.9"),
        ("ttl.zone", b"$ORIGIN other\n$TTL 5\n"),
    ):
        (folder / label).write_bytes(text)
    (folder / "db").write_bytes(content)
    words = ["named-checkzone", "-i", "none", "-D", "-o", "made", "-w", folder, PARENT, "db"]
    subprocess.run(words, check=True, capture_output=True)
    ours, binds = (read_zone(APEX, folder / file, folder, {}).seen for file in ("db", "made"))
    assert {str(rrset) for rrset in ours} == {str(rrset) for rrset in binds}


def test_what_bind_would_not_load_is_refused_before(tmp_path: Path) -> None:
    content = by_hand() + b"webmail A 103.94.10.26 ; besides an alias\n"
    folder = Folder(tmp_path).holding(content)
    with pytest.raises(Unsafe, match=f"named-checkzone refuses {folder.file}.*CNAME and other data"):
        folder.write(*made(a("taman")))
    assert folder.content == content
    assert not folder.ours.exists()
    assert folder.others() == []


def test_what_bind_only_warns_of_is_not_held_up(tmp_path: Path) -> None:
    folder = Folder(tmp_path).holding(
        by_hand() + b"hilang NS ns1.hilang ; no glue\nlama MX 5 webmail ; an alias\n"
    )
    folder.write(*made(a("taman")))
    assert folder.parent.read().get(*a("taman").key)


def test_nsd_reads_our_file_too(tmp_path: Path) -> None:
    folder = Folder(tmp_path).holding(REGENCY.server("primary").zones[0].text.encode())
    folder.ours.touch()
    with pytest.raises(Refused) as caught:
        folder.write(*made(*SETS))
    line = str(caught.value).rpartition(": ")[2]
    folder.holding(folder.content + line.encode() + b"\n")
    folder.write(*made(*SETS))
    said = subprocess.run(["nsd-checkzone", PARENT, folder.file], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, f"zone {PARENT} is ok\n"), said.stderr


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    subprocess.run(["mount", *options, folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


def test_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path, "-t", "tmpfs", "-o", "size=256k", "tmpfs"):
        folder = Folder(tmp_path).holding(by_hand())
        filler = tmp_path / "filler"
        fill(filler)
        with pytest.raises(StorageFull):
            folder.write(*made(a("taman")))
        assert folder.content == by_hand()
        assert not folder.ours.exists()
        filler.unlink()
        folder.write(*made(a("taman")))


def test_a_disk_that_is_mounted_to_be_read(tmp_path: Path) -> None:
    real, seen = tmp_path / "real", tmp_path / "seen"
    real.mkdir()
    seen.mkdir()
    Folder(real).holding(by_hand())
    with mounted(seen, "--bind", str(real)):
        subprocess.run(["mount", "-o", "remount,ro,bind", seen], check=True)
        with pytest.raises(ReadOnly, match="Read-only file system"):
            Folder(seen).write(*made(a("taman")))
        assert Folder(seen).parent.read().get(APEX, "MX")


def test_a_zone_with_a_file_needs_no_key(hand: Hand) -> None:
    shutil.rmtree(hand.office.folder / "keys")
    assert hand.office.zone.primary == Server(parse_ip(ADDRESS), name=Fqdn(f"ns1.{PARENT}"))
    request = str(hand.office.letter("dlh", "taman").id)
    hand.office.must("apply", request, "--yes")
    hand.office.must("verify", request)


def test_the_doctor_looks_at_files_and_server(hand: Hand) -> None:
    before = FILE.read_bytes(), sorted(HOME.iterdir())
    said = hand.office.run("doctor").stdout
    for line in (
        f"✓ {PARENT} can be read (kind: zonefile)",
        f"✓ {FILE} includes {OURS}",
        f"✓ {HOME} can be written",
        "✓ named-checkzone looks at zone files",
        f"serves {PARENT} as the file has it, serial 2026112301",
    ):
        assert line in said
    assert before == (FILE.read_bytes(), sorted(HOME.iterdir()))
    FILE.write_bytes(BY_HAND.replace(b"2026112301", b"2026112302", 1))
    assert "It serves 2026112301: let it read its files again" in hand.office.run("doctor").stdout
    FILE.write_bytes(BY_HAND.replace(b"$INCLUDE", b"; $INCLUDE"))
    assert f"$INCLUDE {OURS}" in hand.office.must("doctor", code=1)
    FILE.write_bytes(BY_HAND + b"a FOO\n")
    assert f"{FILE}:{FILE.read_bytes().count(10)}" in hand.office.must("doctor", code=1)
