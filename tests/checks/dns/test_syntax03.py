"""Syntax03: hyphens where codes have them."""

import pytest

from provision.checks.dns import syntax03
from provision.names import Fqdn
from tests.checks.dns.names import named
from tests.checks.dns.world import Row

ROOT = Fqdn("")
ROWS = [
    named(syntax03, "dinkes.go.id", "NO_DOUBLE_DASH"),
    named(syntax03, "xn--bcher-kva.id", "NO_DOUBLE_DASH"),
    named(syntax03, "d--inkes.go.id", "NO_DOUBLE_DASH"),
    named(syntax03, "din--kes.go.id", "NO_DOUBLE_DASH"),
    named(syntax03, "di--nkes.go.id", "DISCOURAGED_DOUBLE_DASH", label="di--nkes"),
    named(syntax03, "a.di--.go.id", "DISCOURAGED_DOUBLE_DASH", label="di--"),
    Row(syntax03, "the root", set(), zone=ROOT),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
