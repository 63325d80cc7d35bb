"""Nameserver02: each tag; a server that is silent altogether, one that refuses the zone."""

from collections.abc import Sequence
from typing import Any

import pytest

from provision.checks.dns import nameserver02
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Edns, Silence
from tests.checks.dns.where import has_edns, where
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, Row, World, at

HEALTHY = World()
NS2 = {"ns": f"ns2.penyedia.id/{NS2_4}"}


def edns(address: str | Sequence[str], **parts: Any) -> World:
    return HEALTHY.with_fault(where(has_edns, address, **parts))


ROWS = [
    Row(nameserver02, "healthy", {"EDNS0_SUPPORT"}, args={"EDNS0_SUPPORT": {
        "ns_list": f"ns1.dinkes.go.id/{NS1_4};ns1.dinkes.go.id/{NS1_6};ns2.penyedia.id/{NS2_4}"}}),
    Row(nameserver02, "no EDNS, said properly", {"NO_EDNS_SUPPORT"}, edns(NS2_4, rcode="FORMERR", edns=None, answer=()), args={"NO_EDNS_SUPPORT": NS2}),
    Row(nameserver02, "FORMERR with EDNS", {"NS_ERROR"}, edns(NS2_4, rcode="FORMERR", answer=()), args={"NS_ERROR": NS2}),
    Row(nameserver02, "answers without", {"EDNS_RESPONSE_WITHOUT_EDNS"}, edns(NS2_4, edns=None),
        args={"EDNS_RESPONSE_WITHOUT_EDNS": {**NS2, "domain": "dinkes.go.id"}}),
    Row(nameserver02, "another version", {"EDNS_VERSION_ERROR"}, edns(NS2_4, edns=Edns(version=1)), args={"EDNS_VERSION_ERROR": {**NS2, "domain": "dinkes.go.id"}}),
    Row(nameserver02, "silent to EDNS", {"BREAKS_ON_EDNS"}, edns(NS2_4, silence=Silence.TIMEOUT), args={"BREAKS_ON_EDNS": {**NS2, "domain": "dinkes.go.id"}}),
    Row(nameserver02, "malformed with EDNS", {"BREAKS_ON_EDNS"}, edns(NS2_4, silence=Silence.MALFORMED)),
    Row(nameserver02, "silent", {"NO_RESPONSE"}, HEALTHY.with_fault(at(NS2_4, silence=Silence.TIMEOUT)), args={"NO_RESPONSE": {**NS2, "domain": "dinkes.go.id"}}),
    Row(nameserver02, "refuses the zone", {"NS_ERROR"}, HEALTHY.with_zone("dinkes.go.id", "", NS2_4).with_fault(at(NS2_4, rcode="REFUSED", answer=()))),
    Row(nameserver02, "no SOA", {"NS_ERROR"}, edns(NS2_4, answer=())),
    Row(nameserver02, "IPv6 switched off", {"EDNS0_SUPPORT", "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)),
        how={"profile": Profile(ipv6=False)}, args={"IPV6_DISABLED": {"ns": f"ns1.dinkes.go.id/{NS1_6}", "rrtype": "SOA"}}),
    *[Row(nameserver02, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, "SOA", silence=silence))) for silence in NOT_CHECKED],
    *[Row(nameserver02, f"plain {silence}", set(), HEALTHY.with_fault(where(has_edns, silence=Silence.TIMEOUT)).with_fault(
        where(lambda query: not has_edns(query), silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
