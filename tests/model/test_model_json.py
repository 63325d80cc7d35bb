"""Values as data and back, and what identifies them."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provision.i18n import Text
from provision.model.change import Change
from provision.model.finding import Finding, Level
from provision.model.grant import Grant, State
from provision.model.plan import GrantChanges, Plan
from provision.model.report import Report
from provision.model.request import Request
from provision.model.rrset import RRset
from provision.names import Fqdn, Slug
from tests.samples import APEX, CHANGES, GRANTS, PLANS, REQUESTS, RRSETS, a, cname, ns, txt


def through_json(data: Any) -> Any:
    return json.loads(json.dumps(data))


@given(REQUESTS)
def test_request(request: Request) -> None:
    assert Request.from_json(through_json(request.to_json())) == request


@given(GRANTS)
def test_grant(grant: Grant) -> None:
    assert Grant.from_json(through_json(grant.to_json())) == grant
    assert grant.stands is (grant.state is not State.ENDED)


@given(RRSETS)
def test_rrset(rrset: RRset) -> None:
    assert RRset.from_json(through_json(rrset.to_json())) == rrset


@given(CHANGES)
def test_change(change: Change) -> None:
    assert Change.from_json(through_json(change.to_json())) == change
    assert change.reversed().reversed() == change
    assert change.rrset in {change.before, change.after}


@given(PLANS)
def test_plan(plan: Plan) -> None:
    again = Plan.from_json(through_json(plan.to_json()))
    assert again == plan
    assert again.digest == plan.digest == plan.to_json()["digest"]
    assert bool(plan) is bool(plan.changes)


@given(PLANS, PLANS)
def test_plans_have_one_digest_where_they_are_one(plan: Plan, other: Plan) -> None:
    assert (plan.digest == other.digest) is (plan == other)


PLAN = Plan(
    ("SUB-2026-0001",), APEX, (GrantChanges("subdomain:a", (Change(None, a("a")), Change(a("b"), None))),)
)
[GROUP] = PLAN.groups
OTHERS = {
    "requests": replace(PLAN, requests=("SUB-2026-0002",)),
    "no requests": replace(PLAN, requests=()),
    "zone": replace(PLAN, zone=Fqdn("siakkab.go.id")),
    "no groups": replace(PLAN, groups=()),
    "grant": replace(PLAN, groups=(replace(GROUP, grant="subdomain:b"),)),
    "order": replace(PLAN, groups=(replace(GROUP, changes=GROUP.changes[::-1]),)),
    "one less": replace(PLAN, groups=(replace(GROUP, changes=GROUP.changes[:1]),)),
    "reversed": replace(PLAN, groups=(replace(GROUP, changes=tuple(c.reversed() for c in GROUP.changes)),)),
    "ttl": replace(PLAN, groups=(replace(GROUP, changes=(Change(None, a("a", ttl=60)), GROUP.changes[1])),)),
    "value": replace(
        PLAN, groups=(replace(GROUP, changes=(Change(None, a("a", "103.94.10.6")), GROUP.changes[1])),)
    ),
    "split": replace(PLAN, groups=tuple(replace(GROUP, changes=(change,)) for change in GROUP.changes)),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_the_digest_changes_with_the_content(other: Plan) -> None:
    assert other.digest != PLAN.digest


@pytest.mark.parametrize(
    ("before", "after", "op"),
    [(None, a("a"), "create"), (a("a"), None, "delete"), (a("a"), a("a", ttl=1), "replace")],
)
def test_op(before: RRset | None, after: RRset | None, op: str) -> None:
    change = Change(before, after)
    assert (change.op, change.name, change.rrset) == (op, a("a").name, after or before)


@pytest.mark.parametrize(("before", "after"), [(None, None), (a("a"), a("b")), (a("a"), txt("a"))])
def test_no_change(before: RRset | None, after: RRset | None) -> None:
    with pytest.raises(ValueError, match=r"."):
        Change(before, after)


TARGETS = [
    (cname("a", "b"), [f"b.{APEX}"]),
    (ns("a", "ns2.x.id", "ns1.x.id"), ["ns1.x.id", "ns2.x.id"]),
    (RRset.of(APEX, "MX", 60, ["10 Mail.x.id.", "0 ."]), ["mail.x.id"]),
    (RRset.of(APEX, "SRV", 60, ["0 0 443 w.x.id."]), ["w.x.id"]),
    (RRset.of(APEX, "CNAME", 60, ["."]), []),
]


@pytest.mark.parametrize(("rrset", "targets"), TARGETS)
def test_targets(rrset: RRset, targets: list[str]) -> None:
    assert [target.text for target in rrset.targets] == targets


def test_a_set_is_sorted_and_says_each_value_once() -> None:
    assert RRset.of(APEX, "A", 60, ["b", "a", "b"]).values == ("a", "b")
    assert str(RRset.of(APEX, "A", 60, ["b", "a"])) == f"{APEX} 60 A a b"
    assert a("a").same_data(a("a", ttl=1))
    assert not a("a").same_data(a("a", "103.94.10.6"))
    assert not a("a").same_data(a("b"))
    assert not a("a").same_data(None)


LEVELS = st.sampled_from(Level)
FINDINGS = st.builds(
    Finding, st.text(), LEVELS, st.text(), st.just(Text("{x} is gone", x=[1])), st.just(Text("Mend it")), st.text(),
    change=st.none() | CHANGES, wait=st.none() | st.integers(0, 9), args=st.dictionaries(st.text(), st.integers()),
)  # fmt: skip


@given(FINDINGS)
def test_finding(finding: Finding) -> None:
    data = through_json(finding.to_json())
    assert (data["tag"], Level[data["level"]], data["subject"]) == (
        finding.tag,
        finding.level,
        finding.subject,
    )
    assert (data["why"], data["do"], data["args"], data["wait"]) == (
        "1 is gone",
        "Mend it",
        finding.args,
        finding.wait,
    )
    assert (Change.from_json(data["change"]) if data["change"] else None) == finding.change


@given(st.lists(FINDINGS), LEVELS)
def test_report(findings: list[Finding], level: Level) -> None:
    report = Report("x", tuple(findings), queries=3, seconds=0.12345)
    data = through_json(report.to_json("id"))
    assert (data["queries"], data["seconds"], len(data["findings"])) == (3, 0.123, len(findings))
    assert report.changes == [f.change for f in findings if f.change is not None]
    assert report.pending == [f for f in findings if f.wait is not None]
    about = report.about_request(level)
    assert all(f.level >= level for f in about)
    assert len(about) == sum(f.level >= level and f.change is None and f.wait is None for f in findings)


def test_days_and_keys_of_a_grant() -> None:
    grant = Grant("subdomain", "a.id", Slug.parse("dinkes"), {}, since=date(2026, 11, 24))
    assert (grant.key, grant.to_json()["since"], grant.to_json()["until"]) == (
        "subdomain:a.id",
        "2026-11-24",
        None,
    )
