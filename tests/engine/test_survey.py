"""The survey: looks once, judges by the site's levels; and the plan that follows from it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from provision.engine.plan import plans
from provision.engine.survey import survey
from provision.errors import NotFound, Unsafe
from provision.model.change import Change
from provision.model.finding import Level
from provision.model.grant import Grant, State
from provision.model.request import Action, Request
from provision.model.rrset import RRset
from provision.model.site import Site
from provision.model.waiver import Waiver
from provision.model.zone import SeenZone
from provision.ports import World
from provision.services.registry import SERVICES, service
from provision.services.service import Proposal
from tests.checks.office.judging import DAY, SITE, grant, request, site
from tests.engine.fakes import Clock, Parent, ZoneDns
from tests.samples import APEX, a, cname, name, ns, txt, zone


class View:
    """A ledger without one."""

    def __init__(self, grants: Sequence[Grant] = (), requests: Sequence[Request] = ()) -> None:
        self._grants, self._requests = grants, requests

    def grants(self) -> Sequence[Grant]:
        return self._grants

    def open_requests(self) -> Sequence[Request]:
        return self._requests

    def waivers(self) -> Sequence[Waiver]:
        return ()


class Counting(Parent):
    """A parent that counts how often it is read."""

    reads = 0

    def read(self) -> SeenZone:
        self.reads += 1
        return super().read()


def world(*rrsets: RRset, view: View | None = None) -> tuple[World, Counting, ZoneDns]:
    parent = Counting(zone(*rrsets))
    dns = ZoneDns(Parent(zone(*rrsets)))
    return World(dns, {APEX: parent}, view or View(), Clock()), parent, dns


def proposal(asked: Request, before: Grant | None = None) -> Proposal:
    held = {before.key: before} if before else {}
    [pair] = service("subdomain").propose(asked, held, DAY)
    return Proposal(asked, *pair)


def tags(
    found_in: Site, *proposals: Proposal, seen: Sequence[RRset] = (), view: View | None = None
) -> list[str]:
    return [finding.tag for finding in survey(world(*seen, view=view)[0], found_in, proposals).findings]


def test_each_zone_is_read_once_whatever_is_asked_about_it() -> None:
    outside, parent, _ = world()
    found = survey(
        outside, SITE, [proposal(request()), proposal(request("disdik", agency="disdik", number=2))]
    )
    assert parent.reads == 1
    assert [one.wanted.grant for one in found.surveyed] == [
        f"subdomain:{one}.{APEX}" for one in ("dinkes", "disdik")
    ]
    assert found.zones == {APEX: zone()}


@pytest.mark.parametrize(
    ("seen", "asked"), [([], False), ([a("dinkes", ttl=60)], False), ([a("dinkes")], True)]
)
def test_the_world_is_asked_only_for_what_the_primary_serves(seen: Sequence[RRset], *, asked: bool) -> None:
    outside, _, dns = world(*seen)
    found = survey(outside, SITE, [proposal(request())])
    assert bool(dns.asked) is asked
    [report] = [one.report for one in found.surveyed]
    assert (report.queries, report.subject) == (len(set(dns.asked)), f"subdomain:dinkes.{APEX}")
    assert 0 <= report.seconds < 60


def test_nothing_asked_for() -> None:
    outside, parent, _ = world()
    assert list(survey(outside, SITE, []).surveyed) == []
    assert parent.reads == 0


LEVELS = [
    ({}, Level.ERROR, Level.WARNING, False),
    ({"NAME_NOT_OFFICIAL": Level.ERROR}, Level.ERROR, Level.ERROR, True),
    ({"NAME_NOT_OFFICIAL": Level.INFO}, Level.WARNING, Level.INFO, False),
    ({}, Level.WARNING, Level.WARNING, True),
]


@pytest.mark.parametrize(("levels", "blocks", "level", "blocked"), LEVELS)
def test_the_site_says_what_blocks(
    levels: dict[str, Level], blocks: Level, level: Level, *, blocked: bool
) -> None:
    here = site(levels=levels, blocks=blocks)
    found = survey(world()[0], here, [proposal(request("posyandu"))])
    assert [f.level for f in found.findings if f.tag == "NAME_NOT_OFFICIAL"] == [level]
    assert [f.tag for f in found.reasons(here)] == (["NAME_NOT_OFFICIAL"] if blocked else [])


def test_a_letter_that_was_fulfilled_is_judged_no_more() -> None:
    mail = replace(proposal(request("mail")), judged=False)
    assert tags(SITE, mail) == ["RECORD_MISSING"]
    assert tags(SITE, replace(mail, request=None, judged=True)) == ["RECORD_MISSING"]
    assert tags(site(levels={"RECORD_MISSING": Level.INFO}), mail) == ["RECORD_MISSING"]
    found = survey(world()[0], site(levels={"RECORD_MISSING": Level.INFO}), [mail])
    assert [finding.level for finding in found.findings] == [Level.ERROR]


def test_the_register_is_looked_at() -> None:
    other = request(number=2, agency="disdik")
    assert "NAME_IN_OPEN_REQUEST" in tags(SITE, proposal(request()), view=View(requests=[other]))
    held = grant("x", agency="disdik")
    assert "IP_HELD_BY_OTHER" in tags(SITE, proposal(request()), view=View([held]))


def test_names_that_the_grant_had_before_are_its_own_to_tidy() -> None:
    before = grant(params={"ips": ["103.94.10.5"], "ns": [], "www": True})
    now = Proposal(None, before, grant(), judged=False)
    seen = [a("dinkes"), a("www.dinkes")]
    assert tags(SITE, now, seen=seen) == ["RECORD_UNWANTED"]
    ended = replace(now, before=replace(before, state=State.ENDED))
    assert tags(SITE, ended, seen=seen) == []


def test_another_zone_is_nobodys() -> None:
    with pytest.raises(NotFound):
        survey(world()[0], SITE, [proposal(replace(request(), object="dinkes.example.id"))])


def test_what_ends_comes_first_in_a_plan() -> None:
    end = request("zz", action=Action.REVOKE, number=2)
    found = survey(
        world(a("zz"))[0],
        SITE,
        [proposal(request("b", number=3)), proposal(request("a")), proposal(end, grant("zz"))],
    )
    [plan] = plans(found)
    assert [group.grant.partition(".")[0] for group in plan.groups] == [
        "subdomain:zz",
        "subdomain:a",
        "subdomain:b",
    ]
    assert plan.changes == [Change(a("zz"), None), Change(None, a("a")), Change(None, a("b"))]
    assert (plan.zone, plan.requests) == (APEX, ("SUB-2026-0003", "SUB-2026-0001", "SUB-2026-0002"))
    assert [one.requests for one in plans(found.only(found.surveyed[:1]))] == [("SUB-2026-0003",)]


def test_a_plan_with_nothing_to_do() -> None:
    [plan] = plans(survey(world(a("dinkes"))[0], SITE, [proposal(request())]))
    assert not plan
    assert plan.groups == ()


@pytest.mark.parametrize("seen", [[txt("dinkes"), cname("x", "y")], [ns("dinkes")]])
def test_an_unsound_plan_is_refused(seen: Sequence[RRset]) -> None:
    servers = [{"name": "ns1.penyedia.id", "addresses": []}]
    asked = request("x.dinkes") if ns("dinkes") in seen else request("x", ns=servers)
    outside = world(*seen, a("y.x"))[0]
    with pytest.raises(Unsafe):
        plans(survey(outside, SITE, [proposal(asked)]))


GLUE = [
    {"name": f"ns1.dinkes.{APEX}", "addresses": ["103.94.10.53", "2001:db8::53"]},
    {"name": "ns2.penyedia.id", "addresses": []},
]
WANTS = [
    ({}, ["dinkes"], [a("dinkes")]),
    ({"www": True}, ["dinkes", "www.dinkes"], [a("dinkes"), a("www.dinkes")]),
    (
        {"ips": ["103.94.10.7", "2001:db8::1", "103.94.10.6"]},
        ["dinkes"],
        [a("dinkes", "103.94.10.6", "103.94.10.7"), RRset.of(name("dinkes"), "AAAA", 3600, ["2001:db8::1"])],
    ),
    (
        {"ns": GLUE, "www": True},
        ["dinkes", "ns1.dinkes"],
        [
            ns("dinkes", f"ns1.dinkes.{APEX}", "ns2.penyedia.id"),
            a("ns1.dinkes", "103.94.10.53"),
            RRset.of(name("ns1.dinkes"), "AAAA", 3600, ["2001:db8::53"]),
        ],
    ),
]


@pytest.mark.parametrize(("fields", "names", "rrsets"), WANTS)
def test_what_a_subdomain_wants(
    fields: dict[str, object], names: Sequence[str], rrsets: Sequence[RRset]
) -> None:
    held = proposal(request(**fields)).after
    wanted = service("subdomain").wanted(held, SITE)
    assert (wanted.grant, wanted.names) == (held.key, frozenset(map(name, names)))
    assert list(wanted.rrsets) == rrsets
    ended = service("subdomain").wanted(replace(held, state=State.ENDED), SITE)
    assert (ended.names, ended.rrsets) == (wanted.names, ())


TTLS = replace(SITE, zones={APEX: replace(SITE.zones[APEX], address_ttl=111, delegation_ttl=222)})


@pytest.mark.parametrize(("fields", "ttl"), [({}, 111), ({"ns": GLUE}, 222)])
def test_the_zones_ttls(fields: dict[str, object], ttl: int) -> None:
    assert {
        rrset.ttl for rrset in service("subdomain").wanted(proposal(request(**fields)).after, TTLS).rrsets
    } == {ttl}


def test_an_end_keeps_what_was_held() -> None:
    after = proposal(request(action=Action.REVOKE, number=2), grant(because={"ips": "SUB-2026-0001"})).after
    assert after == grant(
        state=State.ENDED, until=DAY, because={"ips": "SUB-2026-0001", "state": "SUB-2026-0002"}
    )


def test_a_service_nobody_knows() -> None:
    assert [one.name for one in SERVICES] == ["subdomain"]
    with pytest.raises(NotFound, match="there are subdomain"):
        service("surel")


def test_the_agencys_own_servers_are_checked_while_the_grant_stands() -> None:
    asked = proposal(request(ns=[{"name": f"ns1.dinkes.{APEX}", "addresses": ["103.94.10.53"]}]))
    found = tags(SITE, asked)
    assert {"NOT_ENOUGH_NS_DEL", "SOA_NOT_EXISTS", "B02_NO_WORKING_NS", "APEX_ADDRESS_DIFFERS"} <= set(found)
    over = replace(asked, before=asked.after, after=replace(asked.after, state=State.ENDED), judged=False)
    assert tags(SITE, over) == []
