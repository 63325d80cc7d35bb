"""The manual pages: one for each command in each language, clean roff, and the text as it was."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import click
import pytest

from provision.cli.roff import escape, file_name, page
from provision.cli.words import Command
from provision.i18n import LANGUAGES
from tests.cli.commands import every_command
from tests.cli.sites import run

DAY = {"SOURCE_DATE_EPOCH": "1767225600"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("manual")
    done = run("--lang", "en", "manual", "man", cwd=folder, environ=DAY)
    assert done.returncode == 0, done.stderr
    assert f"{len(list(folder.rglob('*.1')))} pages are in man" in done.stderr
    return folder / "man"


def pages(folder: Path, lang: str) -> list[Path]:
    return sorted((folder / ("" if lang == "en" else lang) / "man1").glob("*.1"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_has_its_page(folder: Path, lang: str) -> None:
    assert {path.name for path in pages(folder, lang)} == {file_name(ctx) for ctx in every_command(lang)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_roff_is_clean(folder: Path, lang: str) -> None:
    _needs("mandoc")
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *pages(folder, lang)], capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.stdout, done.returncode) == ("", 0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_man_shows_the_page_of_the_readers_language(folder: Path, lang: str) -> None:
    _needs("mandoc")
    place = folder / ("" if lang == "en" else lang)
    shown = _shown("mandoc", "-T", "utf8", "-O", "width=200", place / "man1" / "provision-ledger-restore.1")
    assert {"en": "NAME", "id": "NAMA"}[lang] in shown
    assert "provision ledger restore /srv/backup/ledger-2026-08-05.db --replace" in shown
    assert {"en": "2026-01-01", "id": "Menampilkan bantuan ini"}[lang] in shown


def test_writing_again_replaces(folder: Path) -> None:
    before = {path: path.read_text() for path in folder.rglob("*.1")}
    (folder / "man1" / "provision.1").write_text("old")
    assert run("manual", "man", "--output", "json", cwd=folder.parent, environ=DAY).returncode == 0
    assert {path: path.read_text() for path in folder.rglob("*.1")} == before


HARD = [
    ".SH begins as a request",
    "'tis a quote, a `tick`, a ^caret, a ~tilde",
    r"back\slash \fBand\fP \n \e",
    '"quoted" --option=-1 a-b',
    "“Perangkat daerah” … é ✓",
]


@pytest.mark.parametrize("text", HARD)
@pytest.mark.parametrize("program", [("mandoc", "-T", "utf8"), ("groff", "-man", "-T", "utf8", "-K", "utf8", "-P", "-c")])  # fmt: skip
def test_what_stands_in_a_help_is_what_is_read(text: str, program: tuple[str, ...], tmp_path: Path) -> None:
    _needs(program[0])
    command = Command("x", help=f"First.\n\n{text}\n\n\b\nExample:\n  {text}")
    path = tmp_path / "x.1"
    path.write_text(page(click.Context(command, info_name="x"), date(2026, 1, 2)))
    assert _shown(*program, path).count(text) == 2


def test_a_dot_in_the_middle_is_left_alone() -> None:
    assert (escape("a.b"), escape(".b")) == ("a.b", r"\&.b")


def _shown(*words: str | Path) -> str:
    done = subprocess.run(
        words, capture_output=True, text=True, check=True, env=os.environ | {"GROFF_NO_SGR": "1"}
    )
    assert done.stderr == ""
    kept: list[str] = []
    for letter in done.stdout:
        # A letter, a step back, the letter again: that is how a printer is told to print bold.
        kept = kept[:-1] if letter == "\b" else [*kept, letter]
    return "".join(kept)


def _needs(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed; see: provision sandbox packages")
