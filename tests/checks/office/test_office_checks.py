"""The office's own checks: each tag, and what is no fault close beside it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from provision.checks.office.address import address
from provision.checks.office.case import Case
from provision.checks.office.conflict import conflict, open_requests
from provision.checks.office.ending import dependents
from provision.checks.office.holder import holder
from provision.checks.office.name import name as names
from provision.checks.office.own_zone import in_child
from provision.model.finding import Finding, Level
from provision.model.grant import State
from provision.model.networks import Networks
from provision.model.request import Action
from provision.model.rrset import RRset
from provision.model.site import Server
from provision.names import Fqdn, Slug, parse_ip
from tests.checks.driving import judged
from tests.checks.office.judging import DAY, SITE, case, grant, request, site
from tests.samples import APEX, a, cname, name, ns, txt

ERROR, WARNING, NOTICE = Level.ERROR, Level.WARNING, Level.NOTICE
Judge = Callable[[Case], Iterable[Finding]]
ONE = timedelta(days=1)
WITH_WWW = grant(params={"ips": ["103.94.10.5"], "ns": [], "www": True})
Found = list[tuple[str, Level, dict[str, Any]]]
DINKES = f"dinkes.{APEX}"
OWN_NS = [
    {"name": f"ns1.{DINKES}", "addresses": ["103.94.10.53"]},
    {"name": "ns2.penyedia.id", "addresses": []},
]


def delegated(**fields: Any) -> Any:
    return request(ns=OWN_NS, **fields)


def abroad(ip: str) -> tuple[str, Level, dict[str, Any]]:
    return ("ADDRESS_ABROAD", ERROR, {"address": ip})


def not_global(ip: str, block: str, name: str) -> tuple[str, Level, dict[str, Any]]:
    return ("A01_ADDR_NOT_GLOBALLY_REACHABLE", ERROR, {"address": ip, "block": block, "name": name})


def reserved(label: str) -> tuple[str, Level, dict[str, Any]]:
    return ("NAME_RESERVED", ERROR, {"label": label})


def of_another(agency: str) -> tuple[str, Level, dict[str, Any]]:
    return ("NAME_OF_ANOTHER_AGENCY", ERROR, {"agency": agency})


NOT_OFFICIAL = ("NAME_NOT_OFFICIAL", WARNING, {"official": [DINKES]})
NO_AGENCY_NAMES = replace(
    SITE, agencies={key: replace(agency, subdomains=()) for key, agency in SITE.agencies.items()}
)
NS_OF_ZONE = replace(
    SITE,
    zones={
        APEX: replace(SITE.zones[APEX], secondaries=(Server(parse_ip("203.0.113.3"), name=name("dinkes")),))
    },
)
IN_COUNTRY = site(in_country=Networks.of(map(ip_network, ("103.0.0.0/8", "2001:df0::/32"))))
SHARED = site(shared=(ip_network("103.94.10.0/29"),))

HELD = ("NAME_HELD", ERROR, {"agency": "dinkes", "since": "2026-11-24"})
HELD_BY_OTHER = ("NAME_HELD", ERROR, {"agency": "disdik", "since": "2026-11-24"})


def in_zone(*rrsets: RRset, tag: str = "NAME_IN_ZONE") -> tuple[str, Level, dict[str, Any]]:
    return (tag, ERROR, {"records": [str(rrset) for rrset in rrsets]})


def vanish(*labels: str) -> tuple[str, Level, dict[str, Any]]:
    return ("NAMES_BELOW_WOULD_VANISH", ERROR, {"names": [name(label).text for label in labels]})


def hidden(cut: str) -> tuple[str, Level, dict[str, Any]]:
    return ("NAME_HIDDEN_BY_CUT", ERROR, {"cut": name(cut).text})


def wildcard(star: str) -> tuple[str, Level, dict[str, Any]]:
    return ("NAME_UNDER_WILDCARD", NOTICE, {"wildcard": name(star).text})


def ip_held(ip: str, label: str, agency: str) -> tuple[str, Level, dict[str, Any]]:
    return (
        "IP_HELD_BY_OTHER",
        ERROR,
        {"address": ip, "grant": f"subdomain:{label}.{APEX}", "agency": agency},
    )


def depend(
    level: Level, below: Sequence[str] = (), pointing: Sequence[RRset] = (), beside: Sequence[RRset] = ()
) -> Any:
    told = {
        "below": [name(x).text for x in below],
        "pointing": [*map(str, pointing)],
        "beside": [*map(str, beside)],
    }
    return ("NAME_HAS_DEPENDENTS", level, told)


REVOKE = request(action=Action.REVOKE)
DIRTY = [a("x.dinkes"), cname("y", "dinkes"), txt("dinkes"), a("dinkes")]

ROWS: list[tuple[str, Judge, Case, Found]] = [
    ("a name of its own", names, case(), []),
    ("reserved", names, case(request("mail")), [reserved("mail"), NOT_OFFICIAL]),
    ("reserved one level down", names, case(request("x.mail")), [reserved("mail"), NOT_OFFICIAL]),
    ("reserved only at the top", names, case(request("mail.dinkes")), [NOT_OFFICIAL]),
    ("reserved as a part of a label", names, case(request("mailing")), [NOT_OFFICIAL]),
    ("a name server of the zone", names, case(where=NS_OF_ZONE), [reserved("dinkes")]),
    ("another agency's", names, case(request("disdik")), [of_another("disdik")]),
    ("a second name", names, case(request("posyandu")), [NOT_OFFICIAL]),
    ("no official names", names, case(request("posyandu"), where=NO_AGENCY_NAMES), []),
    ("double dash", names, case(request("ab--c"), where=NO_AGENCY_NAMES), [("DISCOURAGED_DOUBLE_DASH", WARNING, {"label": "ab--c"})]),
    ("double dash elsewhere", names, case(request("abc--d"), where=NO_AGENCY_NAMES), []),
    ("international", names, case(request("xn--bcher-kva"), where=NO_AGENCY_NAMES),
     [("NAME_INTERNATIONAL", ERROR, {"label": "xn--bcher-kva", "shown": "bücher"})]),
    ("not even international", names, case(request("xn--a-\x7f".replace("\x7f", "0")), where=NO_AGENCY_NAMES),
     [("NAME_INTERNATIONAL", ERROR, {"label": "xn--a-0", "shown": "xn--a-0"})]),
    ("a public address", address, case(), []),
    ("private", address, case(request(ips=["10.0.0.1", "103.94.10.5"])), [not_global("10.0.0.1", "10.0.0.0/8", "Private-Use")]),
    ("documentation", address, case(request(ips=["2001:db8::1"])), [not_global("2001:db8::1", "2001:db8::/32", "Documentation")]),
    ("glue is address01's", address, case(request(ns=[{"name": f"ns1.{DINKES}", "addresses": ["192.168.1.1"]}])), []),
    ("told once", address, case(request(ips=["10.0.0.1", "10.0.0.1"])), [not_global("10.0.0.1", "10.0.0.0/8", "Private-Use")]),
    ("in the country", address, case(where=IN_COUNTRY), []),
    ("abroad", address, case(request(ips=["103.94.10.5", "8.8.8.8", "2606:4700::1"]), where=IN_COUNTRY), [abroad("8.8.8.8"), abroad("2606:4700::1")]),
    ("abroad, told once", address, case(request(ips=["8.8.8.8", "8.8.8.8"], www=True), where=IN_COUNTRY), [abroad("8.8.8.8")]),
    ("abroad, and the site does not mind", address, case(request(ips=["8.8.8.8"])), []),
    ("not public is enough to say", address, case(request(ips=["10.0.0.1"]), where=IN_COUNTRY), [not_global("10.0.0.1", "10.0.0.0/8", "Private-Use")]),
    ("glue abroad", address, case(request(ns=[{"name": f"ns1.{DINKES}", "addresses": ["8.8.8.8"]}]), where=IN_COUNTRY), [abroad("8.8.8.8")]),
    ("no glue: the server lies elsewhere", address, case(request(ns=[{"name": "ns1.penyedia.id", "addresses": ["8.8.8.8"]}]), where=IN_COUNTRY), []),
    ("held by another", address, case(grants=(grant("disdik", agency="disdik"),)), [ip_held("103.94.10.5", "disdik", "disdik")]),
    ("held by somebody who left the list", address, case(grants=(grant("x", agency="bubar"),)), [ip_held("103.94.10.5", "x", "bubar")]),
    ("held by itself", address, case(grants=(grant("posyandu"),)), []),
    ("held once", address, case(grants=(grant("disdik", agency="disdik", state=State.ENDED),)), []),
    ("held while suspended", address, case(grants=(grant("disdik", agency="disdik", state=State.SUSPENDED),)),
     [ip_held("103.94.10.5", "disdik", "disdik")]),
    ("shared", address, case(grants=(grant("disdik", agency="disdik"),), where=SHARED), []),
    ("not in the shared network", address, case(request(ips=["103.94.10.8"]), where=SHARED,
     grants=(grant("disdik", agency="disdik", ips=("103.94.10.8",)),)), [ip_held("103.94.10.8", "disdik", "disdik")]),
    ("glue of a server that serves others", address, case(delegated(), grants=(grant("x", agency="disdik", ips=("103.94.10.53",)),)), []),
    ("free", conflict, case(), []),
    ("free among others", conflict, case(None, a("disdik"), a("xdinkes"), txt("x")), []),
    ("held", conflict, case(before=grant()), [HELD]),
    ("held by another", conflict, case(before=grant(agency="disdik")), [HELD_BY_OTHER]),
    ("suspended is held", conflict, case(before=grant(state=State.SUSPENDED)), [HELD]),
    ("held is not in the zone by chance", conflict, case(None, a("dinkes", "103.94.10.9"), before=grant()), [HELD]),
    ("ended is free", conflict, case(before=grant(state=State.ENDED)), []),
    ("ended and still in the zone", conflict, case(None, a("dinkes", "103.94.10.9"), before=grant(state=State.ENDED)),
     [in_zone(a("dinkes", "103.94.10.9"))]),
    ("in the zone", conflict, case(None, a("dinkes", "103.94.10.9"), txt("dinkes")), [in_zone(a("dinkes", "103.94.10.9"), txt("dinkes"))]),
    ("in the zone already as asked for", conflict, case(None, a("dinkes", ttl=60)), []),
    ("an alias", conflict, case(None, cname("dinkes", "x")), [in_zone(cname("dinkes", "x"), tag="NAME_IS_ALIAS")]),
    ("the www of it", conflict, case(request(www=True), cname("www.dinkes", "x")), [in_zone(cname("www.dinkes", "x"), tag="NAME_IS_ALIAS")]),
    ("a www not asked for", conflict, case(None, a("www.dinkes", "103.94.10.9")), []),
    ("below a cut", conflict, case(request("a.b.dinkes"), ns("dinkes")), [hidden("dinkes")]),
    ("below a DNAME", conflict, case(request("b.dinkes"), RRset.hosts(name("dinkes"), "DNAME", 60, [name("x")])), [hidden("dinkes")]),
    ("names below a delegation", conflict, case(delegated(), a("b.dinkes"), a("a.dinkes")), [vanish("b.dinkes", "a.dinkes")]),
    ("names below an address", conflict, case(None, a("b.dinkes")), []),
    ("its own glue", conflict, case(delegated(), a("ns1.dinkes", "103.94.10.53", ttl=60)), []),
    ("other glue", conflict, case(delegated(), a("ns1.dinkes", "103.94.10.99")), [in_zone(a("ns1.dinkes", "103.94.10.99"))]),
    ("under a wildcard", conflict, case(None, a("*")), [wildcard("*")]),
    ("beside a wildcard", conflict, case(None, a("*.disdik")), []),
    ("under a wildcard and there already", conflict, case(None, a("*"), a("dinkes")), []),
    ("one letter", open_requests, case(), []),
    ("another letter", open_requests, case(others=(request(number=2, agency="disdik"),)),
     [("NAME_IN_OPEN_REQUEST", ERROR, {"request": "SUB-2026-0002", "agency": "disdik"})]),
    ("a later letter", open_requests, case(later=(request(number=2, agency="disdik"),)), []),
    ("a letter for another name", open_requests, case(others=(request("disdik", number=2),)), []),
    ("its grant", holder, case(REVOKE, before=grant()), []),
    ("suspended", holder, case(REVOKE, before=grant(state=State.SUSPENDED)), []),
    ("nobody's", holder, case(REVOKE), [("NO_SUCH_GRANT", ERROR, {})]),
    ("ended", holder, case(REVOKE, before=grant(state=State.ENDED, until=DAY)),
     [("GRANT_HAS_ENDED", ERROR, {"until": "2026-11-24", "agency": "dinkes"})]),
    ("over, and not taken away yet", holder, case(REVOKE, before=grant(until=DAY - ONE)),
     [("GRANT_HAS_ENDED", ERROR, {"until": "2026-11-23", "agency": "dinkes"})]),
    ("its last day", holder, case(REVOKE, before=grant(until=DAY)), []),
    ("another's", holder, case(REVOKE, before=grant(agency="disdik")), [("NOT_THE_HOLDER", ERROR, {"holder": "disdik", "agency": "dinkes"})]),
    ("nothing depends", dependents, case(REVOKE, a("dinkes"), a("disdik"), cname("y", "disdik")), []),
    ("names below", dependents, case(REVOKE, a("x.dinkes")), [depend(ERROR, below=["x.dinkes"])]),
    ("its own www", dependents, case(REVOKE, a("www.dinkes"), before=WITH_WWW), []),
    ("www of its own points to it", dependents, case(REVOKE, cname("www.dinkes", "dinkes"), before=WITH_WWW), []),
    ("pointing", dependents, case(REVOKE, cname("y", "dinkes")), [depend(ERROR, pointing=[cname("y", "dinkes")])]),
    ("pointing to its www", dependents, case(REVOKE, cname("y", "www.dinkes"), before=WITH_WWW),
     [depend(ERROR, pointing=[cname("y", "www.dinkes")])]),
    ("beside", dependents, case(REVOKE, txt("dinkes")), [depend(ERROR, beside=[txt("dinkes")])]),
    ("accepted", dependents, case(REVOKE, *DIRTY, accept_dependents=True),
     [depend(WARNING, ["x.dinkes"], [cname("y", "dinkes")], [txt("dinkes")])]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("judge", "given", "found"),
    [row[1:] for row in ROWS],
    ids=[f"{row[1].__name__}: {row[0]}" for row in ROWS],
)
def test_judge(judge: Judge, given: Case, found: Found) -> None:
    assert judged(list(judge(given))) == found


def test_many_names_below_are_not_all_told() -> None:
    [finding] = conflict(case(delegated(), *(a(f"x{number}.dinkes") for number in range(7))))
    assert len(finding.args["names"]) == 7
    assert [f"x{number}.{DINKES}" in str(finding.why) for number in range(7)] == [True] * 5 + [False] * 2
    assert "…" in str(finding.why)


def test_a_held_name_is_told_to_its_holder_and_to_others_in_other_words() -> None:
    told = [
        finding.letter.to("en")
        for finding in (*conflict(case(before=grant())), *conflict(case(before=grant(agency="disdik"))))
        if finding.letter
    ]
    assert "already yours" in told[0]
    assert "already used by Dinas Pendidikan" in told[1]
    assert [finding.do.to("en") for finding in conflict(case(before=grant()))] == [
        "Record the letter as a change"
    ]


def test_the_register_finds_by_address_and_object() -> None:
    given = case(grants=(grant("x"), grant("y", state=State.ENDED)), others=(request("x", number=2),))
    assert [one.object for one in given.register.by_ip[parse_ip("103.94.10.5")]] == [f"x.{APEX}"]
    assert [one.id.number for one in given.register.requests_for[f"subdomain:x.{APEX}"]] == [2]
    assert Fqdn(given.request.object) == given.name
    assert given.request.agency == Slug("dinkes")


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        ({"ips": ["103.94.10.9"]}, ["CHANGE_BELONGS_TO_CHILD"]),
        ({"until": "2026-12-24"}, []),
        ({"ns": OWN_NS[:1]}, []),
    ],
)
def test_what_a_delegated_name_s_parent_cannot_change(fields: dict[str, Any], tags: list[str]) -> None:
    held = grant(params={"ips": ["103.94.10.5"], "ns": OWN_NS, "www": False})
    asked = replace(request(action=Action.CHANGE), fields=fields)
    assert [finding.tag for finding in in_child(case(asked, before=held))] == tags
