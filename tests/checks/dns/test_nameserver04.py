"""Nameserver04: an answer from elsewhere, which is silence else."""

from dataclasses import replace

import pytest

from provision.checks.dns import nameserver04
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Answer, Query, Silence
from provision.names import parse_ip
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, Row, World, at

HEALTHY = World()
ELSEWHERE = parse_ip("103.94.11.99")


def strays(query: Query, answer: Answer) -> Answer:
    if str(query.server) != NS2_4:
        return answer
    return replace(Answer(query, Silence.TIMEOUT), source=ELSEWHERE)


ROWS = [
    Row(nameserver04, "healthy", {"SAME_SOURCE_IP"},
        args={"SAME_SOURCE_IP": {"names": f"ns1.dinkes.go.id/{NS1_4};ns1.dinkes.go.id/{NS1_6};ns2.penyedia.id/{NS2_4}"}}),
    Row(nameserver04, "from elsewhere", {"DIFFERENT_SOURCE_IP"}, HEALTHY.with_fault(strays),
        args={"DIFFERENT_SOURCE_IP": {"ns": f"ns2.penyedia.id/{NS2_4}", "source": "103.94.11.99"}}),
    Row(nameserver04, "one silent", {"SAME_SOURCE_IP"}, HEALTHY.with_fault(at(NS2_4, silence=Silence.TIMEOUT)),
        args={"SAME_SOURCE_IP": {"names": f"ns1.dinkes.go.id/{NS1_4};ns1.dinkes.go.id/{NS1_6}"}}),
    Row(nameserver04, "a refusal has a source, too", {"SAME_SOURCE_IP"}, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(nameserver04, "all silent", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    Row(nameserver04, "IPv6 switched off", {"SAME_SOURCE_IP", "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)}),
    *[Row(nameserver04, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
