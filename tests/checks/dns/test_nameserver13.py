"""Nameserver13: answers that were cut short, with EDNS and without."""

from typing import Any

import pytest

from provision.checks.dns import nameserver13
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Edns, Silence
from tests.checks.dns.where import where
from tests.checks.dns.world import CHILD, NS1_6, NS2_4, Row, World, at

HEALTHY = World()
NS2 = {"ns": f"ns2.penyedia.id/{NS2_4}"}


def small(*addresses: str, **parts: Any) -> World:
    return HEALTHY.with_fault(where(lambda query: query.cut, addresses or NS2_4, **parts))


ROWS = [
    Row(nameserver13, "healthy", set()),
    Row(nameserver13, "cut, with EDNS", set(), small(truncated=True)),
    Row(nameserver13, "cut, without", {"MISSING_OPT_IN_TRUNCATED"}, small(truncated=True, edns=None), args={"MISSING_OPT_IN_TRUNCATED": NS2}),
    Row(nameserver13, "whole, without", {"NS_ERROR"}, small(edns=None), args={"NS_ERROR": NS2}),
    Row(nameserver13, "another version", {"NS_ERROR"}, small(edns=Edns(version=1))),
    Row(nameserver13, "refused", {"NS_ERROR"}, small(rcode="REFUSED")),
    Row(nameserver13, "FORMERR", {"NO_EDNS_SUPPORT"}, small(rcode="FORMERR", edns=None), args={"NO_EDNS_SUPPORT": NS2}),
    Row(nameserver13, "silent", {"NO_RESPONSE"}, small(silence=Silence.TIMEOUT), args={"NO_RESPONSE": {**NS2, "domain": "dinkes.go.id"}}),
    Row(nameserver13, "IPv6 switched off", {"IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)},
        args={"IPV6_DISABLED": {"rrtype": "DNSKEY"}}),
    *[Row(nameserver13, f"{silence}", set(), small(*CHILD, silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
