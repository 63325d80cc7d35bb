"""Every command's help: an example in both languages, each one a line that the program takes."""

from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from provision.i18n import LANGUAGES
from tests.cli.commands import calls, every_command, examples, fault
from tests.cli.sites import run

COMMANDS = [(lang, ctx.command_path) for lang in LANGUAGES for ctx in every_command(lang)]


def context(lang: str, path: str) -> click.Context:
    return next(ctx for ctx in every_command(lang) if ctx.command_path == path)


def test_all_are_walked_the_lazy_ones_too() -> None:
    paths = {path for lang, path in COMMANDS if lang == "en"}
    assert {"provision", "provision check", "provision request new", "provision sandbox demo"} <= paths


@pytest.mark.parametrize(("lang", "path"), COMMANDS)
def test_a_help_has_an_example_that_the_program_takes(lang: str, path: str) -> None:
    ctx = context(lang, path)
    shown = list(examples(ctx.command.help or ""))
    heading = {"en": "Example", "id": "Contoh"}[lang]
    assert heading in ctx.get_help()
    called = [words for line in shown for words in calls(line)]
    assert called, f"{path} has no example"
    assert [f"{' '.join(words)}: {why}" for words in called if (why := fault(words))] == []
    own = path.split()[1:]
    assert any(list(words[: len(own)]) == own for words in called), f"no example calls {path}"


@pytest.mark.parametrize(("lang", "path"), COMMANDS)
def test_a_help_is_of_its_language(lang: str, path: str) -> None:
    shown = context(lang, path).get_help()
    assert ("Show this message and exit." in shown) is (lang == "en")
    assert ("Options" in shown) is (lang == "en")


FAULTS = [
    ("check dinkes", ""),
    ("--lang en check dinkes --output json", ""),
    ("chekc dinkes", "No such command 'chekc'."),
    ("ledger vefiry", "No such command 'vefiry'."),
    ("check dinkes --all-opne", "No such option"),
    ("--langg en check", "No such option"),
    ("request new", "Missing argument"),
    ("completion tcsh", "Invalid value"),
    ("undo a b", "unexpected extra argument"),
    ("sandbox run -- dig +short --anything", ""),
]


@pytest.mark.parametrize(("line", "why"), FAULTS)
def test_the_test_sees_faults(line: str, why: str) -> None:
    every_command("en")
    told = fault(line.split())
    assert told.startswith(why) if why == "" else why in told
    assert bool(told) is bool(why)


CALLS = [
    ("provision check dinkes", [["check", "dinkes"]]),
    ("sudo provision sandbox packages --install", [["sandbox", "packages", "--install"]]),
    ("provision init b && cd b && provision doctor", [["init", "b"], ["doctor"]]),
    ("provision ledger export > a.jsonl", [["ledger", "export"]]),
    ('provision request new --subject "a > b"', [["request", "new", "--subject", "a > b"]]),
    ("cd bengkalis", []),
]


@pytest.mark.parametrize(("line", "words"), CALLS)
def test_the_calls_of_a_line(line: str, words: Sequence[Sequence[str]]) -> None:
    assert [list(call) for call in calls(line)] == words


TYPOS = [
    (
        "chekc dinkes",
        "No such command 'chekc'. Did you mean “check”?",
        "Tidak ada perintah 'chekc'. Maksud Anda “check”?",
    ),
    (
        "ledger vefiry",
        "No such command 'vefiry'. Did you mean “verify”?",
        "Tidak ada perintah 'vefiry'. Maksud Anda “verify”?",
    ),
    ("sandbox demmo", "Did you mean “demo”?", "Maksud Anda “demo”?"),
    ("request improt", "Did you mean “import”?", "Maksud Anda “import”?"),
    ("ledger zzz", "No such command 'zzz'.", "Tidak ada perintah 'zzz'."),
    (
        "check --all-opne",
        "No such option '--all-opne'. Did you mean '--all-open'?",
        "Tidak ada opsi '--all-opne'. Maksud Anda '--all-open'?",
    ),
    ("--langg en check", "Did you mean '--lang'?", "Maksud Anda '--lang'?"),
    ("request list --opne", "Did you mean '--open'?", "Maksud Anda '--open'?"),
    ("completion basch", "'basch' is not one of", "'basch' bukan salah satu dari"),
]


@pytest.mark.parametrize(("line", "english", "indonesian"), TYPOS)
def test_a_typo_is_told_what_was_meant(line: str, english: str, indonesian: str, tmp_path: Path) -> None:
    for lang, said in (("en", english), ("id", indonesian)):
        done = run(*line.split(), cwd=tmp_path, environ={"PROVISION_LANG": lang})
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
