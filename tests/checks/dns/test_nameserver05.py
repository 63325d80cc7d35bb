"""Nameserver05: each tag; a zone without A or AAAA records is no fault."""

from collections.abc import Sequence
from typing import Any

import pytest

from provision.checks.dns import nameserver05
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, ZONE, Row, World, at

HEALTHY = World()
NS2 = {"ns": f"ns2.penyedia.id/{NS2_4}"}
FINE = {"AAAA_WELL_PROCESSED"}
SHORT = (RRset.of(ZONE, "AAAA", 60, ["\\# 4 675e0a05"]),)
ONE_SHORT = (RRset.of(ZONE, "AAAA", 60, ["2001:db8::1", "\\# 0 "]),)


def aaaa(address: str | Sequence[str], **parts: Any) -> World:
    return HEALTHY.with_fault(at(address, "AAAA", "dinkes.go.id", **parts))


def a(address: str | Sequence[str], **parts: Any) -> World:
    return HEALTHY.with_fault(at(address, "A", "dinkes.go.id", **parts))


ROWS = [
    Row(nameserver05, "healthy, no AAAA", FINE, args={"AAAA_WELL_PROCESSED": {
        "ns_list": f"ns1.dinkes.go.id/{NS1_4};ns1.dinkes.go.id/{NS1_6};ns2.penyedia.id/{NS2_4}"}}),
    Row(nameserver05, "with AAAA", FINE, HEALTHY.edited("dinkes.go.id", "dinkes.go.id A 103.94.10.5\n", "dinkes.go.id AAAA 2001:db8::5\n")),
    Row(nameserver05, "AAAA dropped", {"AAAA_QUERY_DROPPED"}, aaaa(NS2_4, silence=Silence.TIMEOUT), args={"AAAA_QUERY_DROPPED": NS2}),
    Row(nameserver05, "AAAA denied", {"AAAA_UNEXPECTED_RCODE"}, aaaa(NS2_4, rcode="NXDOMAIN"), args={"AAAA_UNEXPECTED_RCODE": {**NS2, "rcode": "NXDOMAIN"}}),
    Row(nameserver05, "AAAA not implemented", {"AAAA_UNEXPECTED_RCODE"}, aaaa(CHILD, rcode="NOTIMP")),
    Row(nameserver05, "AAAA of four octets", {"AAAA_BAD_RDATA"}, aaaa(NS2_4, answer=SHORT), args={"AAAA_BAD_RDATA": {**NS2, "length": 4}}),
    Row(nameserver05, "one AAAA of none", {"AAAA_BAD_RDATA"}, aaaa(NS2_4, answer=ONE_SHORT), args={"AAAA_BAD_RDATA": {**NS2, "length": 0}}),
    Row(nameserver05, "A refused", {"A_UNEXPECTED_RCODE", *FINE}, a(NS2_4, rcode="REFUSED"), args={"A_UNEXPECTED_RCODE": {**NS2, "rcode": "REFUSED"}}),
    Row(nameserver05, "A refused by all", {"A_UNEXPECTED_RCODE"}, a(CHILD, rcode="SERVFAIL")),
    Row(nameserver05, "A dropped", {"NO_RESPONSE", *FINE}, a(NS2_4, silence=Silence.TIMEOUT), args={"NO_RESPONSE": {**NS2, "domain": "dinkes.go.id"}}),
    Row(nameserver05, "both dropped", {"NO_RESPONSE"}, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    Row(nameserver05, "IPv6 switched off", {"IPV6_DISABLED", *FINE}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)},
        args={"IPV6_DISABLED": {"rrtype": "A"}}),
    *[Row(nameserver05, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
    *[Row(nameserver05, f"AAAA: {silence}", set(), aaaa(CHILD, silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
