"""Nameserver10: answers to a version of EDNS that does not exist."""

from collections.abc import Sequence
from typing import Any

import pytest

from provision.checks.dns import nameserver10
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Edns, Query, Silence
from provision.model.rrset import RRset
from tests.checks.dns.where import has_edns, where
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, SOA, ZONE, Row, World, at

HEALTHY = World()
HAS = (RRset.of(ZONE, "SOA", 60, [SOA]),)
IP = {"ns_ip_list": NS2_4}


def first(query: Query) -> bool:
    return query.edns is not None and query.edns.version == 1


def version1(address: str | Sequence[str], **parts: Any) -> World:
    return HEALTHY.with_fault(where(first, address, **parts))


ROWS = [
    Row(nameserver10, "healthy", set()),
    Row(nameserver10, "silent to version 1", {"N10_NO_RESPONSE_EDNS1_QUERY"}, version1(NS2_4, silence=Silence.TIMEOUT), args={"N10_NO_RESPONSE_EDNS1_QUERY": IP}),
    Row(nameserver10, "answers as if it were 0", {"N10_UNEXPECTED_RCODE"}, version1([NS1_4, NS2_4], rcode="NOERROR", answer=HAS),
        args={"N10_UNEXPECTED_RCODE": {"ns_ip_list": f"{NS1_4};{NS2_4}", "rcode": "NOERROR"}}),
    Row(nameserver10, "two codes", {"N10_UNEXPECTED_RCODE"}, version1(NS2_4, rcode="FORMERR").with_fault(where(first, NS1_6, rcode="NOTIMP")),
        args={"N10_UNEXPECTED_RCODE": {"ns_ip_list": NS1_6, "rcode": "NOTIMP"}}),
    Row(nameserver10, "a record beside BADVERS", {"N10_EDNS_RESPONSE_ERROR"}, version1(NS2_4, answer=HAS), args={"N10_EDNS_RESPONSE_ERROR": IP}),
    Row(nameserver10, "BADVERS in version 1", {"N10_EDNS_RESPONSE_ERROR"}, version1(NS2_4, edns=Edns(version=1))),
    Row(nameserver10, "no EDNS at all is nameserver02's", set(), HEALTHY.with_fault(where(has_edns, rcode="FORMERR", edns=None, answer=()))),
    Row(nameserver10, "silent to EDNS is nameserver02's", set(), HEALTHY.with_fault(where(has_edns, silence=Silence.TIMEOUT))),
    Row(nameserver10, "refuses the zone", set(), HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(nameserver10, "IPv6 switched off", {"IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)}),
    *[Row(nameserver10, f"{silence}", set(), version1(CHILD, silence=silence)) for silence in NOT_CHECKED],
    *[Row(nameserver10, f"version 0: {silence}", set(), HEALTHY.with_fault(where(lambda query: has_edns(query) and not first(query), silence=silence)))
      for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
