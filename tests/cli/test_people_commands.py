"""`request disposisi|step|inbox|confirm` and roles, from the shell's side: what is said, and the exit code."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cli.shell import Run, shell

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LETTER = ("request", "new", "subdomain", "--agency", "dinkes", "--number", "015/2026", "--date", str(YESTERDAY),
          "--received", str(YESTERDAY), "--subject", "Permohonan", "--name", "dinkes", "--ip", "103.94.10.5",
          "--ns", "office")  # fmt: skip
USERS = f"""
users:
  siti: [{{role: prakom}}]
  budi: [{{role: server_admin}}]
  kabid: [{{role: division_head}}]
  lama: [{{role: prakom, until: {YESTERDAY}}}]
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command in a site that lists users, as one of them."""
    call = shell(tmp_path)
    site = tmp_path / "site" / "inventory" / "site.yaml"
    site.write_text(site.read_text().replace("\nusers: {}\n", USERS))
    one = partial(call, login="siti")
    assert one(*LETTER).returncode == 0
    return one


def step(*words: str) -> tuple[str, ...]:
    return ("request", "step", "1", *words)


# Who types what, how it ends, and what is said.
TABLE = [
    ("siti", ("request", "disposisi", "1", "--by", "head", "--date", str(TODAY)), 0, "Now it is the turn of head of division (kabid)"),
    ("siti", ("request", "disposisi", "1", "--by", "division_head", "--date", str(TODAY)), 0, "Recorded for SUB-"),
    ("kabid", ("request", "disposisi", "1", "--by", "division_head", "--date", str(TODAY)), 0, "Already recorded for SUB-"),
    ("kabid", ("request", "disposisi", "1", "--by", "head", "--date", str(TODAY)), 4, "kabid may not do this"),
    ("lama", ("request", "disposisi", "1", "--by", "head", "--date", str(TODAY)), 4, f"For lama the role of Prakom ended on {YESTERDAY}"),
    ("siti", ("request", "disposisi", "1", "--by", "prakom", "--date", str(TODAY)), 2, "Prakom does not pass letters on here"),
    ("siti", ("request", "disposisi", "1", "--by", "boss", "--date", str(TODAY)), 2, "'boss' is not one of"),
    ("siti", ("request", "disposisi", "1", "--by", "head"), 2, "--date"),
    ("siti", step("fly", "--by", "head", "--date", str(TODAY)), 2, "has no fly; it has"),
    ("siti", step("check", "--date", str(TODAY)), 2, "recorded when you run provision check"),
    ("siti", step("dispose", "--by", "secretary", "--date", str(TODAY)), 2, "secretary has no part in dispose"),
    ("siti", step("dispose", "--date", str(TOMORROW)), 2, "lies in the future"),
    ("siti", step("dispose", "--date", "2020-01-01"), 2, "before the letter's own date"),
    ("siti", step("dispose", "--date", "soon"), 2, "soon is not a day"),
    ("siti", step("dispose", "--date", str(TODAY), "--evidence", "none.pdf"), 2, "There is no file none.pdf"),
    ("siti", step("dispose", "--date", str(TODAY), "--evidence", "inventory/site.yaml"), 2, "is no scan"),
    ("siti", step("dispose", "--date", str(TODAY), "--note", "a\nb"), 2, "line breaks are not allowed"),
    ("siti", step("initial", "--date", str(TODAY)), 2, "--by (division_head, secretary)"),
    ("siti", step("sign", "--date", str(TODAY)), 4, "sign comes after draft"),
    ("siti", ("request", "step", "9", "sign", "--date", str(TODAY)), 2, "No request is known for 9"),
    ("budi", ("request", "hold", "1", "--reason", "x"), 4, "it is the turn of Prakom, general administration, on call, head of division"),
    ("budi", ("request", "cancel", "1", "--reason", "x"), 4, "budi may not do this"),
    ("budi", ("request", "amend", "1", "--reason", "x", "--www"), 4, "budi may not do this"),
    ("siti", ("request", "confirm", "1"), 4, "it is the turn of head of division, head of the office (kabid)"),
    ("kabid", ("request", "confirm", "1"), 4, "Nothing was done on call"),
    ("budi", LETTER, 4, "it is the turn of Prakom, general administration, on call (siti)"),
    ("siti", ("apply", "1", "--yes"), 4, "it is the turn of server administrator (budi)"),
    ("siti", ("undo", "1", "--yes"), 4, "it is the turn of server administrator (budi)"),
    ("budi", ("letter", "draft", "1"), 4, "it is the turn of Prakom (siti)"),
    ("budi", ("fulfil", "1", "--yes"), 4, "it is the turn of Prakom (siti)"),
    ("tamu", ("fulfil", "1", "--yes"), 4, "tamu may not do this"),
    ("tamu", ("request", "list"), 0, ""),
    ("tamu", ("request", "show", "1"), 0, ""),
]  # fmt: skip


def test_what_each_may_type(run: Run) -> None:
    before = run("ledger", "log", "--output", "json").stdout
    for login, words, code, said in TABLE:
        done = run(*words, login=login)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), (login, words, done.stderr)
        assert said in done.stderr, (login, words, done.stderr)
        if code:
            assert done.stdout == ""
            entries = json.loads(run("ledger", "log", "--output", "json").stdout)
            assert {entry["kind"] for entry in entries} <= {"request.opened", "step.taken"}
    assert before != run("ledger", "log", "--output", "json").stdout


def test_a_disposition_is_shown_and_starts_the_clock(run: Run) -> None:
    assert "counted from the receipt of the letter" in run("request", "show", "1").stdout
    words = (
        "request",
        "disposisi",
        "dinkes",
        "--by",
        "division_head",
        "--date",
        str(TODAY),
        "--output",
        "json",
    )
    first, again = json.loads(run(*words).stdout), json.loads(run(*words).stdout)
    assert (first["new"], first["recorded"]["date"], first["next"]["step"]) == (True, str(TODAY), "check")
    assert (again["new"], again["recorded"]) == (False, None)
    page = run("request", "show", "1").stdout
    assert f"counted from {TODAY}: The head of division passes it to the Prakom" in page
    assert f"{TODAY}, by the head of division; recorded by siti" in page
    due = json.loads(run("request", "show", "1", "--output", "json").stdout)
    assert (due["due"]["start"], due["due"]["counted_from"], due["due"]["pauses"]) == (
        str(TODAY),
        "assign",
        [],
    )
    acts = {step["key"]: step["acts"] for step in due["steps"] if step["acts"]}
    assert [act["recorded_by"] for act in acts["assign"]] == ["siti"]


def test_the_inbox_tells_what_waits_for_whom(run: Run) -> None:
    assert "Nothing waits for you" in run("request", "inbox").stderr
    assert "The head passes the letter" in run("request", "inbox", "--role", "head").stdout
    run("request", "disposisi", "1", "--by", "division_head", "--date", str(TODAY))
    assert "The Prakom checks" in run("request", "inbox").stdout
    assert run("request", "inbox", login="budi").stdout == ""
    [row] = json.loads(run("request", "inbox", "--all", "--output", "json", login="tamu").stdout)["waiting"]
    assert (row["request"], row["next"]["logins"], row["counted_from"]) == (
        f"SUB-{TODAY.year}-0001",
        ["siti"],
        "assign",
    )
