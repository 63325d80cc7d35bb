"""What the findings say where one check has two ways to say it."""

from collections.abc import Sequence

import pytest

from provision.checks.dns.apex import apex
from provision.checks.office.conflict import conflict
from provision.model.finding import Finding
from provision.model.query import Answer
from tests.checks.driving import (
    HEALTHY,
    IP1,
    Script,
    delegation,
    run,
)
from tests.checks.office.judging import case, grant, request
from tests.samples import a, cname, txt

ELSEWHERE = delegation(ips=["103.94.10.6"])
DELEGATED = request(ns=[{"name": "ns1.penyedia.id", "addresses": []}])


def one(answer: Answer) -> Script:
    return Script({**HEALTHY, (IP1, "SOA"): answer})


WORDS: list[tuple[str, Sequence[Finding], str, str, str]] = [
    ("apex, nowhere", run(apex(ELSEWHERE), Script({})), "answers no address on", "before a CDN", "has no address, while"),
    ("apex, elsewhere", run(apex(ELSEWHERE), Script(HEALTHY)), "answers 103.94.10.5 on", "before a CDN", "has 103.94.10.5, while"),
    ("own", list(conflict(case(before=grant()))), "held by Dinas Kesehatan", "Record the letter as a change", "already yours"),
    ("of one who left", list(conflict(case(before=grant(agency="bubar")))), "held by bubar", "Ask for another name", "used by bubar"),
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
