"""Basic02: each tag; one good answer is enough, and what was not asked is not broken."""

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import basic02
from provision.model.profile import Profile
from provision.model.query import Silence
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, PENYEDIA_IP, Row, World, at

HEALTHY = World()
ON4, ON6 = {"IPV4_ENABLED"}, {"IPV6_ENABLED"}
GOOD, NONE = {"B02_AUTH_RESPONSE_SOA"}, {"B02_NO_WORKING_NS"}
INSIDE, LOST = Fqdn("ns1.dinkes.go.id"), Fqdn("ns9.penyedia.id")


def told(name: Fqdn, *addresses: str) -> list[NameServer]:
    return [NameServer(name, glue=tuple(map(parse_ip, addresses)))]


def row(title: str, wanted: set[str], world: World = HEALTHY, **parts: object) -> Row:
    return Row(basic02, title, wanted | ON4 | ON6, world, **parts)  # type: ignore[arg-type]


ROWS = [
    row("healthy", GOOD, args={"B02_AUTH_RESPONSE_SOA": {"domain": "dinkes.go.id"}}),
    row("one works, others are silent, fail, and have no authority", GOOD,
        HEALTHY.with_fault(at(NS1_4, silence=Silence.TIMEOUT)).with_fault(at(NS1_6, rcode="SERVFAIL", answer=()))),
    Row(basic02, "not delegated", {"B02_NO_DELEGATION"}, zone=Fqdn("x.go.id"), args={"B02_NO_DELEGATION": {"domain": "x.go.id"}}),
    row("no SOA record", NONE | {"B02_NS_BROKEN"}, HEALTHY.with_fault(at(CHILD, "SOA", answer=())),
        args={"B02_NS_BROKEN": {"ns": "ns2.penyedia.id/103.94.11.53"}}),
    row("without authority", NONE | {"B02_NS_NOT_AUTH"}, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    row("silence", NONE | {"B02_NS_NO_RESPONSE"}, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    row("a closed port", NONE | {"B02_NS_NO_RESPONSE"}, HEALTHY.with_fault(at(CHILD, silence=Silence.REFUSED))),
    row("refused, failed, not there", NONE | {"B02_UNEXPECTED_RCODE"},
        HEALTHY.with_fault(at(NS1_4, rcode="REFUSED", answer=())).with_fault(at(NS1_6, rcode="SERVFAIL", answer=()))
        .with_fault(at(NS2_4, rcode="NXDOMAIN", answer=())),
        args={"B02_UNEXPECTED_RCODE": {"ns": "ns2.penyedia.id/103.94.11.53", "rcode": "NXDOMAIN"}}),
    row("a SOA record of another name", NONE | {"B02_NS_BROKEN"},
        HEALTHY.edited("dinkes.go.id", "dinkes.go.id SOA", "lain.dinkes.go.id SOA")),
    Row(basic02, "no glue", NONE | {"B02_NS_NO_IP_ADDR"}, HEALTHY, told=told(INSIDE),
        args={"B02_NS_NO_IP_ADDR": {"nsname": "ns1.dinkes.go.id"}}),
    Row(basic02, "a name without addresses", NONE | {"B02_NS_NO_IP_ADDR"}, HEALTHY, told=told(LOST)),
    Row(basic02, "no glue in the parent", NONE | {"B02_NS_NO_IP_ADDR"},
        HEALTHY.edited("go.id", f"ns1.dinkes.go.id A {NS1_4}\nns1.dinkes.go.id AAAA {NS1_6}\n", "")
        .edited("go.id", "dinkes.go.id NS ns2.penyedia.id.\n", "")),
    Row(basic02, "told with the address of a name that is not there", GOOD | ON4, told=told(LOST, NS2_4)),
    Row(basic02, "told otherwise than delegated", GOOD | ON4,
        HEALTHY.with_fault(at((NS1_4, NS1_6), silence=Silence.TIMEOUT)), told=told(INSIDE, NS2_4)),
    Row(basic02, "none works, one was not asked for want of its family", ON4 | {"IPV6_DISABLED"},
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.TIMEOUT)).with_fault(at(NS1_6, silence=Silence.NO_FAMILY))),
    row("none works, one is not public", set(),
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.TIMEOUT)).with_fault(at(NS1_6, silence=Silence.NOT_PUBLIC))),
    row("a question too many", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.BUDGET))),
    Row(basic02, "over IPv6 alone", GOOD | ON6 | {"IPV4_DISABLED"},
        HEALTHY, how={"profile": Profile(ipv4=False)}),
    Row(basic02, "the other server cannot be looked up from here", ON4 | ON6,
        HEALTHY.with_fault(at((NS1_4, NS1_6), silence=Silence.TIMEOUT)).with_fault(at(PENYEDIA_IP, silence=Silence.NO_FAMILY))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
