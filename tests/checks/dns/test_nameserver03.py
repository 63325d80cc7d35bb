"""Nameserver03: a transfer that is refused, one that begins, one that is no transfer."""

from collections.abc import Sequence
from typing import Any

import pytest

from provision.checks.dns import nameserver03
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_6, NS2_4, SOA, ZONE, Row, World, at

HEALTHY = World()
BEGINS = (RRset.of(ZONE, "SOA", 60, [SOA]),)
OTHER = (RRset.of(Fqdn("go.id"), "SOA", 60, [SOA]),)


def transfer(address: str | Sequence[str], **parts: Any) -> World:
    return HEALTHY.with_fault(at(address, "AXFR", **parts))


ROWS = [
    Row(nameserver03, "healthy", {"AXFR_FAILURE"}, args={"AXFR_FAILURE": {"ns": f"ns2.penyedia.id/{NS2_4}"}}),
    Row(nameserver03, "open at one", {"AXFR_FAILURE", "AXFR_AVAILABLE"}, transfer(NS2_4, rcode="NOERROR", answer=BEGINS),
        args={"AXFR_AVAILABLE": {"ns": f"ns2.penyedia.id/{NS2_4}"}}),
    Row(nameserver03, "open at all", {"AXFR_AVAILABLE"}, transfer(CHILD, rcode="NOERROR", authoritative=True, answer=BEGINS)),
    Row(nameserver03, "an empty answer", {"AXFR_FAILURE"}, transfer(CHILD, rcode="NOERROR", authoritative=True)),
    Row(nameserver03, "of another zone", {"AXFR_FAILURE"}, transfer(CHILD, rcode="NOERROR", answer=OTHER)),
    Row(nameserver03, "a code beside the SOA", {"AXFR_FAILURE"}, transfer(CHILD, rcode="NOTAUTH", answer=BEGINS)),
    *[Row(nameserver03, f"{silence}", {"AXFR_FAILURE"}, transfer(CHILD, silence=silence))
      for silence in (Silence.TIMEOUT, Silence.REFUSED, Silence.MALFORMED)],
    Row(nameserver03, "IPv6 switched off", {"AXFR_FAILURE", "IPV6_DISABLED"}, transfer(NS1_6, silence=Silence.NO_FAMILY), how={"profile": Profile(ipv6=False)},
        args={"IPV6_DISABLED": {"rrtype": "AXFR"}}),
    *[Row(nameserver03, f"not checked: {silence}", set(), transfer(CHILD, silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_is_asked_over_tcp() -> None:
    world = World()
    Row(nameserver03, "", {"AXFR_FAILURE"}, world).judge()
    assert {query.tcp for query in world.asked if query.type == "AXFR"} == {True}
