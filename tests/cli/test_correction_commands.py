"""`request amend`, `hold`, `release`, `cancel`, `scan`, `--follows`, as people run them: words and exit codes."""

import hashlib
import json
import shutil
import stat
from pathlib import Path

import pytest

from provision.cli.correction import WORDS
from provision.flow.form import PLACED
from provision.ledger import open_ledger
from tests.cli.shell import LETTER, NEW, PDF, Run, runner, shell
from tests.engine.fakes import Clock

WHY = ("--reason", "Salah ketik")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("origin")
    assert shell(folder)(*NEW).returncode == 0
    return folder / "site"


@pytest.fixture
def site(origin: Path, tmp_path: Path) -> Path:
    return shutil.copytree(origin, tmp_path / "site")


@pytest.fixture
def run(site: Path) -> Run:
    return runner(site)


def log(site: Path) -> list[str]:
    with open_ledger(f"sqlite:///{site}/ledger/ledger.db", Clock()) as ledger:
        return [event.kind.value for event in ledger.events()]


# What is typed, the exit code, and what is said; nothing is written by any of them.
BAD: list[tuple[tuple[str, ...], int, str]] = [
    (("request", "hold", "nobody", *WHY), 2, "No request is known for nobody"),
    (("request", "release", "7", *WHY), 2, "No request is known for 7"),
    (("request", "cancel", "dinke", *WHY), 2, "did you mean dinkes?"),
    (("request", "amend", "dinkes", "--ip", "103.94.10.6"), 2, "Missing option '--reason'"),
    (("request", "hold", "dinkes"), 2, "Missing option '--reason'"),
    (("request", "hold", "dinkes", "--reason", " "), 2, "write 1 to 300 characters"),
    (("request", "amend", "dinkes", *WHY), 2, "Name what to correct, as --ip or --number"),
    (("request", "amend", "dinkes", *WHY, "--date", "besok"), 2, "--date: besok is not a day; write it as"),
    (("request", "amend", "dinkes", *WHY, "--date", "1 Januari 2999"), 2, "--date: 2999-01-01 lies in the future"),
    (("request", "amend", "dinkes", *WHY, "--follows", "1"), 4, "is neither returned nor cancelled"),
    (("request", "amend", "dinkes", *WHY, "--scan", "none.pdf"), 2, "--scan: There is no file none.pdf"),
    (("request", "scan", "dinkes", "none.pdf"), 2, "There is no file none.pdf"),
    (("request", "scan", "dinkes", "."), 2, ". is not a file"),
    (("request", "scan", "dinkes", "text.pdf"), 2, "text.pdf is no scan: it is neither a PDF nor a JPEG or PNG picture"),
    (("request", "scan", "dinkes", "empty.pdf"), 2, "empty.pdf is no scan"),
    (("request", "scan", "dinkes", "large.pdf"), 2, "large.pdf is larger than 20 MiB"),
    (("request", "scan", "nobody", "good.pdf"), 2, "No request is known for nobody"),
    ((*NEW[:-6], "--name", "x", "--ip", "1.1.1.1", "--ns", "office", "--follows", "9"), 2, "No request is known for 9"),
    ((*NEW[:-6], "--name", "x", "--ip", "1.1.1.1", "--ns", "office", "--scan", "text.pdf"), 2, "--scan: text.pdf is no scan"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "said"), BAD, ids=[" ".join(row[0][1:5]) for row in BAD])
def test_bad_input_is_told_and_changes_nothing(
    run: Run, site: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (site / "text.pdf").write_text("a letter")
    (site / "empty.pdf").touch()
    (site / "good.pdf").write_bytes(PDF)
    with (site / "large.pdf").open("wb") as large:
        large.truncate(20 * 1024 * 1024 + 1)
    bad = run(*words)
    assert (bad.returncode, bad.stdout) == (code, "")
    assert said in bad.stderr
    assert "Traceback" not in bad.stderr
    assert log(site) == ["request.opened"]
    assert list((site / "scans").iterdir()) == []


def test_a_correction_is_told_with_what_it_was(run: Run, site: Path) -> None:
    done = run("request", "amend", "dinkes", *WHY, "--ip", "103.94.10.6", "--date", "16 Maret 2026", "--www")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "IP addresses: 103.94.10.5 → 103.94.10.6",
        "www too: no → yes",
        "letter's date: 2026-03-17 → 2026-03-16",
    ]
    again = run("request", "amend", "dinkes", *WHY, "--ip", "103.94.10.6", "--output", "json")
    assert (json.loads(again.stdout), again.returncode) == ({"request": "SUB-2026-0001", "changes": []}, 0)
    assert "says that already" in run("request", "amend", "dinkes", *WHY, "--www").stderr
    page = run("request", "show", "dinkes").stdout
    assert ": Salah ketik\n  IP addresses: 103.94.10.5 → 103.94.10.6\n" in page
    assert "Letter: 015/2026 of 2026-03-16" in page
    assert log(site) == ["request.opened", "request.amended"]
    assert run("ledger", "verify").returncode == 0


# What is corrected, and the line that tells it, there and on the request's page.
TOLD = [
    (("--record", "@ TXT halo"), 'further records: nothing → @ TXT "halo"'),
    (("--record", "@ MX 10 mail.example.id"), 'further records: @ TXT "halo" → @ MX 10 mail.example.id.'),
    (("--until", "31 Desember 2027"), "last day: nothing → 2027-12-31"),
    (("--ns", "zone"), "zone of its own: nothing → yes"),
    (("--ns", "ns1.dinkes.bengkaliskab.go.id/103.94.10.5"),
     "name servers: the office's → ns1.dinkes.bengkaliskab.go.id 103.94.10.5"),
    (("--purpose", "Situs"), "purpose: nothing → Situs"),
]  # fmt: skip


def test_every_kind_of_field_is_told_in_words(run: Run) -> None:
    for words, line in TOLD:
        done = run("request", "amend", "dinkes", *WHY, *words)
        assert (done.returncode, line in done.stdout.splitlines()) == (0, True), (line, done)
    page = run("request", "show", "dinkes").stdout.splitlines()
    assert [line for _, line in TOLD if f"  {line}" not in page] == []


def test_every_field_of_the_form_has_words() -> None:
    assert {f"fields.{field}" for field in (*PLACED, "purpose", "zone")} <= {*WORDS}


@pytest.mark.parametrize(
    ("step", "status", "again"),
    [("hold", "held", "is held already; nothing was changed"), ("cancel", "cancelled", "was cancelled before; nothing was")],
)  # fmt: skip
def test_twice_halts_once(run: Run, site: Path, step: str, status: str, again: str) -> None:
    first, second = (run("request", step, "dinkes", "--reason", "Menunggu") for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0)
    assert f"SUB-2026-0001 is {status}" in first.stderr
    assert again in second.stderr
    assert log(site) == ["request.opened", f"request.{status}"]
    page = run("request", "show", "dinkes").stdout
    assert f"Status: {status}" in page
    assert ": Menunggu\n" in page
    assert "Menunggu" in run("ledger", "log").stdout


def test_a_held_request_goes_on_once_released(run: Run) -> None:
    run("request", "hold", "dinkes", "--reason", "Menunggu")
    refused = run("fulfil", "dinkes")
    assert refused.returncode == 4
    assert "SUB-2026-0001 is held by" in refused.stderr
    passed = run("check", "--all-open")
    assert (passed.returncode, passed.stdout) == (0, "")
    assert "Held, and left out: SUB-2026-0001" in passed.stderr
    done = run("request", "release", "dinkes", "--reason", "Sudah", "--output", "json")
    assert json.loads(done.stdout) == {"request": "SUB-2026-0001", "status": "open", "changed": True}
    assert "is not held; nothing was changed" in run("request", "release", "dinkes", *WHY).stderr


def test_a_closed_request_is_not_corrected(run: Run) -> None:
    run("request", "cancel", "dinkes", "--reason", "Ditarik")
    for words in (("amend", "--www"), ("hold",)):
        bad = run("request", words[0], "dinkes", *WHY, *words[1:])
        assert bad.returncode == 4
        assert "SUB-2026-0001 is closed; record the letter again" in bad.stderr


def test_a_letter_sent_in_again_is_linked_both_ways(run: Run) -> None:
    again = ("request", "new", "subdomain", *LETTER[:2], "--number", "020/2026", *LETTER[4:],
             "--name", "dinkes", "--ip", "103.94.10.6", "--ns", "office", "--follows", "dinkes")  # fmt: skip
    assert run(*again).returncode == 4
    run("request", "cancel", "dinkes", "--reason", "Ditarik")
    other = run(*again[:3], "--agency", "disdik", *again[5:])
    assert other.returncode == 2
    assert "SUB-2026-0001 cannot be followed: it is of dinkes, for the service subdomain" in other.stderr
    made, twice = run(*again), run(*again)
    assert (made.stdout, twice.stdout, twice.returncode) == ("SUB-2026-0002\n", "SUB-2026-0002\n", 0)
    assert "Sent in again for SUB-2026-0001" in run("request", "show", "2").stdout
    assert "Sent in again as SUB-2026-0002" in run("request", "show", "1").stdout
    first, second = (json.loads(run("request", "show", one, "--output", "json").stdout) for one in ("1", "2"))
    assert (first["follows"], first["followed_by"]) == (None, ["SUB-2026-0002"])
    assert (second["follows"], second["followed_by"]) == ("SUB-2026-0001", [])


def test_a_file_links_and_brings_its_scan(run: Run, site: Path) -> None:
    run("request", "cancel", "dinkes", "--reason", "Ditarik")
    (site / "masuk").mkdir()
    (site / "masuk" / "surat.png").write_bytes(b"\x89PNG\r\n\x1a\nx")
    letter = {"number": "2", "date": "17 Maret 2026", "subject": "Hal", "scan": "surat.png"}
    asked = {
        "agency": "dinkes",
        "letter": letter,
        "name": "dinkes",
        "ips": "103.94.10.5",
        "ns": "office",
        "follows": "1",
    }
    (site / "masuk" / "surat.json").write_text(json.dumps(asked, indent=1))
    made = run("request", "import", "masuk/surat.json", "--output", "json")
    assert made.returncode == 0, made.stderr
    [one] = json.loads(made.stdout)
    assert (one["follows"], one["letter"]["scan"]) == (
        "SUB-2026-0001",
        hashlib.sha256(b"\x89PNG\r\n\x1a\nx").hexdigest(),
    )
    assert (site / "scans" / f"{one['letter']['scan']}.png").is_file()
    (site / "masuk" / "surat.png").write_bytes(b"\xff\xd8\xffother")
    other = run("request", "import", "masuk/surat.json")
    assert other.returncode == 4
    assert "with other data (scan)" in other.stderr
    (site / "masuk" / "surat.png").unlink()
    gone = run("request", "import", "masuk/surat.json")
    assert gone.returncode == 2
    assert "masuk/surat.json:7: letter.scan: There is no file masuk/surat.png" in gone.stderr


def test_a_scan_is_kept_once_and_looked_after(run: Run, site: Path) -> None:
    (site / "surat.pdf").write_bytes(PDF)
    digest = hashlib.sha256(PDF).hexdigest()
    kept = site / "scans" / f"{digest}.pdf"
    first, second = (
        run("request", "scan", "dinkes", "surat.pdf"),
        run("request", "scan", "dinkes", "surat.pdf"),
    )
    assert (first.returncode, second.returncode) == (0, 0)
    assert f"Kept as scans/{digest}.pdf" in first.stderr
    assert "It is kept already as" in second.stderr
    assert (kept.read_bytes(), stat.S_IMODE(kept.stat().st_mode)) == (PDF, 0o640)
    assert log(site) == ["request.opened", "request.amended"]
    assert f"Scan: scans/{digest}.pdf" in run("request", "show", "dinkes").stdout
    kept.write_bytes(PDF + b"x")
    assert "is not what it was when it was kept" in run("request", "show", "dinkes").stdout
    run("request", "scan", "dinkes", "surat.pdf")
    assert kept.read_bytes() == PDF
    kept.unlink()
    told = json.loads(run("request", "show", "dinkes", "--output", "json").stdout)
    assert told["scan"] is None
    assert "The scan of the letter of SUB-2026-0001 is missing" in told["scan_fault"]
    assert [path.name for path in (site / "scans").iterdir()] == []
