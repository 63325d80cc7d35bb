"""Letters as PDF, made by the real LibreOffice."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from provision.errors import BadAnswer, NoAnswer, Outside
from provision.letter import pdf
from provision.letter.facts import LetterFacts
from provision.letter.pdf import NoPdfMaker, to_pdf
from provision.letter.render import render
from tests.letter.samples import ADDRESSED, DELEGATED, RETURNED, REVOKED
from tests.letter.test_render import template

needs_libreoffice = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler-utils is not installed (libreoffice-writer-nogui, poppler-utils)",
)


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program of our own where LibreOffice would be."""
    (folder / "soffice").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def text_of(file: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout


def pages_of(file: Path) -> int:
    return text_of(file).count("\f")


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every kind of letter, as PDF, made in one call."""
    folder = tmp_path_factory.mktemp("outbox dinas")
    kinds: dict[str, LetterFacts] = {
        "delegated": DELEGATED,
        "long": replace(DELEGATED, usage=DELEGATED.usage * 2),
        "addressed": ADDRESSED,
        "revoked": REVOKED,
        "returned": RETURNED,
    }
    for name, facts in kinds.items():
        render(template(facts), facts, folder / f"{name}.docx")
    made = to_pdf([folder / f"{name}.docx" for name in kinds])
    return dict(zip(kinds, made, strict=True))


@needs_libreoffice
@pytest.mark.parametrize(
    ("name", "pages", "sentence"),
    [
        ("delegated", 1, "Penerbitan Subdomain dinkes.bengkaliskab.go.id"),
        ("long", 2, "Penerbitan Subdomain dinkes.bengkaliskab.go.id"),
        ("addressed", 1, "203.0.113.25"),
        ("revoked", 1, "Pencabutan Subdomain lama.bengkaliskab.go.id"),
        ("returned", 1, "Perbaikan: sampaikan alamat IP publik"),
    ],
)
def test_a_letter_becomes_a_pdf(letters: dict[str, Path], name: str, pages: int, sentence: str) -> None:
    assert letters[name].name == f"{name}.pdf"
    assert sentence in text_of(letters[name])
    assert pages_of(letters[name]) == pages
    assert letters[name].stat().st_mode & 0o777 == 0o640


@needs_libreoffice
def test_place_and_date_stand_on_the_line_of_the_number(letters: dict[str, Path]) -> None:
    line = next(line for line in text_of(letters["returned"]).splitlines() if "Nomor  " in line)
    assert line.endswith("Bengkalis, ........ November 2026")


@needs_libreoffice
def test_the_signature_never_stands_alone_and_page_one_has_no_number(letters: dict[str, Path]) -> None:
    first, second, _ = text_of(letters["long"]).split("\f")
    assert second.split()[0] == "2"
    assert "Demikian kami sampaikan." in second
    assert "KEPALA DINAS KOMUNIKASI" in second
    assert first.split()[0] == "PEMERINTAH"


@needs_libreoffice
def test_the_pdf_is_of_the_kind_that_archives_keep(letters: dict[str, Path]) -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in letters["returned"].read_bytes()


@needs_libreoffice
def test_nothing_is_left_behind(letters: dict[str, Path]) -> None:
    folder = letters["returned"].parent
    assert sorted(file.suffix for file in folder.iterdir()) == [".docx"] * 5 + [".pdf"] * 5


@needs_libreoffice
def test_it_works_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    render(template(RETURNED), RETURNED, tmp_path / "letter.docx")
    assert to_pdf([tmp_path / "letter.docx"]) == (tmp_path / "letter.pdf",)


def test_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPdfMaker, match="LibreOffice is missing"):
        to_pdf([tmp_path / "letter.docx"])


def test_nothing_to_do() -> None:
    assert to_pdf([]) == ()


@pytest.mark.parametrize(
    "script",
    [
        "exit 0",  # LibreOffice says that all is well where it made nothing
        "exit 1",
        'for last; do :; done; echo "not a PDF" > "${last%.docx}.pdf"',
        'for last; do :; done; echo "%PDF-1.6 without a page" > "${last%.docx}.pdf"',
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program(tmp_path, monkeypatch, script)
    (tmp_path / "letter.docx").write_bytes(b"x")
    with pytest.raises(BadAnswer, match=r"no PDF of letter\.docx"):
        to_pdf([tmp_path / "letter.docx"])
    assert not (tmp_path / "letter.pdf").exists()


def test_a_program_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, monkeypatch, f"sleep 600 & echo $! > '{tmp_path}/child'; wait")
    monkeypatch.setattr(pdf, "START_SECONDS", 0.5)
    monkeypatch.setattr(pdf, "FILE_SECONDS", 0)
    (tmp_path / "letter.docx").write_bytes(b"x")
    with pytest.raises(NoAnswer):
        to_pdf([tmp_path / "letter.docx"])
    child = (tmp_path / "child").read_text().strip()
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_word_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(Outside, match="No PDF was made: No such file"):
        to_pdf([tmp_path / "letter.docx"])
