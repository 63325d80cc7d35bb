"""Syntax02: hyphens at the ends of its parts."""

import pytest

from provision.checks.dns import syntax02
from provision.names import Fqdn
from tests.checks.dns.names import named
from tests.checks.dns.world import Row

ROOT = Fqdn("")
ROWS = [
    named(syntax02, "din-kes.go.id", "NO_ENDING_HYPHENS"),
    named(syntax02, "din--kes.go.id", "NO_ENDING_HYPHENS"),
    named(syntax02, "-dinkes.go.id", "INITIAL_HYPHEN", label="-dinkes"),
    named(syntax02, "dinkes-.go.id", "TERMINAL_HYPHEN", label="dinkes-"),
    named(syntax02, "-.go.id", "INITIAL_HYPHEN", "TERMINAL_HYPHEN", label="-"),
    named(syntax02, "dinkes.-go.id", "INITIAL_HYPHEN", label="-go"),
    Row(syntax02, "the root", set(), zone=ROOT),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
