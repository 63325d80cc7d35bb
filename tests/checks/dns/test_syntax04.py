"""Syntax04: the names of name servers."""

import pytest

from provision.checks.dns import syntax04
from provision.model.query import Silence
from provision.names import Fqdn
from tests.checks.dns.names import HEALTHY, hosts, zone
from tests.checks.dns.world import CHILD, Row, World, at, findings

NOBODY = Fqdn("lain.go.id")


def nameserver(name: str) -> World:
    return zone("NS ns2.penyedia.id.", f"NS {name}")


ROWS = [
    *hosts(syntax04, "NAMESERVER", nameserver, "NAMESERVER_SYNTAX_OK"),
    Row(syntax04, "both faults", {"NAMESERVER_SYNTAX_OK", "NAMESERVER_NON_ALLOWED_CHARS", "NAMESERVER_NUMERIC_TLD"}, nameserver("a_b.1.")),
    Row(syntax04, "only the parent names it", {"NAMESERVER_SYNTAX_OK", "NAMESERVER_NON_ALLOWED_CHARS"},
        HEALTHY.edited("go.id", "NS ns2.penyedia.id.", "NS ns_2.penyedia.id."), args={"NAMESERVER_NON_ALLOWED_CHARS": {"domain": "ns_2.penyedia.id"}}),
    Row(syntax04, "no delegation", set(), zone=NOBODY),
    Row(syntax04, "the zone is dead", {"NAMESERVER_SYNTAX_OK"}, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_both_names_are_judged_once() -> None:
    found = findings(syntax04, HEALTHY)
    assert [finding.args["domain"] for finding in found] == ["ns1.dinkes.go.id", "ns2.penyedia.id"]
