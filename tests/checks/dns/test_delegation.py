"""Delegation01 to 07: what the parent and the zone say of the name servers."""

from collections.abc import Sequence

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import (
    delegation01,
    delegation02,
    delegation03,
    delegation04,
    delegation05,
    delegation06,
    delegation07,
)
from provision.model.profile import Profile
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, PENYEDIA_IP, ZONE, Row, World, at, findings

HEALTHY = World()
NS2_6, SPARE_4, SPARE_6 = "2001:df0:54::53", "103.94.12.53", "2001:df0:55::53"
DUAL = HEALTHY.edited(
    "penyedia.id", "ns2.penyedia.id A", f"ns2.penyedia.id AAAA {NS2_6}\nns2.penyedia.id A"
).with_zone("dinkes.go.id", HEALTHY.served[NS1_4]["dinkes.go.id"], NS2_6)
NS1, NS2 = "ns1.dinkes.go.id", "ns2.penyedia.id"
SPARED = [Silence.NO_FAMILY, Silence.NOT_PUBLIC, Silence.BUDGET]


def enough(*but: str) -> set[str]:
    """Return the tags of a delegation where all is enough, some of them replaced by others."""
    kinds = [f"{family}NS_{side}" for family in ("", "IPV4_", "IPV6_") for side in ("DEL", "CHILD")]
    changed = {tag.removeprefix("NOT_").removeprefix("ENOUGH_").removeprefix("NO_"): tag for tag in but}
    return {changed.get(kind, f"ENOUGH_{kind}") for kind in kinds}


def parent(old: str, new: str, world: World = DUAL) -> World:
    return world.edited("go.id", old, new)


def zone(old: str, new: str, world: World = DUAL, *addresses: str) -> World:
    return world.edited("dinkes.go.id", old, new, *addresses)


def told(**servers: Sequence[str]) -> list[NameServer]:
    return [
        NameServer.from_json({"name": f"{name}.{ZONE}", "addresses": ips}) for name, ips in servers.items()
    ]


def cname(name: str, target: str = "lain.penyedia.id.") -> RRset:
    return RRset.of(Fqdn(name), "CNAME", 60, [target])


NS2_DEL, NS2_CHILD = "dinkes.go.id NS ns2.penyedia.id.\n", "dinkes.go.id NS ns2.penyedia.id.\n"
NS1_DEL_4, NS1_DEL_6 = f"ns1.dinkes.go.id A {NS1_4}\n", f"ns1.dinkes.go.id AAAA {NS1_6}\n"
V4_ONLY = zone(NS1_DEL_6, "", parent(NS1_DEL_6, "", HEALTHY))
ONLY_NS1 = ("NOT_ENOUGH_NS_DEL", "NOT_ENOUGH_IPV4_NS_DEL", "NOT_ENOUGH_IPV6_NS_DEL")
ONLY_NS1_CHILD = ("NOT_ENOUGH_NS_CHILD", "NOT_ENOUGH_IPV4_NS_CHILD", "NOT_ENOUGH_IPV6_NS_CHILD")
DELEGATION01 = [
    Row(delegation01, "two of each", enough(), DUAL, args={
        "ENOUGH_NS_DEL": {"count": 2, "minimum": 2, "nsname_list": f"{NS1};{NS2}"},
        "ENOUGH_IPV6_NS_CHILD": {"count": 2, "minimum": 2, "nsname_list": f"{NS1};{NS2}", "ns_ip_list": f"{NS1_6};{NS2_6}"}}),
    Row(delegation01, "one with IPv6", enough("NOT_ENOUGH_IPV6_NS_DEL", "NOT_ENOUGH_IPV6_NS_CHILD"), args={
        "NOT_ENOUGH_IPV6_NS_DEL": {"count": 1, "minimum": 2, "nsname_list": NS1, "ns_ip_list": NS1_6}}),
    Row(delegation01, "enough in the zone, not in the parent", enough(*ONLY_NS1), parent(NS2_DEL, ""), args={
        "NOT_ENOUGH_NS_DEL": {"count": 1, "minimum": 2, "nsname_list": NS1}}),
    Row(delegation01, "enough in the parent, not in the zone", enough(*ONLY_NS1_CHILD), zone(NS2_CHILD, ""), args={
        "NOT_ENOUGH_NS_CHILD": {"count": 1, "minimum": 2, "nsname_list": NS1}}),
    Row(delegation01, "no IPv4 in the zone", enough("NOT_ENOUGH_IPV4_NS_CHILD"), zone(NS1_DEL_4, "")),
    Row(delegation01, "no IPv6 anywhere", enough("NO_IPV6_NS_DEL", "NO_IPV6_NS_CHILD"), V4_ONLY, args={
        "NO_IPV6_NS_DEL": {"count": 0, "minimum": 2, "nsname_list": "", "ns_ip_list": ""}}),
    Row(delegation01, "no IPv6 in the zone", enough("NO_IPV6_NS_CHILD"), zone(
        f"{NS1_DEL_6}", "", zone("ns2.penyedia.id.\n", f"ns2.{ZONE}.\n", parent(
            f"{NS2_DEL}", f"{ZONE} NS ns2.{ZONE}.\nns2.{ZONE} A {NS2_4}\nns2.{ZONE} AAAA {NS2_6}\n")).edited(
                "dinkes.go.id", f"mail.{ZONE} A", f"ns2.{ZONE} A {NS2_4}\nmail.{ZONE} A"))),
    Row(delegation01, "no IPv4 in the zone at all", enough("NO_IPV4_NS_CHILD"), zone(
        f"{NS1_DEL_4}", "", zone("ns2.penyedia.id.\n", f"ns2.{ZONE}.\n", parent(
            f"{NS2_DEL}", f"{ZONE} NS ns2.{ZONE}.\nns2.{ZONE} A {NS2_4}\nns2.{ZONE} AAAA {NS2_6}\n")).edited(
                "dinkes.go.id", f"mail.{ZONE} A", f"ns2.{ZONE} AAAA {NS2_6}\nmail.{ZONE} A"))),
    Row(delegation01, "glue of one family each", {
        "ENOUGH_NS_DEL", "NOT_ENOUGH_IPV4_NS_DEL", "NOT_ENOUGH_IPV6_NS_DEL",
        "ENOUGH_NS_CHILD", "NOT_ENOUGH_IPV4_NS_CHILD", "NOT_ENOUGH_IPV6_NS_CHILD"},
        zone(NS1_DEL_4, "", parent(NS1_DEL_4, "", HEALTHY))),
    Row(delegation01, "no IPv4 in the parent", {
        "NOT_ENOUGH_NS_DEL", "NO_IPV4_NS_DEL", "NOT_ENOUGH_IPV6_NS_DEL", "ENOUGH_NS_CHILD", "ENOUGH_IPV4_NS_CHILD",
        "ENOUGH_IPV6_NS_CHILD"}, parent(NS1_DEL_4, "", parent(NS2_DEL, ""))),
    Row(delegation01, "told, and in no parent", enough(), zone("ns2.penyedia.id.\n", f"ns2.{ZONE}.\n").edited(
        "dinkes.go.id", f"mail.{ZONE} A", f"ns2.{ZONE} A {NS2_4}\nns2.{ZONE} AAAA {NS2_6}\nmail.{ZONE} A"),
        told=told(ns1=[NS1_4, NS1_6], ns2=[NS2_4, NS2_6])),
    Row(delegation01, "a dead zone: nobody knows what it names", {tag for tag in enough() if tag.endswith("DEL")},
        DUAL.with_fault(at((*CHILD, NS2_6), silence=Silence.TIMEOUT))),
    Row(delegation01, "a lame zone", {tag for tag in enough() if tag.endswith("DEL")},
        DUAL.with_fault(at((*CHILD, NS2_6), rcode="REFUSED", authoritative=False, answer=()))),
    Row(delegation01, "a zone that names none", {
        *(tag for tag in enough() if tag.endswith("DEL")), "NOT_ENOUGH_NS_CHILD", "NO_IPV4_NS_CHILD", "NO_IPV6_NS_CHILD"},
        zone(f"{ZONE} NS {NS1}.\n{NS2_CHILD}", ""), args={"NOT_ENOUGH_NS_CHILD": {"count": 0, "nsname_list": ""}}),
    Row(delegation01, "another least number", {
        "NOT_ENOUGH_NS_DEL", "NOT_ENOUGH_NS_CHILD", "NOT_ENOUGH_IPV4_NS_DEL", "NOT_ENOUGH_IPV4_NS_CHILD",
        "NOT_ENOUGH_IPV6_NS_DEL", "NOT_ENOUGH_IPV6_NS_CHILD"}, DUAL,
        how={"profile": Profile(limits={("delegation01", "MINIMUM_NUMBER_OF_NAMESERVERS"): 3})},
        args={"NOT_ENOUGH_NS_DEL": {"minimum": 3}}),
    Row(delegation01, "a name that cannot be looked up from here", {"ENOUGH_NS_DEL", "ENOUGH_NS_CHILD"},
        HEALTHY.with_fault(at(PENYEDIA_IP, silence=Silence.NO_FAMILY))),
]  # fmt: skip

DISTINCT = {"DEL_DISTINCT_NS_IP", "CHILD_DISTINCT_NS_IP", "DISTINCT_IP_ADDRESS"}
INSIDE_2 = f"{ZONE} NS ns2.{ZONE}.\n"
TWO_INSIDE = zone(NS2_CHILD, f"{INSIDE_2}ns2.{ZONE} A {NS2_4}\n", parent(
    NS2_DEL, f"{INSIDE_2}ns2.{ZONE} A {NS2_4}\n", HEALTHY))  # fmt: skip
DELEGATION02 = [
    Row(delegation02, "all distinct", DISTINCT),
    Row(delegation02, "one name twice at an address of each side is one server", DISTINCT, TWO_INSIDE),
    Row(delegation02, "shared glue", {"DEL_NS_SAME_IP", "CHILD_DISTINCT_NS_IP", "SAME_IP_ADDRESS"},
        parent(f"ns2.{ZONE} A {NS2_4}", f"ns2.{ZONE} A {NS1_4}", TWO_INSIDE), args={
            "DEL_NS_SAME_IP": {"ns_ip": NS1_4, "nsname_list": f"{NS1};ns2.{ZONE}"}}),
    Row(delegation02, "shared in the zone", {"DEL_DISTINCT_NS_IP", "CHILD_NS_SAME_IP", "SAME_IP_ADDRESS"},
        zone(f"ns2.{ZONE} A {NS2_4}", f"ns2.{ZONE} A {NS1_4}", TWO_INSIDE), args={
            "CHILD_NS_SAME_IP": {"ns_ip": NS1_4, "nsname_list": f"{NS1};ns2.{ZONE}"}}),
    Row(delegation02, "shared outside the zone", {"DEL_NS_SAME_IP", "CHILD_NS_SAME_IP", "SAME_IP_ADDRESS"},
        HEALTHY.edited("penyedia.id", NS2_4, NS1_4)),
    Row(delegation02, "shared only by both sides together", {"DEL_DISTINCT_NS_IP", "CHILD_DISTINCT_NS_IP", "SAME_IP_ADDRESS"},
        zone(f"ns2.{ZONE}.\nns2", f"ns3.{ZONE}.\nns3", TWO_INSIDE), args={
            "SAME_IP_ADDRESS": {"ns_ip": NS2_4, "nsname_list": f"ns2.{ZONE};ns3.{ZONE}"}}),
    Row(delegation02, "told, with shared addresses", {"DEL_NS_SAME_IP", "CHILD_DISTINCT_NS_IP", "SAME_IP_ADDRESS"},
        TWO_INSIDE, told=told(ns1=[NS1_4], ns2=[NS1_4])),
    Row(delegation02, "a dead zone", {"DEL_DISTINCT_NS_IP", "DISTINCT_IP_ADDRESS"},
        HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
]  # fmt: skip


def referred(apex: str, *names: str, glue: Sequence[str] = ()) -> World:
    """Return the world where a zone of these name servers is delegated from go.id, each with this glue."""
    lines = [f"{apex} NS {name}." for name in names]
    lines += [f"{name} {'AAAA' if ':' in ip else 'A'} {ip}" for name in names for ip in glue]
    return HEALTHY.edited("go.id", "dinkes.go.id NS ns1", "\n".join([*lines, "dinkes.go.id NS ns1"]))


BOTH = (NS1_4, NS1_6)
OK_2, LARGE_1, LARGE_2 = (
    "referral-size-ok-2.go.id",
    "referral-size-too-large-1.go.id",
    "referral-size-too-large-2.go.id",
)
LONG = [
    f"ns{n}.{n}abcdefghijklmnopqrstuvwxyz.{n}abcdefghijklmnopqrstuvwxy.{n}abcdefghijklmnopqrstuvw.delegation03.xb"
    for n in range(1, 5)
]
DELEGATION03 = [
    # Header and question; two records with their names compressed; glue over IPv6 alone, for over IPv4 one name
    # lies outside the parent.
    Row(delegation03, "small", {"REFERRAL_SIZE_OK"}, args={"REFERRAL_SIZE_OK": {"size": 12 + 259 + 18 + 27 + 28}}),
    Row(delegation03, "all below the zone", {"REFERRAL_SIZE_OK"}, TWO_INSIDE,
        args={"REFERRAL_SIZE_OK": {"size": 12 + 259 + 18 + 18 + 16 + 28}}),
    Row(delegation03, "large, and not too large", {"REFERRAL_SIZE_OK"},
        referred(OK_2, *(f"ns{n}.ipv{v}-large-but-not-too-large.{OK_2}" for n in (1, 2) for v in (4, 6)), glue=BOTH), Fqdn(OK_2)),
    Row(delegation03, "too large, below the zone", {"REFERRAL_SIZE_TOO_LARGE"},
        referred(LARGE_1, *(f"ns{n}.{n}abcdefghijklmnopqrstuv.{n}defghijkl.{LARGE_1}" for n in range(1, 6)), glue=BOTH),
        Fqdn(LARGE_1), args={"REFERRAL_SIZE_TOO_LARGE": {"size": 12 + 259 + 5 * (12 + 4 + 24 + 11 + 2) + 16 + 28}}),
    Row(delegation03, "too large, elsewhere, without glue", {"REFERRAL_SIZE_TOO_LARGE"},
        referred(LARGE_2, *LONG), Fqdn(LARGE_2)),
    Row(delegation03, "told", {"REFERRAL_SIZE_OK"}, told=told(ns1=[NS1_4])),
    Row(delegation03, "of another letter's case", {"REFERRAL_SIZE_OK"}, parent("dinkes.go.id NS ns1", "dinkes.go.id NS NS1")),
    Row(delegation03, "no delegation", set(), zone=Fqdn("lain.go.id")),
]  # fmt: skip

REFERS = {
    "authoritative": False,
    "answer": (),
    "authority": (RRset.hosts(Fqdn("id"), "NS", 60, [Fqdn("b.dns.id")]),),
}
LAME = "IS_NOT_AUTHORITATIVE"


def over(tcp: bool, address: str, **parts: object) -> World:
    """Return the world where one address answers otherwise over one of the protocols."""
    changed = at(address, "SOA", **parts)
    return HEALTHY.with_fault(lambda query, answer: changed(query, answer) if query.tcp is tcp else answer)


DELEGATION04 = [
    Row(delegation04, "healthy", {"ARE_AUTHORITATIVE"}, args={"ARE_AUTHORITATIVE": {"nsname_list": f"{NS1};{NS2}"}}),
    Row(delegation04, "refers upwards", {LAME}, HEALTHY.with_fault(at(NS1_6, "SOA", **REFERS)),
        args={LAME: {"ns": f"{NS1}/{NS1_6}", "proto": "UDP"}}),
    Row(delegation04, "refuses", {LAME}, HEALTHY.with_fault(at(NS2_4, "SOA", rcode="REFUSED", authoritative=False, answer=())),
        args={LAME: {"ns": f"{NS2}/{NS2_4}", "proto": "TCP"}}),
    Row(delegation04, "fails with the bit", {LAME}, HEALTHY.with_fault(at(NS2_4, "SOA", rcode="SERVFAIL", answer=()))),
    Row(delegation04, "from a cache", {LAME}, HEALTHY.with_fault(at(NS2_4, "SOA", authoritative=False, recursive=True))),
    Row(delegation04, "over TCP alone", {LAME}, over(True, NS2_4, authoritative=False),
        args={LAME: {"ns": f"{NS2}/{NS2_4}", "proto": "TCP"}}),
    Row(delegation04, "over UDP alone", {LAME}, over(False, NS2_4, authoritative=False),
        args={LAME: {"ns": f"{NS2}/{NS2_4}", "proto": "UDP"}}),
    Row(delegation04, "a dead one says nothing", {"ARE_AUTHORITATIVE"}, HEALTHY.with_fault(at(NS2_4, silence=Silence.TIMEOUT)),
        args={"ARE_AUTHORITATIVE": {"nsname_list": NS1}}),
    Row(delegation04, "all dead", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    Row(delegation04, "no IPv6 here", {"ARE_AUTHORITATIVE", "IPV6_DISABLED"},
        HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)),
        args={"IPV6_DISABLED": {"ns": f"{NS1}/{NS1_6}", "rrtype": "SOA"}}),
    Row(delegation04, "no IPv4 here", {"ARE_AUTHORITATIVE", "IPV4_DISABLED"},
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.NO_FAMILY))),
    *(Row(delegation04, f"nobody's fault ({spared})", {"ARE_AUTHORITATIVE"}, HEALTHY.with_fault(at(NS2_4, silence=spared)))
      for spared in SPARED[1:]),
]  # fmt: skip

ALIASED = HEALTHY.with_fault(at(CHILD, "A", NS1, answer=(cname(NS1),)))
BELOW = f"ns1.bawah.{ZONE}"
SUB = f"bawah.{ZONE}"
REFERRED = zone(f"{ZONE} NS {NS1}.", f"{ZONE} NS {BELOW}.\n{SUB} NS ns.{SUB}.\nns.{SUB} A {SPARE_4}", HEALTHY)
UNEXPECTED = "UNEXPECTED_RCODE"
DELEGATION05 = [
    Row(delegation05, "healthy", {"NO_NS_CNAME"}),
    Row(delegation05, "an alias within", {"NS_IS_CNAME"}, ALIASED, args={"NS_IS_CNAME": {"nsname": NS1}}),
    Row(delegation05, "an alias on one server", {"NS_IS_CNAME"}, HEALTHY.with_fault(at(NS2_4, "A", NS1, answer=(cname(NS1),)))),
    Row(delegation05, "an alias told by a cache", {"NO_NS_CNAME"},
        HEALTHY.with_fault(at(NS2_4, "A", NS1, answer=(cname(NS1),), authoritative=False))),
    Row(delegation05, "the alias of another name", {"NO_NS_CNAME"}, HEALTHY.with_fault(at(NS2_4, "A", NS1, answer=(cname("x.id"),)))),
    Row(delegation05, "an alias elsewhere", {"NS_IS_CNAME"}, HEALTHY.edited(
        "penyedia.id", f"ns2.penyedia.id A {NS2_4}", f"ns2.penyedia.id CNAME b.penyedia.id.\nb.penyedia.id A {NS2_4}"),
        args={"NS_IS_CNAME": {"nsname": NS2}}),
    Row(delegation05, "an alias that only the zone names", {"NS_IS_CNAME"}, zone(
        NS2_CHILD, f"{NS2_CHILD}{ZONE} NS ns3.{ZONE}.\nns3.{ZONE} CNAME {NS2}.\n", HEALTHY), args={"NS_IS_CNAME": {"nsname": f"ns3.{ZONE}"}}),
    Row(delegation05, "an alias in a zone below", {"NS_IS_CNAME"},
        REFERRED.with_zone(SUB, f"{SUB} SOA a. b. 1 1 1 1 1\n{BELOW} CNAME {NS1}.", SPARE_4), args={"NS_IS_CNAME": {"nsname": BELOW}}),
    Row(delegation05, "an address in a zone below", {"NO_NS_CNAME"},
        REFERRED.with_zone(SUB, f"{SUB} SOA a. b. 1 1 1 1 1\n{BELOW} A {NS1_4}", SPARE_4)),
    Row(delegation05, "a zone below that is dead", {"NO_NS_CNAME"}, REFERRED),
    Row(delegation05, "no such name", {"NO_NS_CNAME", UNEXPECTED}, HEALTHY.with_fault(at(NS2_4, "A", NS1, rcode="NXDOMAIN", answer=())),
        args={UNEXPECTED: {"ns": f"{NS2}/{NS2_4}", "rrtype": "A", "rcode": "NXDOMAIN"}}),
    Row(delegation05, "refused", {"NO_NS_CNAME", UNEXPECTED},
        HEALTHY.with_fault(at(NS2_4, "A", NS1, rcode="REFUSED", answer=(), authoritative=False))),
    Row(delegation05, "dead", {"NO_NS_CNAME", "NO_RESPONSE"}, HEALTHY.with_fault(at(NS2_4, "A", silence=Silence.TIMEOUT)),
        args={"NO_RESPONSE": {"ns": f"{NS2}/{NS2_4}", "rrtype": "A"}}),
    Row(delegation05, "no IPv6 here", {"NO_NS_CNAME", "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)),
        args={"IPV6_DISABLED": {"ns": f"{NS1}/{NS1_6}", "rrtype": "A"}}),
    Row(delegation05, "no IPv4 here", {"NO_NS_CNAME", "IPV4_DISABLED"},
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.NO_FAMILY))),
    *(Row(delegation05, f"nobody's fault ({spared})", {"NO_NS_CNAME"}, HEALTHY.with_fault(at(NS2_4, "A", silence=spared)))
      for spared in SPARED[1:]),
    Row(delegation05, "none within", {"NO_NS_CNAME"}, zone(f"{ZONE} NS {NS1}.\n", "", parent(f"{ZONE} NS {NS1}.\n", "", HEALTHY))),
    Row(delegation05, "no delegation", set(), zone=Fqdn("lain.go.id")),
]  # fmt: skip

LACKS = "SOA_NOT_EXISTS"
DELEGATION06 = [
    Row(delegation06, "healthy", {"SOA_EXISTS"}),
    Row(delegation06, "none on one", {LACKS}, HEALTHY.with_fault(at(NS2_4, "SOA", answer=())), args={LACKS: {"ns": f"{NS2}/{NS2_4}"}}),
    Row(delegation06, "the parent's", {LACKS}, HEALTHY.with_fault(
        at(NS2_4, "SOA", answer=(RRset.of(Fqdn("go.id"), "SOA", 60, ["a. b. 1 1 1 1 1"]),)))),
    Row(delegation06, "a referral", {LACKS}, HEALTHY.with_fault(at(NS2_4, "SOA", **REFERS))),
    Row(delegation06, "refused is delegation04's", {"SOA_EXISTS"},
        HEALTHY.with_fault(at(NS2_4, "SOA", rcode="REFUSED", answer=(), authoritative=False))),
    Row(delegation06, "dead is connectivity01's", {"SOA_EXISTS"}, HEALTHY.with_fault(at(NS2_4, "SOA", silence=Silence.TIMEOUT))),
    Row(delegation06, "all dead", set(), HEALTHY.with_fault(at(CHILD, "SOA", silence=Silence.TIMEOUT))),
    Row(delegation06, "no IPv6 here", {"SOA_EXISTS", "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY))),
    Row(delegation06, "no IPv4 here", {"SOA_EXISTS", "IPV4_DISABLED"},
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.NO_FAMILY))),
    *(Row(delegation06, f"nobody's fault ({spared})", {"SOA_EXISTS"}, HEALTHY.with_fault(at(NS2_4, silence=spared)))
      for spared in SPARED[1:]),
]  # fmt: skip

OTHERS = (RRset.hosts(ZONE, "NS", 60, [Fqdn("a.penyedia.id"), Fqdn("b.penyedia.id")]),)
DELEGATION07 = [
    Row(delegation07, "healthy", {"NAMES_MATCH"}, args={"NAMES_MATCH": {"names": f"{NS1};{NS2}"}}),
    Row(delegation07, "more in the parent", {"EXTRA_NAME_PARENT"}, zone(NS2_CHILD, "", HEALTHY), args={"EXTRA_NAME_PARENT": {"extra": NS2}}),
    Row(delegation07, "more in the zone", {"EXTRA_NAME_CHILD"}, parent(NS2_DEL, "", HEALTHY), args={"EXTRA_NAME_CHILD": {"extra": NS2}}),
    Row(delegation07, "more in the zone on one server", {"EXTRA_NAME_CHILD"},
        zone(NS2_CHILD, f"{NS2_CHILD}{ZONE} NS c.penyedia.id.\n", HEALTHY, NS2_4), args={"EXTRA_NAME_CHILD": {"extra": "c.penyedia.id"}}),
    Row(delegation07, "more on both sides", {"EXTRA_NAME_PARENT", "EXTRA_NAME_CHILD"},
        zone(NS2_CHILD, f"{ZONE} NS c.penyedia.id.\n", HEALTHY)),
    Row(delegation07, "other names", {"EXTRA_NAME_PARENT", "EXTRA_NAME_CHILD", "TOTAL_NAME_MISMATCH"},
        HEALTHY.with_fault(at(CHILD, "NS", answer=OTHERS)), args={
            "TOTAL_NAME_MISMATCH": {"glue": f"{NS1};{NS2}", "child": "a.penyedia.id;b.penyedia.id"}}),
    Row(delegation07, "no word of names", set(), HEALTHY.with_fault(at(CHILD, "NS", answer=()))),
    Row(delegation07, "the names of another zone", set(), HEALTHY.with_fault(
        at(CHILD, "NS", answer=(RRset.hosts(Fqdn("go.id"), "NS", 60, [Fqdn("a.id")]),)))),
    Row(delegation07, "what a lame one tells does not count", {"NAMES_MATCH"},
        HEALTHY.with_fault(at(NS2_4, "NS", answer=OTHERS, authoritative=False))),
    *(Row(delegation07, f"nobody could be asked ({spared})", set(), HEALTHY.with_fault(at(CHILD, silence=spared))) for spared in SPARED),
    Row(delegation07, "dead", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
]  # fmt: skip

ROWS = [
    *DELEGATION01,
    *DELEGATION02,
    *DELEGATION03,
    *DELEGATION04,
    *DELEGATION05,
    *DELEGATION06,
    *DELEGATION07,
]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_a_letter_tells_of_other_names_once() -> None:
    """Three findings say that the names are others; in a letter one sentence does."""
    found = findings(delegation07, HEALTHY.with_fault(at(CHILD, "NS", answer=OTHERS)))
    assert [finding.tag for finding in found if finding.letter] == ["TOTAL_NAME_MISMATCH"]


def test_a_letter_tells_of_a_lame_server_once() -> None:
    found = findings(delegation06, HEALTHY.with_fault(at(NS2_4, "SOA", **REFERS)))
    assert [(finding.tag, finding.letter) for finding in found] == [(LACKS, None)]


def test_a_server_is_noted_once_however_many_names_it_was_asked_for() -> None:
    found = findings(delegation05, TWO_INSIDE.with_fault(at(NS1_6, "A", silence=Silence.TIMEOUT)))
    assert [finding.tag for finding in found] == ["NO_RESPONSE", "NO_NS_CNAME"]


def test_referrals_in_a_circle_end() -> None:
    """A hostile server refers ever deeper; it is followed a few times and no more."""
    deeper = RRset.hosts(Fqdn(BELOW), "NS", 60, [Fqdn(f"ns.{SUB}")])
    glue = RRset.of(Fqdn(f"ns.{SUB}"), "A", 60, [SPARE_4])
    world = REFERRED.with_fault(
        lambda query, answer: (
            Answer(query, rcode="NOERROR", authority=(deeper,), additional=(glue,))
            if query.server == parse_ip(SPARE_4)
            else answer
        )
    )
    assert [finding.tag for finding in findings(delegation05, world)] == ["NO_NS_CNAME"]
    assert (
        0 < sum(isinstance(query, Query) and query.server == parse_ip(SPARE_4) for query in world.asked) < 20
    )
