"""What import-linter cannot hold: who opens sockets, who prints, and what `--help` loads."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import provision

PACKAGE = Path(provision.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
SOCKETS = {
    "dns.query", "dns.asyncquery", "dns.resolver", "dns.asyncresolver", "dns.nameserver", "socket", "ssl", "asyncio",
    "ldap3", "paramiko", "fabric", "requests", "urllib.request", "http.client", "smtplib", "imaplib", "ftplib",
}  # fmt: skip
PRINTING = {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write", "pprint.pprint"}
HEAVY = {
    "pydantic",
    "sqlalchemy",
    "alembic",
    "dns",
    "rich",
    "ruamel",
    "docx",
    "openpyxl",
    "docxtpl",
    "holidays",
    "requests",
    "tenacity",
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree: ast.AST) -> Iterator[str]:
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


def opens_sockets(source: str) -> set[str]:
    names = set(imported(ast.parse(source)))
    return {name for name in names if any(name == s or name.startswith(f"{s}.") for s in SOCKETS)}


def prints(source: str) -> set[str]:
    return PRINTING & set(called(ast.parse(source)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_drivers_open_sockets_and_only_the_command_line_prints(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if room(path) not in {"drivers", "sandbox"} and path.relative_to(PACKAGE) not in KNOWS_ITS_HOST:
        assert opens_sockets(source) == set()
    if room(path) not in {"cli", "sandbox"}:
        assert prints(source) == set()


# `socket.gethostname` alone: locks tell whose they are.
KNOWS_ITS_HOST = {Path("ledger/process.py")}

SOURCES = [
    ("import socket", {"socket"}),
    ("import dns.query as q", {"dns.query"}),
    ("from dns import query", {"dns.query"}),
    ("def f():\n    from dns.resolver import resolve", {"dns.resolver", "dns.resolver.resolve"}),
    ("import dns.name, ipaddress, socketserver", set()),
]


@pytest.mark.parametrize(("source", "found"), SOURCES)
def test_the_test_sees_sockets(source: str, found: set[str]) -> None:
    assert opens_sockets(source) == found


def test_the_test_sees_printing() -> None:
    assert prints("print(1)\nif x:\n    click.echo('a')") == {"print", "click.echo"}
    assert prints("x.print()\nblueprint(2)") == set()


def test_a_ledger_asks_the_socket_module_for_the_hosts_name_alone() -> None:
    for path in KNOWS_ITS_HOST:
        source = (PACKAGE / path).read_text(encoding="utf-8")
        used = {node for node in called(ast.parse(source)) if node.startswith("socket.")}
        assert used <= {"socket.gethostname"}


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["-h"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    script = (
        "import sys\n"
        f"sys.argv = ['provision', *{words!r}]\n"
        "from provision.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit as end:\n    assert not end.code\n"
        "print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rpartition("LOADED ")[2].split())
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_every_error_has_its_own_sentence_and_an_exit_code_of_the_tree() -> None:
    from provision import errors

    classes = [
        c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.ProvisionError)
    ]
    assert {c.exit_code for c in classes} == {1, 2, 4, 5}
    assert all(c.__doc__ and f" {c.__name__} " in f"{errors.__doc__} ".replace("\n", " ") for c in classes)
