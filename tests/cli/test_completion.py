"""Completion, as bash, zsh and fish show it to a person who presses Tab."""

import os
import pty
import re
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from provision.cli import glance
from provision.cli.words import COMPLETING
from tests.cli.sites import PROVISION, new_site, run

PATIENCE = 20.0
TAB, DUMP = b"\t", b"\x14"
SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_site(tmp_path_factory.mktemp("completion") / "site")


def offered(site: Path, line: str, **environ: str) -> list[str]:
    """Return what the program tells a shell, as bash asks for it."""
    asked = {COMPLETING: "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    done = run(cwd=site, environ=asked | environ)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return [row.partition(",")[2] for row in done.stdout.splitlines() if row]


OFFERED = [
    ("provision ch", ["check"]),
    ("provision ledger v", ["verify"]),
    ("provision check --all", ["--all-open"]),
    ("provision check d", ["dinkes"]),
    ("provision check D", ["dinkes"]),
    ("provision check ", ["dinkes"]),
    ("provision check SUB", ["SUB-2026-0001"]),
    ("provision check sub", ["SUB-2026-0001"]),
    ("provision check dinkes d", []),
    ("provision check dinkes.", ["dinkes.bengkaliskab.go.id"]),
    ("provision check x", []),
    ("provision fulfil di", ["dinkes"]),
    ("provision ledger log di", ["dinkes"]),
    ("provision request show 'di", ["dinkes"]),
    ("provision request new ", ["subdomain"]),
    ("provision request new subdomain --agency kec", ["kec-bantan", "kec-mandau"]),
    ("provision check --output ", ["text", "json"]),
    ("provision dns check ben", ["bengkaliskab.go.id"]),
    ("provision show rs", ["rsud"]),
    ("provision show b", ["bappeda", "bkpp", "bpbd", "bengkaliskab.go.id"]),
    ("provision show dink", ["dinkes"]),
    ("provision --lang ", ["id", "en"]),
    ("provision completion z", ["zsh"]),
]


@pytest.mark.parametrize(("line", "words"), OFFERED)
def test_what_is_offered(site: Path, line: str, words: Sequence[str]) -> None:
    assert offered(site, line) == words


def test_the_site_that_was_typed_or_set_is_asked(site: Path, tmp_path: Path) -> None:
    assert offered(tmp_path, f"provision --site {site} check d") == ["dinkes"]
    assert offered(tmp_path, "provision check d", PROVISION_SITE=str(site)) == ["dinkes"]


def test_steps_of_people_codes_and_roles(tmp_path: Path) -> None:
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "site.yaml").write_text("policy: {waivable: [NAME_RESTING, NO_IPV6_NS_DEL]}\n")
    known = {
        kind: [word for word, _ in glance.KNOWN[kind](tmp_path, "")] for kind in ("steps", "codes", "roles")
    }
    assert known["steps"] == ["dispose", "assign", "initial", "sign", "send"]
    assert known["codes"] == ["NAME_RESTING", "NO_IPV6_NS_DEL"]
    assert known["roles"][:2] == ["head", "secretary"]
    assert [word for word, _ in glance.KNOWN["codes"](tmp_path, "no_")] == ["NO_IPV6_NS_DEL"]


BREAK: Sequence[Callable[[Path], object]] = [
    lambda site: shutil.rmtree(site / "inventory"),
    lambda site: (site / "inventory" / "site.yaml").write_text("ledger: [\n"),
    lambda site: (site / "inventory" / "site.yaml").write_text("- a\n- b\n"),
    lambda site: (site / "inventory" / "site.yaml").write_text("ledger: postgresql://nobody@nowhere/none\n"),
    lambda site: (site / "inventory" / "site.yaml").write_bytes(b"\xff\xfe"),
    lambda site: (site / "ledger" / "ledger.db").unlink(),
    lambda site: (site / "ledger" / "ledger.db").write_bytes(b"this is no database" * 100),
    lambda site: (site / "ledger" / "ledger.db").write_bytes(b""),
]


@pytest.mark.parametrize("broken", range(len(BREAK)))
def test_a_broken_site_completes_nothing_and_says_nothing(site: Path, tmp_path: Path, broken: int) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    BREAK[broken](copy)
    left = sorted(copy.rglob("*"))
    assert offered(copy, "provision check d") == []
    assert offered(copy, "provision chec") == ["check"]
    assert sorted(copy.rglob("*")) == left


def test_nothing_heavy_is_loaded_for_it(site: Path) -> None:
    script = (
        "import atexit, os, sys\n"
        "atexit.register(lambda: print(*sorted({name.partition('.')[0] for name in sys.modules})))\n"
        "from provision.cli.main import run\nrun()\n"
    )
    asked = {COMPLETING: "bash_complete", "COMP_WORDS": "provision check d", "COMP_CWORD": "2"}
    done = subprocess.run(
        [PROVISION.with_name("python"), "-c", script],
        cwd=site,
        env=os.environ | asked,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "dinkes" in done.stdout
    assert {*done.stdout.split()} & {
        "sqlalchemy",
        "alembic",
        "pydantic",
        "dns",
        "rich",
        "docx",
        "docxtpl",
    } == set()


READY = "ready-to-type"
START = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "bind -x '\"\\C-t\": printf \"<%s>\\n\" \"$READLINE_LINE\"'",
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "autoload -Uz compinit; compinit -D; dump() { print -r -- \"<$BUFFER>\" }; zle -N dump; bindkey '^T' dump",
    ),
}  # fmt: skip


def typed(shell: str, site: Path, keys: bytes) -> str:
    """Return the line as the shell holds it after keys were pressed at a terminal."""
    words, prepare = START[shell]
    process, terminal = pty.fork()
    if not process:
        os.chdir(site)
        os.execvpe(  # noqa: S606 - the shell itself is under test
            words[0], words, os.environ | {"PATH": f"{PROVISION.parent}:{os.environ['PATH']}", "TERM": "dumb"}
        )
    try:
        script = f"{prepare}; source <(provision completion {shell}); echo {READY[:5]}''{READY[5:]}\n"
        os.write(terminal, script.encode())
        _read(terminal, re.compile(f"{READY}\r?\n"))
        os.write(terminal, keys + TAB)
        # The shell asks the program before it looks at the next key.
        os.write(terminal, DUMP)
        return _read(terminal, re.compile("<(provision [^<>]*)>")).group(1)
    finally:
        os.close(terminal)
        os.waitpid(process, 0)


def _read(terminal: int, wanted: "re.Pattern[str]") -> "re.Match[str]":
    heard, end = "", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            heard += os.read(terminal, 4096).decode(errors="replace")
        if found := wanted.search(heard):
            return found
    raise AssertionError(heard)


TYPED = [
    ("provision chec", "provision check "),
    ("provision check di", "provision check dinkes "),
    ("provision check --all-", "provision check --all-open "),
    (
        "provision request new subdomain --agency kec-m",
        "provision request new subdomain --agency kec-mandau ",
    ),
]


@pytest.mark.parametrize(("keys", "line"), TYPED)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_at_a_terminal(site: Path, shell: str, keys: str, line: str) -> None:
    _needs(shell)
    assert typed(shell, site, keys.encode()) == line


def test_in_fish(site: Path, tmp_path: Path) -> None:
    _needs("fish")
    environ = os.environ | {"PATH": f"{PROVISION.parent}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    for keys, line in TYPED:
        script = f'provision completion fish | source; complete -C "{keys}"'
        done = subprocess.run(
            ["fish", "-c", script], cwd=site, env=environ, capture_output=True, text=True, check=True
        )
        assert [row.partition("\t")[0] for row in done.stdout.splitlines()] == [line.split()[-1]]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_right_in_its_shell(shell: str, tmp_path: Path) -> None:
    _needs(shell)
    script = tmp_path / "script"
    script.write_text(run("completion", shell, cwd=tmp_path).stdout)
    assert COMPLETING in script.read_text()
    assert subprocess.run([shell, "-n", script], capture_output=True, check=False).returncode == 0


def _needs(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed; see: provision sandbox packages")
