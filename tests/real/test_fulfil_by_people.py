"""`fulfil` by the people of an office: each takes the steps that are theirs, and is told whose turn it is."""

import json
from pathlib import Path
from typing import Any

import pytest

from provision.model.request import Action
from tests.real.office import Office

pytestmark = pytest.mark.sandbox
USERS = """
users:
  siti: [{role: prakom}]
  budi: [{role: server_admin}]
  semua: [{role: prakom}, {role: server_admin}]
  rina: [{role: general_admin}]
  jaga: [{role: on_call}]
  kabid: [{role: division_head}]
"""


@pytest.fixture
def staffed(office: Office, site_folder: Path) -> Office:
    site = site_folder / "inventory" / "site.yaml"
    site.write_text(
        site.read_text()
        .replace("\nusers: {}\n", USERS)
        .replace("on_call: [suspend", "on_call: [revoke, suspend")
    )
    return office


def by(office: Office, login: str, *words: str, code: int = 0) -> str:
    script = f"from provision.cli.office import CliOffice; CliOffice.actor = {login!r}"
    return office.must(*words, code=code, script=script)


def told(office: Office, login: str, *words: str, code: int = 0) -> Any:
    script = f"from provision.cli.office import CliOffice; CliOffice.actor = {login!r}"
    done = office.run(*words, "--output", "json", script=script)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_one_after_the_other(staffed: Office) -> None:
    request = str(staffed.letter("dlh", "taman").id)
    before = staffed.records()
    assert "turn of Prakom (siti, semua)" in by(staffed, "budi", "fulfil", request, "--yes", code=4)
    checked = by(staffed, "siti", "fulfil", request, "--yes")
    assert "Now it is the turn of server administrator (budi, semua)" in checked
    assert "turn of server administrator (budi, semua)" in by(
        staffed, "siti", "apply", request, "--yes", code=4
    )
    assert staffed.records() == before
    applied = told(staffed, "budi", "fulfil", request, "--yes")
    assert (applied["letters"], applied["next"]["step"], applied["next"]["logins"]) == (
        [],
        "draft",
        ["siti", "semua"],
    )
    assert len(staffed.records()) == len(before) + 1
    drafted = told(staffed, "siti", "fulfil", request, "--yes")
    assert [letter["outcome"] for letter in drafted["letters"]] == ["granted"]
    assert (drafted["next"]["step"], drafted["next"]["roles"]) == ("initial", ["division_head", "secretary"])
    assert told(staffed, "siti", "fulfil", request, "--yes")["letters"] == []
    assert told(staffed, "budi", "fulfil", request, "--yes")["next"]["step"] == "initial"
    assert told(staffed, "rina", "fulfil", request)["report"] is None


def test_who_holds_both_roles_runs_through(staffed: Office) -> None:
    request = str(staffed.letter("dlh", "taman").id)
    done = told(staffed, "semua", "fulfil", request, "--yes")
    assert ([letter["outcome"] for letter in done["letters"]], done["next"]["step"]) == (
        ["granted"],
        "initial",
    )


def test_a_letter_that_blocks_is_returned_by_who_drafts(staffed: Office) -> None:
    request = str(staffed.letter("disdik", "disdik", {"ips": ["10.0.0.1"]}).id)
    by(staffed, "siti", "check", request, code=3)
    assert "turn of Prakom" in by(staffed, "budi", "fulfil", request, "--yes", code=4)
    done = told(staffed, "siti", "fulfil", request, code=3)
    assert ([letter["outcome"] for letter in done["letters"]], done["next"]["step"]) == (
        ["returned"],
        "initial",
    )


def test_a_site_without_users_works_as_ever(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    assert "turn" not in office.must("fulfil", request, "--yes")


def test_on_call_at_night_and_the_head_the_next_day(staffed: Office) -> None:
    granted = str(staffed.letter("dlh", "taman").id)
    by(staffed, "semua", "fulfil", granted, "--yes")
    by(staffed, "jaga", "apply", str(staffed.letter("bpbd", "posko").id), "--yes", code=4)
    before = staffed.records()
    request = str(staffed.letter("dlh", "taman", action=Action.REVOKE).id)
    said = by(staffed, "jaga", "fulfil", request, "--yes")
    assert "Now it is the turn of Prakom (siti, semua)" in said
    assert "to be confirmed" in said
    assert len(staffed.records()) == len(before) - 1
    [work] = told(staffed, "kabid", "request", "inbox")["on_call"]
    assert (work["request"], work["actor"]) == (request, "jaga")
    assert "turn of head of division" in by(staffed, "jaga", "request", "confirm", request, code=4)
    by(staffed, "kabid", "request", "confirm", request, "--objection", "masih dipakai")
    [work] = told(staffed, "budi", "request", "inbox")["on_call"]
    assert work["objection"] == "masih dipakai"
    by(staffed, "budi", "undo", request, "--yes")
    assert staffed.records() == before
    assert told(staffed, "budi", "request", "inbox")["on_call"] == []
    assert "whole" in staffed.must("ledger", "verify")
