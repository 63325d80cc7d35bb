"""Whether every server of the office answers for an agency's own zone, and what stands in its way."""

from dataclasses import replace
from pathlib import Path

import pytest

from provision.checks.children import ChildSeen, child_drift, nowhere, served, still_used
from provision.config.load import load_site
from provision.decide.catalog import entry
from provision.model.finding import Level
from provision.model.query import Answer, Silence
from provision.model.rrset import RRset
from provision.model.site import Server
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn, parse_ip
from tests.checks.driving import (
    IP1,
    IP2,
    NXDOMAIN,
    REFERS,
    REFUSES,
    TIMEOUT,
    ZONE,
    Script,
    run,
    silent,
    soa,
    told,
)
from tests.samples import APEX, SOA

CATALOG = Fqdn("zones.invalid")
OFFICE_NS = tuple(APEX.child(label) for label in ("ns1", "ns2"))
HOME = replace(
    load_site(Path(__file__).parents[2]).zones[APEX],
    primary=Server(parse_ip(IP1)),
    secondaries=(Server(parse_ip(IP2)),),
    office_ns=OFFICE_NS,
)
GOOD = told(soa())
NS_GOOD = told(RRset.hosts(ZONE, "NS", 60, OFFICE_NS))
NS_OTHER = told(RRset.hosts(ZONE, "NS", 60, [Fqdn("ns1.penyedia.id")]))


@pytest.mark.parametrize(
    ("first", "second", "ns", "tags"),
    [
        (GOOD, GOOD, NS_GOOD, []),
        (GOOD, NXDOMAIN, NS_GOOD, ["CHILD_ZONE_NOT_SERVED"]),
        (GOOD, REFERS, NS_GOOD, ["CHILD_ZONE_NOT_SERVED"]),
        (REFUSES, TIMEOUT, NS_GOOD, ["CHILD_ZONE_NOT_SERVED"] * 2),
        (GOOD, silent(Silence.NO_FAMILY), NS_GOOD, []),
        (GOOD, GOOD, NS_OTHER, ["CHILD_ZONE_OTHER_SERVERS"] * 2),
    ],
)
def test_served(first: Answer, second: Answer, ns: Answer, tags: list[str]) -> None:
    script = Script({(IP1, "SOA"): first, (IP2, "SOA"): second, (IP1, "NS"): ns, (IP2, "NS"): ns})
    found = run(served(ZONE, HOME), script)
    assert [finding.tag for finding in found] == tags
    assert all(finding.wait for finding in found if finding.tag == "CHILD_ZONE_NOT_SERVED")


A = RRset.of(ZONE, "A", 60, ["103.94.10.6"])
WWW = RRset.of(ZONE.child("www"), "A", 60, ["103.94.10.6"])
OTHER = RRset.of(ZONE, "A", 60, ["103.94.10.9"])
EMPTY_CATALOG = SeenZone.of(CATALOG, [SOA])
LISTED = SeenZone.of(CATALOG, [SOA, entry(CATALOG, ZONE)])


def held(*rrsets: RRset) -> SeenZone:
    return SeenZone.of(ZONE, [soa(), RRset.hosts(ZONE, "NS", 60, OFFICE_NS), *rrsets])


@pytest.mark.parametrize(
    ("child", "catalog", "seen", "begins", "changes"),
    [
        (True, EMPTY_CATALOG, None, [A], [("create", CATALOG), ("create", ZONE)]),
        (True, LISTED, held(), [A, WWW], [("create", ZONE)] * 2),
        (True, LISTED, held(WWW), [A, WWW], [("create", ZONE)]),
        # What somebody wrote there meanwhile stays.
        (True, LISTED, held(OTHER), [A], []),
        (True, LISTED, None, [], []),
        (False, LISTED, held(A), [], [("delete", CATALOG), ("delete", ZONE)]),
        (False, LISTED, held(), [], [("delete", CATALOG)]),
        (False, EMPTY_CATALOG, None, [], []),
    ],
)
def test_drift(
    child: bool,
    catalog: SeenZone,
    seen: SeenZone | None,
    begins: list[RRset],
    changes: list[tuple[str, Fqdn]],
) -> None:
    wanted = Wanted("subdomain:x", frozenset({ZONE}), (), child=child)
    found = list(child_drift(wanted, ChildSeen(ZONE, catalog, seen), beginning=begins))
    assert [(finding.change.op, finding.zone) for finding in found if finding.change] == changes


@pytest.mark.parametrize(
    ("seen", "accepted", "levels"),
    [
        (held(A), False, []),
        (held(A, WWW), False, [Level.ERROR]),
        (held(OTHER), False, [Level.ERROR]),
        (held(OTHER), True, [Level.WARNING]),
        (None, False, []),
    ],
)
def test_more_than_it_began_with(seen: SeenZone | None, accepted: bool, levels: list[Level]) -> None:
    wanted = Wanted("subdomain:x", frozenset({ZONE}), (), child=False, content=(A,))
    found = still_used(wanted, ChildSeen(ZONE, LISTED, seen), accepted=accepted)
    assert [finding.level for finding in found] == levels


def test_a_site_that_makes_none_says_so() -> None:
    assert "has no children" in str(nowhere(ZONE, APEX).why)
