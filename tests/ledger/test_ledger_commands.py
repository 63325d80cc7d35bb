"""The commands, as a person runs them."""

import json
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from behind import alter
from click.testing import CliRunner, Result
from ledger_samples import Ticking, lived

from provision.cli.ledger import ledger as commands
from provision.cli.office import CliOffice
from provision.errors import NotFound, NotVerified, Refused
from provision.ledger import open_ledger

CLOCK = Ticking()


class Office(CliOffice):
    """An office whose site is nothing but a ledger."""

    def __init__(self, url: str, output: str) -> None:
        super().__init__({"provision.lang": "en", "provision.output": output}, {})
        self.__dict__["site"] = SimpleNamespace(ledger=url, language="en")
        self.clock = CLOCK  # type: ignore[assignment]


@pytest.fixture
def used(url: str) -> str:
    with open_ledger(url, Ticking()) as ledger:
        lived(ledger)
    return url


def run(url: str, *words: str, output: str = "text") -> Result:
    return CliRunner().invoke(commands, words, obj=Office(url, output))


def test_log_shows_a_request(used: str):
    done = run(used, "log", "dinkes")
    assert done.exit_code == 0
    assert "SUB-2026-0001" in done.stdout
    assert "SUB-2026-0002" not in done.stdout
    assert "reply drafted" in done.stdout


def test_log_shows_the_latest_of_all_and_what_was_erased(used: str):
    with open_ledger(used, Ticking()) as ledger:
        ledger.erase(12, "kabid")
    told = json.loads(run(used, "log", "--last", "3", output="json").stdout)
    assert [entry["seq"] for entry in told] == [13, 14, 15]
    assert "(erased)" in run(used, "log").stdout


def test_log_of_an_unknown_request_fails(used: str):
    assert isinstance(run(used, "log", "dinkse").exception, NotFound)


def test_verify_tells_that_all_is_well(used: str):
    assert "14 entries" in run(used, "verify").stdout
    assert json.loads(run(used, "verify", output="json").stdout)["findings"] == []


def test_verify_tells_what_is_wrong(used: str):
    alter(used, "UPDATE events SET actor = 'x' WHERE seq = 4")
    done = run(used, "verify")
    assert "Entry 4" in done.stdout
    assert isinstance(done.exception, NotVerified)
    told = json.loads(run(used, "verify", output="json").stdout)
    assert [finding["tag"] for finding in told["findings"]] == ["LEDGER_LINK_BROKEN"]


def test_export_writes_a_line_for_each_entry(used: str):
    lines = run(used, "export").stdout.splitlines()
    assert [json.loads(line)["seq"] for line in lines] == [*range(1, 15)]


def test_the_drill(used: str, tmp_path: Path):
    copy = str(tmp_path / "copy.db")
    assert "14 entries" in run(used, "backup", copy).stdout
    assert isinstance(run(used, "backup", copy).exception, Refused)
    assert isinstance(run(used, "restore", copy).exception, Refused)
    done = run(used, "restore", copy, "--replace")
    assert "is kept " in done.stderr
    told = json.loads(run(used, "restore", copy, "--replace", output="json").stdout)
    assert Path(told["kept"]).exists() or told["kept"].startswith("ledger_2026")


def test_unlock_tells_that_nobody_holds_it(used: str):
    assert isinstance(run(used, "unlock", "zone").exception, NotFound)


def test_unlock_frees(used: str):
    alter(used, "INSERT INTO locks VALUES ('zone', 'siti', 'elsewhere', 1, 'a b c', '2026-08-05', 't')")
    assert "siti held it" in run(used, "unlock", "zone").stdout


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_help_has_an_example(name: str):
    command = commands.commands[name]
    assert isinstance(command, click.Command)
    assert f"provision ledger {name}" in str(command.help).partition("Example:")[2]
