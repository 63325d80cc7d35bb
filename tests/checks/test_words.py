"""What the findings say where one check has two ways to say it."""

from collections.abc import Sequence

import pytest
from provision.checks.dns.consistency05 import consistency05
from provision.checks.dns.delegation04 import delegation04
from provision.checks.dns.nameserver06 import nameserver06

from provision.checks.dns.apex import apex
from provision.checks.office.conflict import conflict
from provision.checks.walk import Walker
from provision.checks.zone import check_zone
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Fqdn
from tests.checks.driving import (
    HEALTHY,
    IP1,
    NOTHING,
    NS1,
    REFERS,
    REFUSES,
    TIMEOUT,
    ZONE,
    Script,
    delegation,
    run,
    server,
)
from tests.checks.office.judging import case, grant, request
from tests.checks.tree import ROOT_IP, Tree, ips
from tests.samples import a, cname, txt

INSIDE = ZONE.child("ns1")
ELSEWHERE = delegation(ips=["103.94.10.6"])
GLUED = delegation(server(INSIDE, IP1, glue=[IP1]))
TREE = Tree(
    {"": "id NS a.dns.id\na.dns.id A 10.0.0.1", "id": "go.id A 10.0.0.9"}, {ROOT_IP: [""], "10.0.0.1": ["id"]}
)
ZONE_CHECK = check_zone(Fqdn("x.id"), Walker(ips(ROOT_IP)))
LOST_CHECK = check_zone(Fqdn("x.id"), Walker(ips("10.9.9.9")))
DELEGATED = request(ns=[{"name": "ns1.penyedia.id", "addresses": []}])


def one(answer: Answer) -> Script:
    return Script({**HEALTHY, (IP1, "SOA"): answer})


WORDS: list[tuple[str, Sequence[Finding], str, str, str]] = [
    ("apex, nowhere", run(apex(ELSEWHERE), Script({})), "answers no address on", "before a CDN", "has no address, while"),
    ("apex, elsewhere", run(apex(ELSEWHERE), Script(HEALTHY)), "answers 103.94.10.5 on", "before a CDN", "has 103.94.10.5, while"),
    ("glue, nowhere", run(consistency05(GLUED), Script({})), "and no address in", "the same", "says no address"),
    ("refuses", run(delegation04(delegation()), one(REFUSES)), "the answer is REFUSED", "Load", "does not know"),
    ("refers", run(delegation04(delegation()), one(REFERS)), "it answers without authority", "Load", "does not know"),
    ("outside", run(nameserver06(delegation(server(NS1))), Script({})), "has no address", "Name a server", "is not to be found"),
    ("inside", run(nameserver06(delegation(server(INSIDE))), Script({})), "lies within", "Name a server", "State the IP address"),
    ("own", list(conflict(case(before=grant()))), "held by Dinas Kesehatan", "Record the letter as a change", "already yours"),
    ("of one who left", list(conflict(case(before=grant(agency="bubar")))), "held by bubar", "Ask for another name", "used by bubar"),
    ("not delegated", run(ZONE_CHECK, TREE).findings, "id does not delegate x.id", "--ns", ""),
    ("nobody on the way", run(LOST_CHECK, lambda _: TIMEOUT).findings, "no server answers", "root hints", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("findings", "why", "do", "letter"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS]
)
def test_words(findings: Sequence[Finding], why: str, do: str, letter: str) -> None:
    [finding] = findings
    assert why in finding.why.to("en")
    assert do in finding.do.to("en")
    assert letter in (finding.letter.to("en") if finding.letter else "")
    assert bool(letter) is bool(finding.letter)


def test_whose_fault_it_is_that_a_zone_is_not_found() -> None:
    levels = [
        run(check_zone(Fqdn("x.id"), Walker(ips(root))), TREE).findings[0].level
        for root in (ROOT_IP, "10.9.9.9")
    ]
    assert levels == [Level.ERROR, Level.WARNING]


@pytest.mark.parametrize(
    ("seen", "source"), [(cname("dinkes", "x"), "RFC 2181"), (txt("dinkes"), "Site policy")]
)
def test_the_rule_behind_a_taken_name(seen: object, source: str) -> None:
    [finding] = conflict(case(None, seen))  # type: ignore[arg-type]
    assert finding.source.startswith(source)


@pytest.mark.parametrize(("names", "cut"), [(5, False), (6, True)])
def test_names_below_are_cut_from_the_sixth_on(names: int, *, cut: bool) -> None:
    [finding] = conflict(case(DELEGATED, *(a(f"x{number}.dinkes") for number in range(names))))
    assert ("…" in str(finding.why)) is cut


def test_nothing_heard_is_no_fault_of_the_glue() -> None:
    assert run(consistency05(GLUED), Script({(IP1,): TIMEOUT})) == []
    assert NOTHING.answer == ()
