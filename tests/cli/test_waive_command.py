"""`provision waive`, as people run it: who may, what is said, and what `request show` tells."""

import getpass
import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from provision.ledger import open_ledger
from provision.model.event import Kind
from tests.cli.shell import NEW, Run, shell
from tests.engine.fakes import Clock

# The day where the shipped site's office is: between midnight there and here the machine has another.
TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()
LOGIN = getpass.getuser()
SOON = TODAY + timedelta(days=30)
WAIVE = ("waive", "dinkes", "NAME_NOT_OFFICIAL", "--reason", "Lomba HUT", "--until", SOON.isoformat())
REPORT = {
    "subject": "subdomain:dinkes.bengkaliskab.go.id",
    "findings": [{"tag": "NAME_NOT_OFFICIAL", "level": "ERROR"}, {"tag": "NAME_HELD", "level": "ERROR"}],
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return the program in a site with a request whose check found two things."""
    call = shell(tmp_path)
    assert call(*NEW).returncode == 0
    with open_ledger(f"sqlite:///{tmp_path}/site/ledger/ledger.db", Clock()) as ledger:
        ledger.append(Kind.CHECKED, "SUB-2026-0001", {"blocked": True, "report": REPORT}, "prakom")
    return call


def users(folder: Path, *held: str) -> None:
    site = folder / "site" / "inventory" / "site.yaml"
    text = site.read_text()
    assert "users: {}\n" in text
    site.write_text(text.replace("users: {}\n", f"users: {{{LOGIN}: [{', '.join(held)}]}}\n"))


def test_a_waiver_is_told_and_shown(run: Run) -> None:
    first, second = run(*WAIVE), run(*WAIVE, "--output", "json")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert f"NAME_NOT_OFFICIAL may pass for subdomain:dinkes.bengkaliskab.go.id until {SOON}" in first.stderr
    assert "already; nothing was changed" in second.stderr
    told = json.loads(second.stdout)
    assert (told["new"], told["waivers"][0]["reason"]) == (False, "Lomba HUT")
    page = run("request", "show", "dinkes").stdout
    assert f"Waived until {SOON} by {LOGIN}: NAME_NOT_OFFICIAL, Lomba HUT" in page
    [shown] = json.loads(run("request", "show", "dinkes", "--output", "json").stdout)["waivers"]
    assert (shown["code"], shown["until"], shown["by"]) == ("NAME_NOT_OFFICIAL", SOON.isoformat(), LOGIN)
    assert "finding waived" in run("ledger", "log").stdout


BAD: list[tuple[tuple[str, ...], int, str]] = [
    (("waive", "nobody", *WAIVE[2:]), 2, "No request is known for nobody"),
    ((*WAIVE[:3], *WAIVE[5:]), 2, "Missing option '--reason'"),
    (WAIVE[:5], 2, "Missing option '--until'"),
    ((*WAIVE[:6], "kemarin"), 2, "kemarin is not a day; write it as 2026-11-24 or 24 November 2026"),
    ((*WAIVE[:6], (TODAY - timedelta(days=1)).isoformat()), 2, "does not lie in the future"),
    ((*WAIVE[:6], (TODAY + timedelta(days=800)).isoformat()), 2, "a waiver runs for 365 days at most here"),
    (("waive", "dinkes", "NAME_NOT_OFICIAL", *WAIVE[3:]), 2, "did you mean NAME_NOT_OFFICIAL?"),
    (("waive", "dinkes", "NAME_HELD", *WAIVE[3:]), 4, "NAME_HELD is never waived"),
]


@pytest.mark.parametrize(("words", "code", "said"), BAD, ids=[row[2][:25] for row in BAD])
def test_bad_input_is_told_and_changes_nothing(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    bad = run(*words)
    assert (bad.returncode, bad.stdout) == (code, "")
    assert said in bad.stderr
    assert "waived" not in run("ledger", "log").stdout


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (f"{{role: division_head, until: {TODAY - timedelta(days=1)}}}", 4),
        ("{role: prakom}", 4),
        (f"{{role: division_head, until: {TODAY}}}", 0),
    ],
    ids=["expired yesterday", "another role", "until today"],
)
def test_the_role_counts_on_the_day(run: Run, tmp_path: Path, held: str, code: int) -> None:
    users(tmp_path, held)
    done = run(*WAIVE)
    assert done.returncode == code
    assert ("root may not do this: it is the turn of head of division" in done.stderr) is bool(code)
