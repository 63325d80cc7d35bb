"""Syntax01: the characters of a zone's name."""

import pytest

from provision.checks.dns import syntax01
from provision.checks.dns.host_name import labels
from provision.names import Fqdn
from tests.checks.dns.names import named
from tests.checks.dns.world import Row

ROOT = Fqdn("")
ROWS = [
    named(syntax01, "dinkes.go.id", "ONLY_ALLOWED_CHARS"),
    named(syntax01, "1-a.go.id", "ONLY_ALLOWED_CHARS"),
    named(syntax01, "xn--bcher-kva.id", "ONLY_ALLOWED_CHARS"),
    named(syntax01, "din_kes.go.id", "NON_ALLOWED_CHARS"),
    named(syntax01, "din/kes.go.id", "NON_ALLOWED_CHARS"),
    named(syntax01, r"din\.kes.go.id", "NON_ALLOWED_CHARS"),
    named(syntax01, r"din\195\164kes.go.id", "NON_ALLOWED_CHARS"),
    named(syntax01, "*.go.id", "NON_ALLOWED_CHARS"),
    Row(syntax01, "the root", {"ONLY_ALLOWED_CHARS"}, zone=ROOT, args={"ONLY_ALLOWED_CHARS": {"domain": "."}}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


@pytest.mark.parametrize(
    ("name", "parts"),
    [("", []), ("a.b", ["a", "b"]), (r"a\.b.c", [r"a\.b", "c"]), (r"a\046b.c", [r"a\046b", "c"])],
)
def test_an_escaped_dot_parts_nothing(name: str, parts: list[str]) -> None:
    assert labels(name) == parts
