"""Syntax05: the sign that no contact has."""

import pytest

from provision.checks.dns import syntax05
from tests.checks.dns.names import of_soa, zone
from tests.checks.dns.world import NS2_4, Row

CONTACT = "hostmaster.dinkes.go.id."
RIGHT, WRONG = "RNAME_NO_AT_SIGN", "RNAME_MISUSED_AT_SIGN"
ROWS = [
    Row(syntax05, "healthy", {RIGHT}, args={RIGHT: {"rname": "hostmaster.dinkes.go.id"}}),
    Row(syntax05, "the sign", {WRONG}, zone(CONTACT, "hostmaster@dinkes.go.id."), args={WRONG: {"rname": "hostmaster@dinkes.go.id"}}),
    Row(syntax05, "the sign, escaped", {WRONG}, zone(CONTACT, r"hostmaster\@dinkes.go.id.")),
    Row(syntax05, "the sign, by its number", {WRONG}, zone(CONTACT, r"hostmaster\064dinkes.go.id.")),
    Row(syntax05, "an escaped dot", {RIGHT}, zone(CONTACT, r"ayu\.sri.dinkes.go.id.")),
    Row(syntax05, "the sign on one server", {RIGHT, WRONG}, zone(CONTACT, "a@dinkes.go.id.", NS2_4)),
    *of_soa(syntax05, RIGHT),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
