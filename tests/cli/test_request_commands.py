"""`provision init` and `provision request`, from the shell's side: what is printed where, and the exit code."""

import json
import re
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.shell import NEW, Run, shell
from tests.cli.sites import new_site
from tests.cli.sites import run as process


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return shell(tmp_path)


def test_init_writes_a_site_that_works(run: Run, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert stat.S_IMODE((site / "keys").stat().st_mode) == 0o700
    assert {path.name for path in site.iterdir()} >= {"inventory", "playbooks", "letters", "keys", "outbox"}
    assert run("request", "list").returncode == 0


def test_init_refuses_a_folder_that_is_not_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site" / "inventory" / "site.yaml").write_text("mine\n")
    again = run("init", ".")
    assert again.returncode == 4
    assert "not an empty folder" in again.stderr
    assert (tmp_path / "site" / "inventory" / "site.yaml").read_text() == "mine\n"


def test_without_a_site_it_says_how_to_make_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "site" / "inventory" / "site.yaml").unlink()
    lost = run("request", "list")
    assert (lost.returncode, lost.stdout) == (2, "")
    assert "provision init DIR" in lost.stderr


def test_new_prints_the_id_and_tells_people_the_rest(run: Run) -> None:
    first, second = run(*NEW), run(*NEW)
    assert (first.returncode, first.stdout) == (0, "SUB-2026-0001\n")
    assert "Recorded SUB-2026-0001: dinkes.bengkaliskab.go.id" in first.stderr
    assert (second.returncode, second.stdout) == (0, "SUB-2026-0001\n")
    assert "Already recorded as SUB-2026-0001" in second.stderr
    assert len(json.loads(run("request", "list", "--output", "json").stdout)) == 1


def test_new_tells_every_wrong_option(run: Run) -> None:
    bad = run(
        "request", "new", "subdomain", "--agency", "dinke", "--name", "a..b", "--ns", "office", "--ip", "x"
    )
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "--agency: dinke is no agency of this site; did you mean dinkes?" in bad.stderr
    assert "--name: a..b is not a domain name" in bad.stderr
    assert "--ip: x is not an IP address" in bad.stderr


def test_a_bare_new_asks_again_where_an_answer_is_wrong(run: Run) -> None:
    answers = ["dinke", "dinkes", "015/2026", "31/2/2026", "17/03/2026", "Permohonan", "16 Maret 2026", "17 Maret 2026",
               "dinkes", "103.94.10.5, ::1", "office", "", "", "Situs resmi"]  # fmt: skip
    done = run("request", "new", "subdomain", "--output", "json", typed="\n".join(answers) + "\n")
    assert done.returncode == 0, done.stderr
    [made] = json.loads(done.stdout)
    assert made["letter"]["received"] == "2026-03-17"
    assert made["fields"] == {
        "ips": ["103.94.10.5", "::1"],
        "ns": [],
        "www": False,
        "purpose": "Situs resmi",
    }
    for fault in ("did you mean dinkes", "31/2/2026 is not a day", "before the letter's own date"):
        assert fault in done.stderr


def test_a_dialogue_that_ends_early_records_nothing(run: Run) -> None:
    assert run("request", "new", "subdomain", typed="dinkes\n015/2026\n").returncode == 1
    assert json.loads(run("request", "list", "--output", "json").stdout) == []


def test_import_records_all_or_nothing(run: Run, tmp_path: Path) -> None:
    letter = {"number": "1", "date": "2026-03-17", "subject": "Hal"}
    good = {"agency": "dinkes", "letter": letter, "name": "dinkes", "ips": "103.94.10.5", "ns": "office"}
    (tmp_path / "site" / "good.json").write_text(json.dumps(good, indent=2))
    several = {"requests": [good, {**good, "name": "a..b"}]}
    (tmp_path / "site" / "bad.json").write_text(json.dumps(several, indent=2))
    bad = run("request", "import", "good.json", "bad.json")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "bad.json:21: requests[1].name: a..b is not a domain name" in bad.stderr
    assert json.loads(run("request", "list", "--output", "json").stdout) == []
    assert run("request", "import", "good.json").stdout == "SUB-2026-0001\n"


def test_show_explains_each_day_that_does_not_count(run: Run) -> None:
    run(*NEW)
    page = run("request", "show", "dinkes").stdout
    assert "To be answered by 2026-03-25" in page
    assert "2026-03-19 does not count: public holiday: Hari Suci Nyepi" in page
    data = json.loads(run("request", "show", "1", "--output", "json").stdout)
    assert (data["status"], data["due"]["day"], data["due"]["certain"]) == ("open", "2026-03-25", True)


def test_template_does_not_write_over_a_file(run: Run, tmp_path: Path) -> None:
    assert run("request", "template", "subdomain", "--output-file", "a.yaml").returncode == 0
    (tmp_path / "site" / "a.yaml").write_text("mine\n")
    assert run("request", "template", "subdomain", "--output-file", "a.yaml").returncode == 1
    assert (tmp_path / "site" / "a.yaml").read_text() == "mine\n"


def test_an_unknown_service_names_those_there_are(run: Run) -> None:
    unknown = run("request", "new", "surel")
    assert unknown.returncode == 2
    assert "There is no service surel; there are subdomain" in unknown.stderr


def test_a_mistyped_word_is_guessed(run: Run) -> None:
    service, action = run("request", "new", "subdoman"), run(*NEW, "--action", "revok")
    assert (service.returncode, action.returncode) == (2, 2)
    assert "There is no service subdoman; did you mean subdomain?" in service.stderr
    assert "Did you mean “revoke”?" in action.stderr


def test_the_moment_of_an_event_is_the_reader_s_own(tmp_path: Path) -> None:
    site = new_site(tmp_path / "site")
    told = [process("show", "dinkes", cwd=site, environ={"TZ": zone}).stdout for zone in ("UTC", "Etc/GMT-9")]
    utc, east = (datetime.fromisoformat(re.findall(r"\d{4}-\d\d-\d\d \d\d:\d\d", page)[-1]) for page in told)
    assert east - utc == timedelta(hours=9)
