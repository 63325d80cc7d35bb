"""Each check of a delegation: in order, and each of its tags, with what is no fault close beside it.

A row: the check, what is changed in the healthy world, what is found (tag, level, args).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from provision.checks.delegation import Delegation
from provision.checks.dns.address01 import address01
from provision.checks.dns.apex import apex
from provision.checks.dns.basic02 import basic02
from provision.checks.dns.connectivity01 import connectivity01
from provision.checks.dns.connectivity02 import connectivity02
from provision.checks.dns.consistency01 import consistency01
from provision.checks.dns.consistency05 import consistency05
from provision.checks.dns.delegation01 import delegation01
from provision.checks.dns.delegation02 import delegation02
from provision.checks.dns.delegation04 import delegation04
from provision.checks.dns.delegation05 import delegation05
from provision.checks.dns.delegation06 import delegation06
from provision.checks.dns.delegation07 import delegation07
from provision.checks.dns.families import families
from provision.checks.dns.nameserver06 import nameserver06
from provision.checks.registry import DELEGATION_CHECKS, DelegationCheck
from provision.model.finding import Level
from provision.model.query import Answer, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, seen_ip
from tests.checks.driving import (
    HEALTHY,
    IP1,
    IP2,
    IP3,
    NOTHING,
    NS1,
    NS2,
    NXDOMAIN,
    REFERS,
    REFUSES,
    TIMEOUT,
    ZONE,
    Key,
    Script,
    delegation,
    judged,
    run,
    server,
    silent,
    soa,
    told,
)

INFO = Level.INFO
ERROR, WARNING, NOTICE, CRITICAL = Level.ERROR, Level.WARNING, Level.NOTICE, Level.CRITICAL
TWO = delegation()
NO_FAMILY = silent(Silence.NO_FAMILY)
NOT_OUR_FAULT = [silent(s) for s in (Silence.NO_FAMILY, Silence.NOT_PUBLIC, Silence.BUDGET)]
DEAD = [silent(s) for s in (Silence.TIMEOUT, Silence.REFUSED, Silence.UNREACHABLE, Silence.MALFORMED)]
IP4 = "2001:df0:54::53"
UNSEEN = replace(server(NS2), unseen=6)
INSIDE1, INSIDE2 = ZONE.child("ns1"), ZONE.child("ns2")
INSIDE = delegation(
    server(INSIDE1, IP1, IP3, glue=[IP1, IP3]), server(INSIDE2, IP2, glue=[IP2]), server(NS1, "103.94.12.53")
)


def hosts(name: Fqdn, rtype: str, *targets: Fqdn) -> Answer:
    return told(RRset.hosts(name, rtype, 60, targets))


def everywhere(answer: Answer, *rest: str) -> Mapping[Key, Answer]:
    return {(ip, *rest): answer for ip in (IP1, IP2, IP3, "103.94.12.53")}


def a(name: Fqdn, *values: str) -> Answer:
    return told(RRset.of(name, "AAAA" if ":" in values[0] else "A", 60, values))


GLUE_TOLD = {
    **{(ip, "A", INSIDE1.text): a(INSIDE1, IP1) for ip in (IP1, IP2, IP3)},
    **{(ip, "AAAA", INSIDE1.text): a(INSIDE1, IP3) for ip in (IP1, IP2, IP3)},
    **{(ip, "A", INSIDE2.text): a(INSIDE2, IP2) for ip in (IP1, IP2, IP3)},
}


def mismatch(ns: Fqdn, parent: list[str], child: list[str]) -> tuple[str, Level, dict[str, Any]]:
    return ("IN_BAILIWICK_ADDR_MISMATCH", ERROR, {"ns": ns.text, "parent": parent, "child": child})


def unchecked(family: int, *servers: str) -> tuple[str, Level, dict[str, Any]]:
    return (f"CN01_IPV{family}_DISABLED", INFO, {"family": family, "servers": [*servers]})


def ns(tag: str, level: Level, host: Fqdn, address: str, **more: str) -> tuple[str, Level, dict[str, Any]]:
    return (tag, level, {"ns": host.text, "address": address, **more})


Row = tuple[str, DelegationCheck, Delegation, Mapping[Key, Answer], list[tuple[str, Level, dict[str, Any]]]]
NO_WORKING = [("B02_NO_WORKING_NS", CRITICAL, {"ns": [NS1.text, NS2.text]})]
CHILD = [NS1.text, NS2.text]
PRIVATE = {"block": "192.168.0.0/16", "name": "Private-Use"}
LOOPBACK = {"block": "::1/128", "name": "Loopback Address"}
ROWS: list[Row] = [
    ("one is private", address01, delegation(server(NS1, IP1), server(NS2, "192.168.0.1")), {},
     [ns("A01_ADDR_NOT_GLOBALLY_REACHABLE", ERROR, NS2, "192.168.0.1", **PRIVATE)]),
    ("glue is judged too", address01, delegation(server(INSIDE1, "::1", IP1, glue=["::1", IP1])), {},
     [ns("A01_ADDR_NOT_GLOBALLY_REACHABLE", ERROR, INSIDE1, "::1", **LOOPBACK)]),
    ("not asked is not dead", connectivity01, delegation(server(NS1, IP1), server(NS2, "192.168.0.1")),
     {("192.168.0.1",): silent(Silence.NOT_PUBLIC)}, []),
    ("one works", basic02, TWO, {**everywhere(TIMEOUT), (IP2, "SOA"): told(soa())}, []),
    ("none answers", basic02, TWO, everywhere(TIMEOUT, "SOA"), NO_WORKING),
    ("all refuse", basic02, TWO, everywhere(REFUSES, "SOA"), NO_WORKING),
    ("no authority", basic02, TWO, everywhere(told(soa(), authoritative=False), "SOA"), NO_WORKING),
    ("no SOA", basic02, TWO, everywhere(NOTHING, "SOA"), NO_WORKING),
    ("SOA of another", basic02, TWO, everywhere(told(soa(zone=Fqdn("go.id"))), "SOA"), NO_WORKING),
    ("a second family could not be asked", basic02, TWO, {**everywhere(TIMEOUT, "SOA"), (IP3, "SOA"): NO_FAMILY}, []),
    ("nobody could be asked", basic02, TWO, everywhere(NO_FAMILY, "SOA"), []),
    ("one could not be looked up", basic02, delegation(UNSEEN, server(NS2, IP2)), everywhere(TIMEOUT, "SOA"), []),
    ("no address", basic02, delegation(server(NS1), server(NS2)), {}, NO_WORKING),
    *[
        (f"{dead.silence}", connectivity01, TWO, {(IP3, "SOA"): dead}, [ns("NAMESERVER_NO_UDP_53", ERROR, NS1, IP3)])
        for dead in DEAD
    ],
    *[(f"{spared.silence}", connectivity01, TWO, {(IP3, "SOA"): spared}, []) for spared in NOT_OUR_FAULT],
    ("a refusal is an answer", connectivity01, TWO, everywhere(REFUSES, "SOA"), []),
    ("all dead", connectivity01, TWO, everywhere(TIMEOUT, "SOA"), [
        ns("NAMESERVER_NO_UDP_53", ERROR, name, ip) for name, ip in ((NS1, IP1), (NS1, IP3), (NS2, IP2))
    ]),
    *[
        (f"{dead.silence}", connectivity02, TWO, {(IP2, "SOA", "tcp"): dead}, [ns("NAMESERVER_NO_TCP_53", ERROR, NS2, IP2)])
        for dead in DEAD
    ],
    *[(f"{spared.silence}", connectivity02, TWO, {(IP2, "SOA", "tcp"): spared}, []) for spared in NOT_OUR_FAULT],
    ("dead over both is told once", connectivity02, TWO, {(IP2, "SOA"): TIMEOUT}, []),
    ("a refusal over TCP is an answer", connectivity02, TWO, {(IP2, "SOA", "tcp"): REFUSES}, []),
    ("other serial", consistency01, TWO, {(IP2, "SOA"): told(soa(8))}, [("MULTIPLE_SOA_SERIALS", WARNING, {"serials": ["7", "8"]})]),
    ("other serial of a lame one", consistency01, TWO, {(IP2, "SOA"): told(soa(8), authoritative=False)}, []),
    ("one silent", consistency01, TWO, {(IP2, "SOA"): TIMEOUT}, []),
    ("all silent", consistency01, TWO, everywhere(TIMEOUT, "SOA"), []),
    ("outside names alone", consistency05, TWO, {}, []),
    ("glue as told", consistency05, INSIDE, GLUE_TOLD, []),
    ("glue missing in the zone", consistency05, INSIDE, {**GLUE_TOLD, **{(ip, "AAAA", INSIDE1.text): NOTHING for ip in (IP1, IP2, IP3)}},
     [mismatch(INSIDE1, [IP1, IP3], [IP1])]),
    ("more in the zone", consistency05, INSIDE, {**GLUE_TOLD, (IP1, "A", INSIDE2.text): a(INSIDE2, IP2, "103.94.10.99")},
     [mismatch(INSIDE2, [IP2], ["103.94.10.99", IP2])]),
    ("not in the zone", consistency05, INSIDE, {}, [mismatch(INSIDE1, [IP1, IP3], []), mismatch(INSIDE2, [IP2], [])]),
    ("a mapped address in the zone", consistency05, INSIDE, {**GLUE_TOLD, (IP1, "AAAA", INSIDE2.text): a(INSIDE2, "::ffff:103.94.11.53")},
     [mismatch(INSIDE2, [IP2], [IP2, str(seen_ip("::ffff:103.94.11.53"))])]),
    ("nobody to compare with", consistency05, INSIDE, everywhere(TIMEOUT), []),
    ("lame ones do not count", consistency05, INSIDE, everywhere(REFUSES), []),
    ("addresses of other names do not count", consistency05, INSIDE, {**GLUE_TOLD, (IP1, "A", INSIDE2.text): told(
        RRset.of(INSIDE2, "A", 60, [IP2]), RRset.of(INSIDE1, "A", 60, ["103.94.10.98"]))}, []),
    ("an alias is delegation05's", consistency05, INSIDE, {**GLUE_TOLD, (IP1, "A", INSIDE2.text): hosts(INSIDE2, "CNAME", NS1)}, []),
    ("without glue is nameserver06's", consistency05, delegation(server(INSIDE1)), {}, []),
    ("two", delegation01, TWO, {}, []),
    ("one", delegation01, delegation(server(NS1, IP1, IP2)), {}, [("NOT_ENOUGH_NS_DEL", ERROR, {"count": 1, "minimum": 2})]),
    ("own addresses", delegation02, TWO, {}, []),
    ("one name twice there", delegation02, delegation(server(NS1, IP1, IP2), server(NS2, IP3)), {}, []),
    ("shared", delegation02, delegation(server(NS1, IP1, IP3), server(NS2, IP2, IP3)), {},
     [("DEL_NS_SAME_IP", ERROR, {"address": IP3, "ns": [NS1.text, NS2.text]})]),
    ("silent is connectivity01's", delegation04, TWO, everywhere(TIMEOUT, "SOA"), []),
    ("refuses", delegation04, TWO, {(IP2, "SOA"): REFUSES}, [ns("IS_NOT_AUTHORITATIVE", WARNING, NS2, IP2, rcode="REFUSED")]),
    ("refers", delegation04, TWO, {(IP3, "SOA"): REFERS}, [ns("IS_NOT_AUTHORITATIVE", WARNING, NS1, IP3, rcode="NOERROR")]),
    ("fails with the bit", delegation04, TWO, {(IP1, "SOA"): told(rcode="SERVFAIL")}, [ns("IS_NOT_AUTHORITATIVE", WARNING, NS1, IP1, rcode="SERVFAIL")]),
    ("from a cache", delegation04, TWO, {(IP1, "SOA"): told(soa(), authoritative=False, recursive=True)},
     [ns("IS_NOT_AUTHORITATIVE", WARNING, NS1, IP1, rcode="NOERROR")]),
    ("no alias", delegation05, INSIDE, GLUE_TOLD, []),
    ("an alias outside", delegation05, delegation(server(NS1, alias="x.id"), server(NS2, IP2)), {}, [("NS_IS_CNAME", ERROR, {"ns": NS1.text})]),
    ("an alias inside", delegation05, INSIDE, {(IP3, "A", INSIDE2.text): hosts(INSIDE2, "CNAME", NS1)}, [("NS_IS_CNAME", ERROR, {"ns": INSIDE2.text})]),
    ("an alias told by a cache", delegation05, INSIDE, {(IP3, "A", INSIDE2.text): told(
        RRset.hosts(INSIDE2, "CNAME", 60, [NS1]), authoritative=False)}, []),
    ("has no SOA", delegation06, TWO, {(IP2, "SOA"): NOTHING}, [("SOA_NOT_EXISTS", ERROR, {"ns": NS2.text})]),
    ("the parent's SOA", delegation06, TWO, {(IP1, "SOA"): told(soa(zone=ZONE.parent))}, [("SOA_NOT_EXISTS", ERROR, {"ns": NS1.text})]),
    ("lame is delegation04's", delegation06, TWO, {(IP2, "SOA"): REFERS, (IP1, "SOA"): NXDOMAIN, (IP3, "SOA"): TIMEOUT}, []),
    ("other names", delegation07, TWO, everywhere(hosts(ZONE, "NS", Fqdn("a.id"), Fqdn("b.id")), "NS"),
     [("TOTAL_NAME_MISMATCH", ERROR, {"parent": CHILD, "child": ["a.id", "b.id"]})]),
    ("more in the parent", delegation07, TWO, everywhere(hosts(ZONE, "NS", NS1), "NS"),
     [("EXTRA_NAME_PARENT", ERROR, {"parent": [NS2.text], "child": [NS1.text]})]),
    ("more in the zone", delegation07, TWO, {(IP2, "NS"): hosts(ZONE, "NS", NS1, NS2, Fqdn("c.id"))}, [("EXTRA_NAME_CHILD", NOTICE, {"child": ["c.id"]})]),
    ("both", delegation07, TWO, everywhere(hosts(ZONE, "NS", NS1, Fqdn("c.id")), "NS"),
     [("EXTRA_NAME_PARENT", ERROR, {"parent": [NS2.text], "child": ["c.id", NS1.text]}), ("EXTRA_NAME_CHILD", NOTICE, {"child": ["c.id"]})]),
    ("no word of names", delegation07, TWO, everywhere(NOTHING, "NS"), []),
    ("the parent's names", delegation07, TWO, everywhere(hosts(ZONE.parent, "NS", Fqdn("a.id")), "NS"), []),
    ("lame ones do not count", delegation07, TWO, {(IP2, "NS"): told(RRset.hosts(ZONE, "NS", 60, [Fqdn("c.id")]), authoritative=False)}, []),
    ("outside and lost", nameserver06, delegation(server(NS1, IP1), server(NS2)), {}, [("CAN_NOT_BE_RESOLVED", ERROR, {"ns": NS2.text})]),
    ("inside and untold", nameserver06, delegation(server(NS1, IP1), server(INSIDE1)), {}, [("CAN_NOT_BE_RESOLVED", ERROR, {"ns": INSIDE1.text})]),
    ("not to be looked up from here", nameserver06, delegation(server(NS1, IP1), UNSEEN), {}, []),
    ("no IPv6 here", families, TWO, {(IP3, "SOA"): NO_FAMILY}, [unchecked(6, f"{NS1} ({IP3})")]),
    ("no IPv6, told once", families, delegation(server(NS1, IP1, IP3), server(NS2, IP2, IP4)),
     {(IP3, "SOA"): NO_FAMILY, (IP4, "SOA"): NO_FAMILY}, [unchecked(6, f"{NS1} ({IP3})", f"{NS2} ({IP4})")]),
    ("no IPv4 here", families, TWO, {(IP1, "SOA"): NO_FAMILY, (IP2, "SOA"): NO_FAMILY}, [unchecked(4, f"{NS1} ({IP1})", f"{NS2} ({IP2})")]),
    ("its name not looked up", families, delegation(server(NS1, IP1), UNSEEN), {}, [unchecked(6, NS2.text)]),
    *[(f"{other.silence}", families, TWO, everywhere(other, "SOA"), []) for other in (*DEAD, *NOT_OUR_FAULT[1:])],
    ("as the letter says", apex, delegation(ips=["103.94.10.5"]), {}, []),
    ("one of the letter's", apex, delegation(ips=["103.94.10.5", "2001:db8::1"]), {}, []),
    ("elsewhere", apex, delegation(ips=["103.94.10.6"]), {}, [("APEX_ADDRESS_DIFFERS", WARNING, {"wanted": ["103.94.10.6"], "seen": ["103.94.10.5"]})]),
    ("elsewhere by IPv6", apex, delegation(ips=["103.94.10.6"]), {(IP1, "AAAA"): a(ZONE, "2001:db8::9")},
     [("APEX_ADDRESS_DIFFERS", WARNING, {"wanted": ["103.94.10.6"], "seen": ["103.94.10.5", "2001:db8::9"]})]),
    ("right by IPv6", apex, delegation(ips=["2001:db8::9"]), {(IP1, "AAAA"): a(ZONE, "2001:db8::9")}, []),
    ("nowhere", apex, delegation(ips=["103.94.10.6"]), everywhere(NOTHING, "A", ZONE.text),
     [("APEX_ADDRESS_DIFFERS", WARNING, {"wanted": ["103.94.10.6"], "seen": []})]),
    ("a mapped address", apex, delegation(ips=["103.94.10.5"]), {(IP1, "AAAA"): a(ZONE, "::ffff:103.94.10.5")}, []),
    ("no address in the letter", apex, TWO, {}, []),
    ("nobody heard", apex, delegation(ips=["103.94.10.6"]), {**everywhere(TIMEOUT, "A", ZONE.text), **everywhere(REFUSES, "AAAA")}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "given", "changed", "found"),
    [row[1:] for row in ROWS],
    ids=[f"{row[1].__name__}: {row[0]}" for row in ROWS],
)
def test_check(
    check: DelegationCheck,
    given: Delegation,
    changed: Mapping[Key, Answer],
    found: list[tuple[str, Level, dict[str, Any]]],
) -> None:
    findings = run(check(given), Script({**HEALTHY, **changed}))
    assert judged(findings) == found
    testcase = {apex: "", families: "connectivity01"}.get(check, check.__name__)
    assert {finding.testcase for finding in findings} <= {testcase}
    assert {finding.subject for finding in findings} <= {ZONE.text}


@pytest.mark.parametrize("check", DELEGATION_CHECKS, ids=lambda check: check.__name__)
def test_healthy(check: DelegationCheck) -> None:
    script = Script(HEALTHY)
    assert run(check(TWO), script) == []
    assert {str(query.server) for query in script.asked} <= {IP1, IP2, IP3}
    assert not any(query.recurse for query in script.asked)


@pytest.mark.parametrize("check", [*DELEGATION_CHECKS, apex], ids=lambda check: check.__name__)
@pytest.mark.parametrize("lacking", [[IP3], [IP1, IP2], [IP1, IP2, IP3]], ids=["IPv6", "IPv4", "both"])
def test_what_this_office_lacks_is_nobodys_fault(check: DelegationCheck, lacking: Sequence[str]) -> None:
    """Whatever a check says of a healthy delegation, it says no more where a family cannot be asked."""
    here = delegation(ips=["103.94.10.5"])
    script = Script(
        {
            **HEALTHY,
            **{key: NO_FAMILY for key in HEALTHY if key[0] in lacking},
            **{(ip,): NO_FAMILY for ip in lacking},
        }
    )
    assert [
        finding.level for finding in run(check(here), script) if finding.level > INFO or finding.letter
    ] == []


def test_every_check_has_rows_and_each_is_run_once() -> None:
    assert {row[1] for row in ROWS} - {apex} == set(DELEGATION_CHECKS)
    assert len(set(DELEGATION_CHECKS)) == len(DELEGATION_CHECKS)
