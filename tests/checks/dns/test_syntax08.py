"""Syntax08: the names of mail servers."""

import pytest

from provision.checks.dns import syntax08
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.names import HEALTHY, SPARED, hosts, zone
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, ZONE, Row, World, at


def exchange(name: str, *addresses: str) -> World:
    return zone("MX 10 mail.dinkes.go.id.", f"MX 10 {name}", *addresses)


ROWS = [
    *hosts(syntax08, "MX", exchange),
    Row(syntax08, "none is meant (RFC 7505)", {"MX_SYNTAX_OK"}, zone("MX 10 mail.dinkes.go.id.", "MX 0 ."), args={"MX_SYNTAX_OK": {"domain": "."}}),
    Row(syntax08, "no mail servers", set(), zone("dinkes.go.id MX 10 mail.dinkes.go.id.\n", "")),
    Row(syntax08, "two", {"MX_SYNTAX_OK", "MX_NUMERIC_TLD"}, exchange("mail.dinkes.go.id.\ndinkes.go.id MX 20 1.2.3.4.")),
    Row(syntax08, "another on one server", {"MX_SYNTAX_OK", "MX_NON_ALLOWED_CHARS"}, exchange("a_b.id.", NS2_4)),
    Row(syntax08, "data that cannot be read", set(), exchange("a_b.id.").with_fault(at(CHILD, "MX", answer=(RRset.of(ZONE, "MX", 60, [r"\# 1 ab"]),)))),
    Row(syntax08, "of another name", set(), HEALTHY.with_fault(at(CHILD, "MX", answer=(RRset.of(Fqdn("go.id"), "MX", 60, ["1 a_b.id."]),)))),
    Row(syntax08, "refused is an answer", set(), HEALTHY.with_fault(at(CHILD, "MX", rcode="REFUSED", answer=(), authoritative=False))),
    Row(syntax08, "one dead", {"MX_SYNTAX_OK"}, HEALTHY.with_fault(at((NS1_4, NS1_6), "MX", silence=Silence.TIMEOUT))),
    Row(syntax08, "all dead", {"NO_RESPONSE_MX_QUERY"}, HEALTHY.with_fault(at(CHILD, "MX", silence=Silence.TIMEOUT))),
    *(Row(syntax08, f"nobody could be asked ({spared})", set(), HEALTHY.with_fault(at(CHILD, "MX", silence=spared))) for spared in SPARED),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
