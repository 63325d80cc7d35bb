"""Connectivity01: each tag over UDP; what a profile switches off is told and not asked."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from provision.checks.dns import connectivity01
from provision.checks.dns.families import families
from provision.checks.walk import Walker
from provision.checks.zone import check_zone
from provision.engine.ask import Asker
from provision.model.finding import Level
from provision.model.profile import Profile
from provision.model.query import Answer, Query, Silence
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import (
    CHILD,
    NS1_4,
    NS1_6,
    NS2_4,
    ROOT_IP,
    ZONE,
    Fault,
    Row,
    World,
    at,
    examined,
    findings,
)
from tests.checks.driving import run

HEALTHY = World()
NS1 = {"ns": f"ns1.dinkes.go.id/{NS1_4}"}
DEAD: Fault = at(NS1_4, silence=Silence.TIMEOUT)


def faulty(rtype: str, **parts: object) -> World:
    return HEALTHY.with_fault(at(NS1_4, rtype, ZONE.text, **parts))


def of_another_name(rtype: str) -> World:
    """Return the world where one server answers for another name."""

    def fault(query: Query, answer: Answer) -> Answer:
        meant = (str(query.server), query.type, query.name) == (NS1_4, rtype, ZONE)
        return replace(answer, answer=(replace(answer.answer[0], name=Fqdn("x.id")),)) if meant else answer

    return HEALTHY.with_fault(fault)


OFF4, OFF6 = {"CN01_IPV4_DISABLED", "IPV4_DISABLED"}, {"CN01_IPV6_DISABLED", "IPV6_DISABLED"}
ROWS = [
    Row(connectivity01, "healthy", set()),
    Row(connectivity01, "silence", {"CN01_NO_RESPONSE_UDP"}, HEALTHY.with_fault(DEAD), args={"CN01_NO_RESPONSE_UDP": NS1}),
    Row(connectivity01, "a closed port", {"CN01_NO_RESPONSE_UDP"}, HEALTHY.with_fault(at(NS1_4, silence=Silence.REFUSED))),
    Row(connectivity01, "an answer that cannot be read", {"CN01_NO_RESPONSE_UDP"}, HEALTHY.with_fault(at(NS1_4, silence=Silence.MALFORMED))),
    Row(connectivity01, "silence to one question", {"CN01_NO_RESPONSE_SOA_QUERY_UDP"}, faulty("SOA", silence=Silence.TIMEOUT),
        args={"CN01_NO_RESPONSE_SOA_QUERY_UDP": NS1}),
    Row(connectivity01, "silence to the other", {"CN01_NO_RESPONSE_NS_QUERY_UDP"}, faulty("NS", silence=Silence.TIMEOUT)),
    Row(connectivity01, "refused", {"CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP"}, faulty("SOA", rcode="REFUSED", answer=()),
        args={"CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP": {**NS1, "rcode": "REFUSED"}}),
    Row(connectivity01, "not there", {"CN01_UNEXPECTED_RCODE_NS_QUERY_UDP"}, faulty("NS", rcode="NXDOMAIN", answer=())),
    Row(connectivity01, "refused altogether", {"CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP", "CN01_UNEXPECTED_RCODE_NS_QUERY_UDP"},
        HEALTHY.with_fault(at(NS1_4, rcode="REFUSED", answer=()))),
    Row(connectivity01, "no SOA record", {"CN01_MISSING_SOA_RECORD_UDP"}, faulty("SOA", answer=())),
    Row(connectivity01, "no NS record", {"CN01_MISSING_NS_RECORD_UDP"}, faulty("NS", answer=())),
    Row(connectivity01, "a SOA record of another name", {"CN01_WRONG_SOA_RECORD_UDP"}, of_another_name("SOA"),
        args={"CN01_WRONG_SOA_RECORD_UDP": {**NS1, "domain_found": "x.id", "domain_expected": "dinkes.go.id"}}),
    Row(connectivity01, "NS records of another name", {"CN01_WRONG_NS_RECORD_UDP"}, of_another_name("NS")),
    Row(connectivity01, "SOA without authority", {"CN01_SOA_RECORD_NOT_AA_UDP"}, faulty("SOA", authoritative=False)),
    Row(connectivity01, "NS without authority", {"CN01_NS_RECORD_NOT_AA_UDP"}, faulty("NS", authoritative=False)),
    Row(connectivity01, "no way from here", set(), HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY))),
    Row(connectivity01, "not public", set(), HEALTHY.with_fault(at(NS1_4, silence=Silence.NOT_PUBLIC))),
    Row(connectivity01, "one question too many", set(), faulty("NS", silence=Silence.BUDGET)),
    Row(connectivity01, "without IPv4", OFF4, how={"profile": Profile(ipv4=False)},
        args={"CN01_IPV4_DISABLED": {"ns_list": f"ns1.dinkes.go.id/{NS1_4};ns2.penyedia.id/{NS2_4}"}}),
    Row(connectivity01, "without IPv6", OFF6, how={"profile": Profile(ipv6=False)}),
    Row(connectivity01, "without IPv6, where it is not", set(),
        HEALTHY.edited("go.id", f"ns1.dinkes.go.id AAAA {NS1_6}\n", "").edited("dinkes.go.id", f"ns1.dinkes.go.id AAAA {NS1_6}\n", ""),
        how={"profile": Profile(ipv6=False)}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_what_is_switched_off_is_not_asked() -> None:
    world = World()
    examined(world, profile=Profile(ipv6=False))
    asked = len(world.asked)
    findings(connectivity01, world, profile=Profile(ipv6=False))
    assert parse_ip(NS1_6) not in {query.server for query in world.asked[2 * asked :]}


@pytest.mark.parametrize(
    ("profile", "told"), [(Profile(), 1), (Profile(ipv6=False), 0), (Profile(ipv4=False), 1)]
)
def test_a_family_that_is_not_here_is_noted_and_one_switched_off_is_not_told_twice(
    profile: Profile, told: int
) -> None:
    world = HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY))
    notes = run(families(examined(world, profile=profile)), world)
    assert [(note.tag, note.level, note.letter) for note in notes] == [
        ("CN01_IPV6_DISABLED", Level.INFO, None)
    ] * told


def test_the_letter_speaks_of_silence_alone() -> None:
    [dead] = findings(connectivity01, HEALTHY.with_fault(DEAD))
    assert dead.letter
    assert "tidak menjawab" in dead.letter.to("id")
    [refuses] = findings(
        connectivity01, HEALTHY.with_fault(at(CHILD[0], "NS", ZONE.text, rcode="REFUSED", answer=()))
    )
    assert refuses.letter is None


def test_who_drops_a_type_of_question_is_not_dead() -> None:
    """Together with the book, which asks nobody any more who never answered."""
    world = HEALTHY.with_fault(at(NS1_4, "NS", ZONE.text, silence=Silence.TIMEOUT))

    class Batch:
        def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
            return [world(query) for query in queries]

    profile = Profile(only=frozenset({"connectivity01"}))
    checked = Asker(Batch(), 3000).run(check_zone(ZONE, Walker((parse_ip(ROOT_IP),)), profile=profile))
    assert [(one.tag, one.args["ns"]) for one in checked.findings if one.level >= Level.WARNING] == [
        ("CN01_NO_RESPONSE_NS_QUERY_UDP", f"ns1.dinkes.go.id/{NS1_4}")
    ]
