"""Delegation04: servers without authority."""

import pytest

from provision.checks.dns import delegation04
from provision.model.query import Silence
from tests.checks.dns.changed import (
    HEALTHY,
    NS1,
    NS2,
    REFERS,
    SPARED,
)
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, Row, World, at

LAME = "IS_NOT_AUTHORITATIVE"


def over(tcp: bool, address: str, **parts: object) -> World:
    """Return the world where one address answers otherwise over one of the protocols."""
    changed = at(address, "SOA", **parts)
    return HEALTHY.with_fault(lambda query, answer: changed(query, answer) if query.tcp is tcp else answer)


ROWS = [
    Row(delegation04, "healthy", {"ARE_AUTHORITATIVE"}, args={"ARE_AUTHORITATIVE": {"nsname_list": f"{NS1};{NS2}"}}),
    Row(delegation04, "refers upwards", {LAME}, HEALTHY.with_fault(at(NS1_6, "SOA", **REFERS)),
        args={LAME: {"ns": f"{NS1}/{NS1_6}", "proto": "UDP"}}),
    Row(delegation04, "refuses", {LAME}, HEALTHY.with_fault(at(NS2_4, "SOA", rcode="REFUSED", authoritative=False, answer=())),
        args={LAME: {"ns": f"{NS2}/{NS2_4}", "proto": "TCP"}}),
    Row(delegation04, "fails with the bit", {LAME}, HEALTHY.with_fault(at(NS2_4, "SOA", rcode="SERVFAIL", answer=()))),
    Row(delegation04, "from a cache", {LAME}, HEALTHY.with_fault(at(NS2_4, "SOA", authoritative=False, recursive=True))),
    Row(delegation04, "over TCP alone", {LAME}, over(True, NS2_4, authoritative=False),
        args={LAME: {"ns": f"{NS2}/{NS2_4}", "proto": "TCP"}}),
    Row(delegation04, "over UDP alone", {LAME}, over(False, NS2_4, authoritative=False),
        args={LAME: {"ns": f"{NS2}/{NS2_4}", "proto": "UDP"}}),
    Row(delegation04, "a dead one says nothing", {"ARE_AUTHORITATIVE"}, HEALTHY.with_fault(at(NS2_4, silence=Silence.TIMEOUT)),
        args={"ARE_AUTHORITATIVE": {"nsname_list": NS1}}),
    Row(delegation04, "all dead", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    Row(delegation04, "no IPv6 here", {"ARE_AUTHORITATIVE", "IPV6_DISABLED"},
        HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)),
        args={"IPV6_DISABLED": {"ns": f"{NS1}/{NS1_6}", "rrtype": "SOA"}}),
    Row(delegation04, "no IPv4 here", {"ARE_AUTHORITATIVE", "IPV4_DISABLED"},
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.NO_FAMILY))),
    *(Row(delegation04, f"nobody's fault ({spared})", {"ARE_AUTHORITATIVE"}, HEALTHY.with_fault(at(NS2_4, silence=spared)))
      for spared in SPARED[1:]),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
