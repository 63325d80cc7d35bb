"""Nameserver12: answers to an unknown flag of EDNS."""

from collections.abc import Sequence
from typing import Any

import pytest

from provision.checks.dns import nameserver12
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Edns, Query, Silence
from tests.checks.dns.where import where
from tests.checks.dns.world import CHILD, NS1_6, NS2_4, Row, World, at

HEALTHY = World()
NS2 = {"ns": f"ns2.penyedia.id/{NS2_4}"}


def with_flag(query: Query) -> bool:
    return query.edns is not None and bool(query.edns.z)


def flag(address: str | Sequence[str] = NS2_4, **parts: Any) -> World:
    return HEALTHY.with_fault(where(with_flag, address, **parts))


ROWS = [
    Row(nameserver12, "healthy", set()),
    Row(nameserver12, "sent back", {"Z_FLAGS_NOTCLEAR"}, flag(edns=Edns(z=1)), args={"Z_FLAGS_NOTCLEAR": NS2}),
    Row(nameserver12, "another flag", {"Z_FLAGS_NOTCLEAR"}, flag(edns=Edns(z=0x4000))),
    Row(nameserver12, "DO is known", set(), flag(edns=Edns(do=True))),
    Row(nameserver12, "FORMERR", {"NO_EDNS_SUPPORT"}, flag(rcode="FORMERR", edns=None, answer=()), args={"NO_EDNS_SUPPORT": NS2}),
    Row(nameserver12, "no EDNS", {"NS_ERROR"}, flag(edns=None), args={"NS_ERROR": NS2}),
    Row(nameserver12, "another version", {"NS_ERROR"}, flag(edns=Edns(version=1))),
    Row(nameserver12, "no SOA", {"NS_ERROR"}, flag(answer=())),
    Row(nameserver12, "refused", {"NS_ERROR"}, flag(rcode="REFUSED", answer=())),
    Row(nameserver12, "silent", {"NO_RESPONSE"}, flag(silence=Silence.TIMEOUT), args={"NO_RESPONSE": {**NS2, "domain": "dinkes.go.id"}}),
    Row(nameserver12, "IPv6 switched off", {"IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)}),
    *[Row(nameserver12, f"{silence}", set(), flag(CHILD, silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
