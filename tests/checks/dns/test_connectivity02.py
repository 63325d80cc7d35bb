"""Connectivity02: each tag over TCP, beside the same over UDP, which is another case's."""

from dataclasses import replace

import pytest

from provision.checks.dns import connectivity02
from provision.model.profile import Profile
from provision.model.query import Answer, Query, Silence
from provision.names import Fqdn
from tests.checks.dns.world import NS1_4, NS1_6, ZONE, Fault, Row, World, at, findings

HEALTHY = World()
NS1 = {"ns": f"ns1.dinkes.go.id/{NS1_4}"}


def by_tcp(fault: Fault) -> World:
    """Return the world where a fault is seen over TCP alone."""
    return HEALTHY.with_fault(lambda query, answer: fault(query, answer) if query.tcp else answer)


def faulty(rtype: str, **parts: object) -> World:
    return by_tcp(at(NS1_4, rtype, ZONE.text, **parts))


def of_another_name(rtype: str) -> World:
    """Return the world where one server answers for another name."""

    def fault(query: Query, answer: Answer) -> Answer:
        meant = (str(query.server), query.type, query.name) == (NS1_4, rtype, ZONE)
        return replace(answer, answer=(replace(answer.answer[0], name=Fqdn("x.id")),)) if meant else answer

    return by_tcp(fault)


ROWS = [
    Row(connectivity02, "healthy", set()),
    Row(connectivity02, "silence", {"CN02_NO_RESPONSE_TCP"}, by_tcp(at(NS1_4, silence=Silence.TIMEOUT)), args={"CN02_NO_RESPONSE_TCP": NS1}),
    Row(connectivity02, "a closed port", {"CN02_NO_RESPONSE_TCP"}, by_tcp(at(NS1_4, silence=Silence.REFUSED))),
    Row(connectivity02, "silence over UDP alone", set(),
        HEALTHY.with_fault(lambda query, answer: answer if query.tcp or str(query.server) != NS1_4 else Answer(query, Silence.TIMEOUT))),
    Row(connectivity02, "silence to one question", {"CN02_NO_RESPONSE_SOA_QUERY_TCP"}, faulty("SOA", silence=Silence.TIMEOUT)),
    Row(connectivity02, "silence to the other", {"CN02_NO_RESPONSE_NS_QUERY_TCP"}, faulty("NS", silence=Silence.TIMEOUT)),
    Row(connectivity02, "refused", {"CN02_UNEXPECTED_RCODE_SOA_QUERY_TCP"}, faulty("SOA", rcode="REFUSED", answer=()),
        args={"CN02_UNEXPECTED_RCODE_SOA_QUERY_TCP": {**NS1, "rcode": "REFUSED"}}),
    Row(connectivity02, "not there", {"CN02_UNEXPECTED_RCODE_NS_QUERY_TCP"}, faulty("NS", rcode="NXDOMAIN", answer=())),
    Row(connectivity02, "refused over UDP alone", set(),
        HEALTHY.with_fault(lambda query, answer: answer if query.tcp else at(NS1_4, rcode="REFUSED", answer=())(query, answer))),
    Row(connectivity02, "no SOA record", {"CN02_MISSING_SOA_RECORD_TCP"}, faulty("SOA", answer=())),
    Row(connectivity02, "no NS record", {"CN02_MISSING_NS_RECORD_TCP"}, faulty("NS", answer=())),
    Row(connectivity02, "a SOA record of another name", {"CN02_WRONG_SOA_RECORD_TCP"}, of_another_name("SOA"),
        args={"CN02_WRONG_SOA_RECORD_TCP": {**NS1, "domain_found": "x.id", "domain_expected": "dinkes.go.id"}}),
    Row(connectivity02, "NS records of another name", {"CN02_WRONG_NS_RECORD_TCP"}, of_another_name("NS")),
    Row(connectivity02, "SOA without authority", {"CN02_SOA_RECORD_NOT_AA_TCP"}, faulty("SOA", authoritative=False)),
    Row(connectivity02, "NS without authority", {"CN02_NS_RECORD_NOT_AA_TCP"}, faulty("NS", authoritative=False)),
    Row(connectivity02, "no way from here", set(), HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY))),
    Row(connectivity02, "one question too many", set(), faulty("NS", silence=Silence.BUDGET)),
    Row(connectivity02, "without IPv4", {"IPV4_DISABLED"}, how={"profile": Profile(ipv4=False)}),
    Row(connectivity02, "without IPv6", {"IPV6_DISABLED"}, how={"profile": Profile(ipv6=False)}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_the_letter_says_of_a_dead_server_once_that_it_does_not_answer() -> None:
    [deaf] = findings(connectivity02, by_tcp(at(NS1_4, silence=Silence.TIMEOUT)))
    assert deaf.letter
    [dead] = findings(connectivity02, HEALTHY.with_fault(at(NS1_4, silence=Silence.TIMEOUT)))
    assert (dead.tag, dead.letter) == (deaf.tag, None)
