"""Whatever servers answer, a test case returns findings: complete, in both languages, and never an exception."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from provision.checks import registry
from provision.checks.zone import run as run_cases
from provision.model.query import Answer, Edns, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import CHILD, SOA, ZONE, World, examined, tags
from tests.checks.driving import run

NAMES = [
    ZONE,
    Fqdn(""),
    Fqdn("go.id"),
    Fqdn("x.dinkes.go.id"),
    Fqdn("mail.penyedia.id"),
    Fqdn("version.bind"),
]
HOSTS = [
    ".",
    "x.",
    "ns1.dinkes.go.id.",
    "x.dinkes.go.id.",
    "a\\.b.id.",
    "\\..",
    "\\000\\255.id.",
    "localhost.",
]
BROKEN = ["\\# 0", "\\# 4 00000000"]
VALUES = {
    "SOA": [SOA, *(f"{host} . 4294967295 0 0 0 0" for host in HOSTS)],
    "NS": HOSTS,
    "CNAME": HOSTS,
    "MX": [f"{preference} {host}" for preference in (0, 65535) for host in HOSTS],
    "A": ["127.0.0.1", "10.0.0.1", "103.94.10.53"],
    "AAAA": ["::1", "::ffff:10.0.0.1", "2001:df0:53::53"],
    "TXT": ['""', '"v=spf1"', '"v=spf1 \\000\\255%{"', '"{zone} {0} {}"', '"a" "b\\"\\\\"'],
    "DNSKEY": ["0 0 0 "],
    "AXFR": ["x"],
}


@st.composite
def rrsets(draw: st.DrawFn) -> RRset:
    rtype = draw(st.sampled_from(sorted(VALUES)))
    values = draw(st.lists(st.sampled_from([*VALUES[rtype], *BROKEN]), min_size=1, max_size=3))
    return RRset.of(draw(st.sampled_from(NAMES)), rtype, 0, values)


MESSAGES = {case.CASE.name: case.CASE.messages for case in registry.TESTCASES}
SECTIONS = st.lists(rrsets(), max_size=3).map(tuple)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "silence": st.sampled_from(Silence),
        "rcode": st.sampled_from(["NOERROR", "NXDOMAIN", "FORMERR", "BADVERS", "RCODE4095", "REFUSED"]),
        "authoritative": st.booleans(),
        "truncated": st.booleans(),
        "recursive": st.booleans(),
        "answer": SECTIONS,
        "authority": SECTIONS,
        "additional": SECTIONS,
        "edns": st.none() | st.builds(Edns, version=st.integers(0, 255), z=st.integers(0, 0x7FFF)),
        "spelled": st.sampled_from(["", ".", "X", "WwW.DiNkEs.gO.Id"]),
        "source": st.none() | st.just(parse_ip("192.0.2.1")),
    },
)


def values_of(rtype: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([*VALUES[rtype], *BROKEN]), max_size=2)


# For each type: what is answered to the very question, and what else is odd about the answer.
WORLDS = st.fixed_dictionaries({rtype: st.tuples(values_of(rtype), ANSWERS) for rtype in VALUES})


@settings(max_examples=150, deadline=None)
@given(WORLDS)
def test_whatever_servers_answer(by_type: dict[str, tuple[list[str], dict[str, Any]]]) -> None:
    def fault(query: Query, answer: Answer) -> Answer:
        if str(query.server) not in CHILD:
            return answer
        values, parts = by_type.get(query.type, ([], {}))
        own = (RRset.of(query.name, query.type, 0, values),) if values else ()
        return replace(answer, **{"rcode": "NOERROR", **parts, "answer": own + parts.get("answer", ())})

    world = World(asked=[]).with_fault(fault)
    delegation = examined(world)
    for finding in run(run_cases(registry.TESTCASES, delegation), world):
        assert finding.tag in MESSAGES[finding.testcase]
        # What a server says may have braces of its own.
        assert tags([] if "{" in str(finding.args) else [finding]) <= {finding.tag}
