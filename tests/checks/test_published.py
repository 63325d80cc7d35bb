"""What the world is told: each server of our zone, and the resolver that people use."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from provision.checks.published import SOON, published
from provision.model.finding import Level
from provision.model.query import Answer, Silence
from provision.model.rrset import RRset
from provision.model.wanted import Wanted
from provision.names import Fqdn
from tests.checks.driving import NXDOMAIN, REFUSES, TIMEOUT, Key, Script, judged, run, silent, told
from tests.checks.office.judging import SITE
from tests.samples import APEX, SOA, a, cname, name, ns, zone

HOME = SITE.zones[APEX]
PRIMARY, SECONDARY, RESOLVER = (str(one.address) for one in (*HOME.servers, HOME.resolver) if one)
DINKES = name("dinkes")
ADDRESS = Wanted("subdomain:dinkes", frozenset({DINKES}), (a("dinkes"),))
CUT = Wanted("subdomain:dinkes", frozenset({DINKES, name("ns1.dinkes")}), (ns("dinkes"), a("ns1.dinkes")))
ENDED = replace(ADDRESS, rrsets=())
HERE = told(a("dinkes"))
REFERRED = told(authoritative=False, authority=(ns("dinkes"),))
CHILD = told(RRset.of(DINKES, "SOA", 60, ["a. b. 1 1 1 1 1"]))
GONE = replace(NXDOMAIN, authority=(RRset.of(APEX, "SOA", 277, SOA.values),))

Found = list[tuple[str, Level, dict[str, Any]]]


def silence(server: str) -> tuple[str, Level, dict[str, Any]]:
    return ("PARENT_SERVER_SILENT", Level.ERROR, {"server": server})


def behind(server: str, *names: Fqdn) -> tuple[str, Level, dict[str, Any]]:
    return ("PARENT_SERVER_BEHIND", Level.ERROR, {"server": server, "names": [one.text for one in names]})


def remembers(seconds: int, one: Fqdn = DINKES) -> tuple[str, Level, dict[str, Any]]:
    return ("RESOLVER_REMEMBERS", Level.NOTICE, {"resolver": RESOLVER, "name": one.text, "seconds": seconds})


def fails(one: Fqdn = DINKES) -> tuple[str, Level, dict[str, Any]]:
    return ("RESOLVER_FAILS", Level.WARNING, {"resolver": RESOLVER, "name": one.text})


def unchecked(*servers: str) -> tuple[str, Level, dict[str, Any]]:
    # The addresses of the table are IPv4; which of the two it is makes no difference here.
    return ("CN01_IPV4_DISABLED", Level.INFO, {"family": 4, "servers": [*servers]})


def everything(server: str, silence: Silence) -> Mapping[Key, Answer]:
    return {(server,): silent(silence), (server, "A", DINKES.text): silent(silence)}


NAME1, NAME2 = (str(server) for server in HOME.servers)
ALL = {(ip, "A", DINKES.text): HERE for ip in (PRIMARY, SECONDARY, RESOLVER)}
CUTS: Mapping[Key, Answer] = {
    (PRIMARY, "NS"): REFERRED,
    (SECONDARY, "NS"): REFERRED,
    (RESOLVER, "SOA"): CHILD,
}
OLD = told(a("dinkes", "103.94.10.9", ttl=120))
STAR = (a("*", "103.94.10.1"),)
FROM_STAR = told(a("dinkes", "103.94.10.1"))
ROWS: list[tuple[str, Wanted, Sequence[RRset], Mapping[Key, Answer], Found]] = [
    ("told everywhere", ADDRESS, [a("dinkes")], ALL, []),
    ("primary silent", ADDRESS, [a("dinkes")], {**ALL, (PRIMARY, "A", DINKES.text): TIMEOUT}, [silence(NAME1)]),
    ("secondary silent", ADDRESS, [a("dinkes")], {**ALL, (SECONDARY, "AAAA"): silent(Silence.REFUSED)}, [silence(NAME2)]),
    ("not asked is not silent", ADDRESS, [a("dinkes")], {**ALL, (SECONDARY, "AAAA"): silent(Silence.BUDGET)}, []),
    ("no IPv6 here", ADDRESS, [a("dinkes")], {**ALL, **everything(SECONDARY, Silence.NO_FAMILY)}, [unchecked(NAME2)]),
    ("and the resolver neither", ADDRESS, [a("dinkes")], {**ALL, **everything(SECONDARY, Silence.NO_FAMILY), **everything(RESOLVER, Silence.NO_FAMILY)},
     [unchecked(NAME2, RESOLVER)]),
    ("not all could be asked", ADDRESS, [a("dinkes")], {**ALL, **everything(SECONDARY, Silence.BUDGET), **everything(RESOLVER, Silence.BUDGET)}, []),
    ("secondary knows nothing yet", ADDRESS, [a("dinkes")], {**ALL, (SECONDARY, "A", DINKES.text): GONE}, [behind(NAME2, DINKES)]),
    ("secondary tells the old", ADDRESS, [a("dinkes")], {**ALL, (SECONDARY, "A", DINKES.text): OLD}, [behind(NAME2, DINKES)]),
    ("secondary tells more", ADDRESS, [a("dinkes")], {**ALL, (SECONDARY, "AAAA"): told(RRset.of(DINKES, "AAAA", 60, ["2001:db8::1"]))},
     [behind(NAME2, DINKES)]),
    ("secondary lost the zone", ADDRESS, [a("dinkes")], {**ALL, (SECONDARY,): REFUSES, (SECONDARY, "A", DINKES.text): REFUSES}, [behind(NAME2, DINKES)]),
    ("told beside the answer is not told", ADDRESS, [a("dinkes")], {**ALL, (SECONDARY, "A", DINKES.text): told(authority=(a("dinkes"),))},
     [behind(NAME2, DINKES)]),
    ("another TTL is as good", ADDRESS, [a("dinkes")], {**ALL, (SECONDARY, "A", DINKES.text): told(a("dinkes", ttl=9))}, []),
    ("resolver remembers nothing", ADDRESS, [a("dinkes")], {**ALL, (RESOLVER, "A", DINKES.text): GONE}, [remembers(277)]),
    ("resolver remembers the old", ADDRESS, [a("dinkes")], {**ALL, (RESOLVER, "A", DINKES.text): OLD}, [remembers(120)]),
    ("resolver says no, and not for how long", ADDRESS, [a("dinkes")], {**ALL, (RESOLVER, "A", DINKES.text): told(rcode="NXDOMAIN")}, [remembers(SOON)]),
    ("resolver fails", ADDRESS, [a("dinkes")], {**ALL, (RESOLVER, "A", DINKES.text): told(rcode="SERVFAIL")}, [fails()]),
    ("resolver silent", ADDRESS, [a("dinkes")], {**ALL, (RESOLVER, "A", DINKES.text): TIMEOUT, (RESOLVER, "AAAA"): TIMEOUT}, [fails()]),
    ("delegated", CUT, [ns("dinkes"), a("ns1.dinkes")], CUTS, []),
    ("delegated, child served here too", CUT, [ns("dinkes")], {**CUTS, (PRIMARY, "NS"): told(ns("dinkes"))}, []),
    ("secondary does not refer yet", CUT, [ns("dinkes")], {**CUTS, (SECONDARY, "NS"): GONE}, [behind(NAME2, DINKES)]),
    ("secondary refers elsewhere", CUT, [ns("dinkes")], {**CUTS, (SECONDARY, "NS"): told(authority=(ns("dinkes", "x.id"),))}, [behind(NAME2, DINKES)]),
    ("resolver does not follow yet", CUT, [ns("dinkes")], {**CUTS, (RESOLVER, "SOA"): GONE}, [remembers(277)]),
    ("resolver remembers no such name, for A alone", CUT, [ns("dinkes")], {**CUTS, (RESOLVER, "A"): GONE}, [remembers(277)]),
    ("resolver remembers, the longest counts", CUT, [ns("dinkes")], {**CUTS, (RESOLVER, "A"): GONE, (RESOLVER, "AAAA"): told(rcode="NXDOMAIN")},
     [remembers(277)]),
    ("the child has no address at its apex", CUT, [ns("dinkes")], {**CUTS, (RESOLVER, "A"): told()}, []),
    ("resolver cannot follow", CUT, [ns("dinkes")], {**CUTS, (RESOLVER, "SOA"): told(rcode="SERVFAIL")}, [fails()]),
    ("ended", ENDED, [], {}, []),
    ("ended and still told: the resolver is not asked yet", ENDED, [], ALL, [behind(NAME1, DINKES), behind(NAME2, DINKES)]),
    ("ended, and the resolver remembers", ENDED, [], {(RESOLVER, "A", DINKES.text): HERE}, [remembers(3600)]),
    ("ended under a wildcard", ENDED, STAR, {(ip, "A", DINKES.text): FROM_STAR for ip in (PRIMARY, SECONDARY, RESOLVER)}, []),
    ("ended, and the wildcard not told", ENDED, STAR, {}, [behind(NAME1, DINKES), behind(NAME2, DINKES)]),
    ("ended above names", ENDED, [*STAR, a("x.dinkes")], {}, []),
    ("a wildcard that is an alias", ENDED, [cname("*", "x")], {(ip, "A", DINKES.text): told(cname("dinkes", "x"), a("x"))
                                                               for ip in (PRIMARY, SECONDARY, RESOLVER)}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "seen", "answers", "found"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_published(
    wanted: Wanted, seen: Sequence[RRset], answers: Mapping[Key, Answer], found: Found
) -> None:
    findings = run(published(wanted, HOME, zone(*seen)), Script(answers))
    assert judged(findings) == found
    waits = {
        "CN01_IPV4_DISABLED": None,
        "PARENT_SERVER_BEHIND": SOON,
        "PARENT_SERVER_SILENT": None,
        "RESOLVER_FAILS": None,
    }
    assert all(f.wait == waits.get(f.tag, f.args.get("seconds")) for f in findings)
    assert {finding.subject for finding in findings} <= {wanted.grant}


def test_who_is_asked_what() -> None:
    script = Script(CUTS)
    run(published(CUT, HOME, zone(ns("dinkes"))), script)
    asked = {(str(q.server), q.name, q.type, q.recurse) for q in script.asked}
    assert asked == {
        (PRIMARY, DINKES, "NS", False),
        (SECONDARY, DINKES, "NS", False),
        *((RESOLVER, DINKES, rtype, True) for rtype in ("SOA", "A", "AAAA")),
    }


def test_without_a_resolver_nobody_is_asked_to_recurse() -> None:
    script = Script(ALL)
    assert run(published(ADDRESS, replace(HOME, resolver=None), zone(a("dinkes"))), script) == []
    assert not any(query.recurse for query in script.asked)


def test_each_server_is_asked_at_its_port() -> None:
    script = Script(ALL)
    ports = replace(
        HOME,
        primary=replace(HOME.primary, port=5301),
        resolver=HOME.resolver and replace(HOME.resolver, port=5302),
    )
    run(published(ADDRESS, ports, zone(a("dinkes"))), script)
    assert {(str(q.server), q.port) for q in script.asked} == {
        (PRIMARY, 5301),
        (SECONDARY, 53),
        (RESOLVER, 5302),
    }
