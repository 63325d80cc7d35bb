"""Nameserver07: a referral to the root, and what is none."""

from collections.abc import Sequence
from typing import Any

import pytest

from provision.checks.dns import nameserver07
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_6, NS2_4, SOA, ZONE, Row, World, at

HEALTHY = World()
ROOT = (RRset.hosts(Fqdn(""), "NS", 60, [Fqdn("a.root-servers.net")]),)
FINE = {"NO_UPWARD_REFERRAL"}


def upwards(address: str | Sequence[str], **parts: Any) -> World:
    """Change the answers to the question for the root alone."""
    fault = at(address, "NS", **parts)
    return HEALTHY.with_fault(lambda query, answer: answer if query.name.text else fault(query, answer))


ROWS = [
    Row(nameserver07, "healthy", FINE, args={"NO_UPWARD_REFERRAL": {"nsname_list": "ns1.dinkes.go.id;ns2.penyedia.id"}}),
    Row(nameserver07, "refers", {"UPWARD_REFERRAL"}, upwards(NS2_4, rcode="NOERROR", authority=ROOT), args={"UPWARD_REFERRAL": {"ns": f"ns2.penyedia.id/{NS2_4}"}}),
    Row(nameserver07, "a SOA is no referral", FINE, upwards(CHILD, rcode="NXDOMAIN", authority=(RRset.of(ZONE, "SOA", 60, [SOA]),))),
    Row(nameserver07, "an answer is no referral", FINE, upwards(CHILD, rcode="NOERROR", answer=ROOT)),
    Row(nameserver07, "one silent", FINE, upwards(NS2_4, silence=Silence.TIMEOUT), args={"NO_UPWARD_REFERRAL": {"nsname_list": "ns1.dinkes.go.id"}}),
    Row(nameserver07, "all silent", set(), upwards(CHILD, silence=Silence.TIMEOUT)),
    Row(nameserver07, "of the root", {"UPWARD_REFERRAL_IRRELEVANT"}, zone=Fqdn("")),
    Row(nameserver07, "IPv6 switched off", {"IPV6_DISABLED", *FINE}, upwards(NS1_6, silence=Silence.NO_FAMILY), how={"profile": Profile(ipv6=False)},
        args={"IPV6_DISABLED": {"rrtype": "NS"}}),
    *[Row(nameserver07, f"{silence}", set(), upwards(CHILD, silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
