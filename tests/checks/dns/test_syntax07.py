"""Syntax07: the name of the primary."""

import pytest

from provision.checks.dns import syntax07
from tests.checks.dns.names import hosts, of_soa, zone
from tests.checks.dns.world import NS2_4, Row, World

OK = {"MNAME_SYNTAX_OK"}


def primary(name: str, *addresses: str) -> World:
    return zone("SOA ns1.dinkes.go.id.", f"SOA {name}", *addresses)


ROWS = [
    *hosts(syntax07, "MNAME", primary),
    Row(syntax07, "the root", OK, primary("."), args={"MNAME_SYNTAX_OK": {"domain": "."}}),
    Row(syntax07, "another on one server", {*OK, "MNAME_NON_ALLOWED_CHARS"}, primary("a_b.id.", NS2_4)),
    *of_soa(syntax07, "MNAME_SYNTAX_OK"),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
