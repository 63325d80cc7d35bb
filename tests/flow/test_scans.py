"""Scans: kept whole or not at all, once, and told where they are missing or altered."""

import hashlib
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from provision.errors import BadInput, NotFound, Stale
from provision.flow.amend import add_scan, amend
from provision.flow.desk import Desk
from provision.flow.scans import KINDS, MOST_MIB, look_at, missing_scans
from provision.model.event import Kind, Status
from provision.model.request import Request
from tests.flow.offices import Office, office

PDF = b"%PDF-1.7\n%surat"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as one:
        one.desk = replace(one.desk, site=replace(one.desk.site, folder=tmp_path))
        yield one


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "surat masuk.pdf"
    path.write_bytes(PDF)
    return path


@pytest.mark.parametrize("start", KINDS)
def test_the_kind_is_what_the_file_holds_whatever_its_name(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "surat.doc"
    path.write_bytes(start + b"rest")
    scan = look_at(path, tmp_path)
    scan.keep()
    assert scan.kept == tmp_path / "scans" / f"{hashlib.sha256(start + b'rest').hexdigest()}.{KINDS[start]}"
    assert scan.kept.read_bytes() == start + b"rest"
    assert stat.S_IMODE(scan.kept.stat().st_mode) == 0o640


def folder(path: Path) -> None:
    path.mkdir()


def absent(path: Path) -> None:
    """Leave nothing there."""


def writing(content: bytes, size: int = 0) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)
        with path.open("r+b") as file:
            file.truncate(size or len(content))

    return write


BAD = [
    ("nothing", absent, NotFound, "There is no file"),
    ("a folder", folder, BadInput, "is not a file"),
    ("empty", writing(b""), BadInput, "is no scan"),
    ("a text", writing(b"Surat"), BadInput, "is no scan: it is neither a PDF nor a JPEG or PNG picture"),
    ("half a signature", writing(b"\x89PNG"), BadInput, "is no scan"),
    ("a page of the web", writing(b"<html>%PDF-"), BadInput, "is no scan"),
    ("too large", writing(PDF, MOST_MIB * 1024 * 1024 + 1), BadInput, "is larger than 20 MiB"),
]


@pytest.mark.parametrize(("make", "error", "said"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_no_scan_is_told(
    tmp_path: Path, make: Callable[[Path], None], error: type[BadInput], said: str
) -> None:
    make(tmp_path / "x")
    with pytest.raises(error, match=said):
        look_at(tmp_path / "x", tmp_path)
    assert not (tmp_path / "scans").exists()


def test_the_largest_there_may_be_is_kept(tmp_path: Path) -> None:
    writing(PDF, MOST_MIB * 1024 * 1024)(tmp_path / "x")
    look_at(tmp_path / "x", tmp_path).keep()


def test_a_file_that_changes_meanwhile_is_not_kept(tmp_path: Path, file: Path) -> None:
    scan = look_at(file, tmp_path)
    file.write_bytes(PDF + b"!")
    with pytest.raises(Stale, match="changed while it was read"):
        scan.keep()
    assert list((tmp_path / "scans").iterdir()) == []


def lost(path: Path) -> None:
    path.unlink()


def altered(path: Path) -> None:
    path.write_bytes(PDF + b"!")


@pytest.mark.parametrize(("harm", "said"), [(lost, "is missing"), (altered, "is not what it was")])
def test_what_happens_to_a_scan_is_told_and_mended(
    room: Office, file: Path, harm: Callable[[Path], None], said: str
) -> None:
    request, other = room.letter(), room.letter("disdik", agency="disdik")
    for one in (request, other):
        assert add_scan(room.desk, one, file)
    [kept] = (room.desk.site.folder / "scans").iterdir()
    assert missing_scans(room.desk) == []
    harm(kept)
    faults = missing_scans(room.desk)
    assert [str(one.id) in str(fault) for one, fault in zip((request, other), faults, strict=True)] == [
        True,
        True,
    ]
    assert all(said in str(fault) for fault in faults)
    assert not add_scan(room.desk, request, file)
    assert missing_scans(room.desk) == []


def planned(desk: Desk, request: Request) -> None:
    desk.ledger.append(Kind.PLANNED, str(request.id), {"plans": []}, "prakom")


def answered(desk: Desk, request: Request) -> None:
    desk.ledger.append(Kind.DRAFTED, str(request.id), {"outcome": "granted", "files": {}}, "prakom")


@pytest.mark.parametrize(("step", "stood"), [(planned, Status.PLANNED), (answered, Status.ANSWERED)])
def test_a_scan_comes_at_any_time_and_moves_nothing(
    room: Office, file: Path, step: Callable[[Desk, Request], None], stood: Status
) -> None:
    request = room.letter()
    step(room.desk, request)
    assert add_scan(room.desk, request, file)
    assert room.status(request) is stood
    assert room.desk.ledger.request(request.id).letter.scan == hashlib.sha256(PDF).hexdigest()
    assert room.desk.ledger.verify() == []


def test_an_amendment_leaves_the_scan_and_may_replace_it(room: Office, file: Path) -> None:
    request = room.letter()
    add_scan(room.desk, request, file)
    digest = hashlib.sha256(PDF).hexdigest()
    amend(room.desk, request, {"ips": ["103.94.10.6"]}, "salah ketik")
    assert room.desk.ledger.request(request.id).letter.scan == digest
    file.write_bytes(PDF + b"2")
    [change] = amend(room.desk, request, {"letter": {"scan": str(file)}}, "pindaian lebih jelas")
    assert (change.field, change.before) == ("letter.scan", digest)
    assert len(list((room.desk.site.folder / "scans").iterdir())) == 2
