"""Delegation06: servers without the SOA record."""

import pytest

from provision.checks.dns import delegation06
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.changed import (
    HEALTHY,
    NS2,
    REFERS,
    SPARED,
)
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, Row, at, findings

LACKS = "SOA_NOT_EXISTS"
ROWS = [
    Row(delegation06, "healthy", {"SOA_EXISTS"}),
    Row(delegation06, "none on one", {LACKS}, HEALTHY.with_fault(at(NS2_4, "SOA", answer=())), args={LACKS: {"ns": f"{NS2}/{NS2_4}"}}),
    Row(delegation06, "the parent's", {LACKS}, HEALTHY.with_fault(
        at(NS2_4, "SOA", answer=(RRset.of(Fqdn("go.id"), "SOA", 60, ["a. b. 1 1 1 1 1"]),)))),
    Row(delegation06, "a referral", {LACKS}, HEALTHY.with_fault(at(NS2_4, "SOA", **REFERS))),
    Row(delegation06, "refused is delegation04's", {"SOA_EXISTS"},
        HEALTHY.with_fault(at(NS2_4, "SOA", rcode="REFUSED", answer=(), authoritative=False))),
    Row(delegation06, "dead is connectivity01's", {"SOA_EXISTS"}, HEALTHY.with_fault(at(NS2_4, "SOA", silence=Silence.TIMEOUT))),
    Row(delegation06, "all dead", set(), HEALTHY.with_fault(at(CHILD, "SOA", silence=Silence.TIMEOUT))),
    Row(delegation06, "no IPv6 here", {"SOA_EXISTS", "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY))),
    Row(delegation06, "no IPv4 here", {"SOA_EXISTS", "IPV4_DISABLED"},
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.NO_FAMILY))),
    *(Row(delegation06, f"nobody's fault ({spared})", {"SOA_EXISTS"}, HEALTHY.with_fault(at(NS2_4, silence=spared)))
      for spared in SPARED[1:]),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_a_letter_tells_of_a_lame_server_once() -> None:
    found = findings(delegation06, HEALTHY.with_fault(at(NS2_4, "SOA", **REFERS)))
    assert [(finding.tag, finding.letter) for finding in found] == [(LACKS, None)]
