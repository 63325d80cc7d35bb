"""What is proposed for a name, and that nothing in a zone is lost on the way."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from provision.checks.unexplained import unexplained
from provision.decide.diff import differences
from provision.flow.adopt.proposal import Proposals, parts_of
from provision.flow.adopt.row import Decision, Row
from provision.model.grant import Grant
from provision.model.ignored import Ignored
from provision.model.rrset import RRset
from provision.model.site import Agency
from provision.model.zone import SeenZone
from provision.names import Fqdn, Slug
from provision.services.subdomain.adoption import adopted
from provision.services.subdomain.holding import wanted_of
from tests.flow.offices import shipped_site
from tests.samples import APEX, NAMES, ZONES, a, cname, name, ns, txt, zone

GRANT, PART, OWN, ASK = Decision.GRANT, Decision.PART, Decision.INFRASTRUCTURE, Decision.ASK
SITE = shipped_site()
HOME = SITE.zones[APEX]


def rows(seen: SeenZone, held: dict[Fqdn, Slug] | None = None) -> dict[str, Row]:
    found = Proposals(SITE, seen, unexplained(seen, held or {}, Ignored()), held or {}).rows
    return {row.name.text.removesuffix(f".{APEX}"): row for row in found}


def srv(labels: str) -> RRset:
    return RRset.of(name(labels), "SRV", 3600, ["0 5 5060 sip.penyedia.id."])


def mx(labels: str) -> RRset:
    return RRset.of(name(labels), "MX", 3600, ["10 mail.penyedia.id."])


# The zone, the name in it, its kind, what is proposed, for whom, how sure.
Case = tuple[Sequence[RRset], str, str, Decision, str | None, str]
TABLE: list[Case] = [
    ([a("dinkes")], "dinkes", "address", GRANT, "dinkes", "high"),
    ([RRset.of(name("dinkes"), "AAAA", 60, ["2001:df4:a10::5"])], "dinkes", "address", GRANT, "dinkes", "high"),
    ([a("a.b.dinkes")], "a.b.dinkes", "address", GRANT, "dinkes", "high"),
    ([a("bantan")], "bantan", "address", GRANT, "kec-bantan", "high"),
    ([a("dinkes.lama")], "dinkes.lama", "address", GRANT, "dinkes", "medium"),
    ([a("simdinkes")], "simdinkes", "address", ASK, "dinkes", "low"),
    ([a("kesehatan")], "kesehatan", "address", ASK, "dinkes", "low"),
    ([a("jdih")], "jdih", "address", ASK, None, "low"),
    ([a("dinkes"), a("x", "103.94.10.5")], "x", "address", ASK, "dinkes", "low"),
    ([a("dinkes"), a("rsud"), a("x")], "x", "address", ASK, None, "low"),
    ([cname("disdik", "portal")], "disdik", "alias", GRANT, "disdik", "high"),
    ([a("dinkes"), cname("x", "dinkes")], "x", "alias", ASK, "dinkes", "low"),
    ([a("dinkes"), ns("x", f"ns1.dinkes.{APEX}")], "x", "delegation", GRANT, "dinkes", "medium"),
    ([ns("rsud")], "rsud", "delegation", GRANT, "rsud", "high"),
    ([ns("rsud", f"ns1.rsud.{APEX}"), a("ns1.rsud")], "ns1.rsud", "glue", PART, None, "high"),
    ([ns("rsud"), a("www.rsud")], "www.rsud", "hidden", OWN, None, "high"),
    ([ns("rsud"), RRset.of(name("rsud"), "DS", 3600, ["1 13 2 " + "ab" * 32])], "rsud", "delegation", GRANT, "rsud", "high"),
    ([ns("rsud"), a("rsud")], "rsud", "delegation", OWN, None, "high"),
    ([ns("rsud", "_ns.penyedia.id")], "rsud", "delegation", OWN, None, "high"),
    ([a("dinkes"), a("www.dinkes", ttl=60)], "www.dinkes", "address", PART, None, "high"),
    ([a("dinkes"), a("www.dinkes", "103.94.10.9")], "www.dinkes", "address", GRANT, "dinkes", "high"),
    ([a("dinkes"), cname("www.dinkes", "dinkes")], "www.dinkes", "alias", PART, None, "high"),
    ([a("dinkes"), txt("_dmarc.dinkes")], "_dmarc.dinkes", "text", PART, None, "high"),
    ([a("dinkes"), cname("s1._domainkey.dinkes", "x")], "s1._domainkey.dinkes", "alias", PART, None, "high"),
    ([a("dinkes"), srv("_sip._tcp.dinkes")], "_sip._tcp.dinkes", "other", OWN, None, "high"),
    ([a("dinkes"), srv("dinkes")], "dinkes", "address", GRANT, "dinkes", "high"),
    ([srv("dinkes")], "dinkes", "other", OWN, None, "high"),
    ([mx("dinkes")], "dinkes", "mail", GRANT, "dinkes", "high"),
    ([txt("dinkes")], "dinkes", "text", GRANT, "dinkes", "high"),
    ([txt("_dmarc")], "_dmarc", "text", OWN, None, "high"),
    ([a("*.dinkes")], "*.dinkes", "wildcard", OWN, None, "high"),
    ([a("*")], "*", "wildcard", OWN, None, "high"),
    ([ns("dlh"), RRset.hosts(name("dinkes"), "DNAME", 60, [name("x")])], "dinkes", "redirection", OWN, None, "high"),
    ([a("mail")], "mail", "address", OWN, None, "high"),
    ([a("surel"), RRset.hosts(APEX, "MX", 60, [name("surel")])], "surel", "address", OWN, None, "high"),
    ([a("=cmd")], "=cmd", "address", OWN, None, "high"),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLE, ids=[case[1] for case in TABLE])
def test_what_is_proposed(case: Case) -> None:
    rrsets, label, *wanted = case
    row = rows(zone(*rrsets))[label]
    told = [row.kind, row.decision, row.agency and row.agency.text, row.sure]
    assert told == wanted, row.reason
    assert row.reason.to("id") != row.reason.to("en")


def test_the_zone_itself_and_its_servers_are_nobodys_question() -> None:
    assert not rows(zone(a("ns1"), a("ns2"), txt("")))


def test_what_is_beside_a_name_that_was_granted_is_no_part_of_a_new_grant() -> None:
    found = rows(zone(a("dinkes"), txt("_dmarc.dinkes"), a("api.dinkes")), {name("dinkes"): Slug("dinkes")})
    assert {label: row.decision for label, row in found.items()} == {
        "_dmarc.dinkes": OWN,
        "api.dinkes": GRANT,
    }


def test_a_signed_delegation_is_adopted_with_its_ds_record() -> None:
    ds = RRset.of(name("rsud"), "DS", 600, ["1 13 2 " + "ab" * 32])
    grant = adopted(name("rsud"), [], Slug("rsud"), zone(ns("rsud"), ds), HOME)
    assert grant
    assert {*wanted_of(grant, HOME).rrsets} == {ns("rsud"), ds}
    assert "left alone" not in str(rows(zone(ns("rsud"), ds))["rsud"].reason)


def test_what_stays_beside_a_grant_is_said() -> None:
    assert str(rows(zone(a("dinkes"), srv("dinkes")))["dinkes"].reason).endswith("left alone beside it: SRV")


def test_likeness_to_two_agencies_tells_nothing() -> None:
    twins = {
        Slug(key): Agency(Slug(key), "Dinas Pertanahan", "Kepala", "Bengkalis")
        for key in ("tanah-a", "tanah-b")
    }
    site = replace(SITE, agencies=twins)
    seen = zone(a("pertanahan"))
    (row,) = Proposals(site, seen, unexplained(seen, {}, Ignored()), {}).rows
    assert (row.decision, row.agency) == (ASK, None)


@given(ZONES)
def test_every_name_has_one_line_and_every_grant_wants_what_is_there(seen: SeenZone) -> None:
    """Nothing is lost, and what is proposed can be adopted as it stands."""
    found = rows(seen)
    everything = {rrset.name.text.removesuffix(f".{APEX}") for rrset in seen} - {APEX.text}
    assert set(found) == everything
    heads = {row.name for row in found.values() if row.decision in {GRANT, ASK}}
    parts = {row.name for row in found.values() if row.decision is PART}
    explained: set[Fqdn] = set()
    for head in heads:
        grant = adopted(head, [*parts_of(head, parts, heads)], Slug("dinkes"), seen, HOME)
        assert grant, head
        wanted = wanted_of(Grant.from_json(grant.to_json()), HOME)
        assert not differences(wanted, seen)
        assert {*wanted.rrsets} <= {*seen}
        explained |= wanted.names
    assert parts <= explained


@given(ZONES, NAMES)
def test_a_grant_of_any_name_wants_what_is_there_or_is_none(seen: SeenZone, head: Fqdn) -> None:
    grant = adopted(head, seen.below(head), Slug("dinkes"), seen, HOME)
    if grant:
        assert not differences(wanted_of(grant, HOME), seen)
