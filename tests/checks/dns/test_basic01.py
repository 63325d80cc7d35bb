"""Basic01: each tag; after Zonemaster's scenarios of zones whose servers above disagree."""

from dataclasses import replace

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import basic01
from provision.model.profile import Profile
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.lineage import (
    CHILD,
    CHILD1,
    CUT,
    GLUE,
    GRAND1,
    GRAND2,
    LINEAGE,
    PARENT1,
    PARENT2,
    PARENT_CUT,
    PARENT_GLUE,
    both,
    hosted,
    parent2,
)
from tests.checks.dns.world import Fault, Row, World, at

ON, FOUND, NONE = (
    {"IPV4_ENABLED"},
    {"B01_CHILD_FOUND", "B01_PARENT_FOUND"},
    {"B01_NO_CHILD", "B01_PARENT_FOUND"},
)
APART = FOUND | {"B01_INCONSISTENT_DELEGATION"}
TOLD_TAGS = {"B01_CHILD_FOUND", "B01_PARENT_DISREGARDED"}
AMISS = {"B01_SERVER_ZONE_ERROR"}
LOST = {"B01_NO_CHILD", "B01_PARENT_NOT_FOUND"}
ALIAS = "anak.dinas.kab.id CNAME lain.dinas.kab.id.\nlain.dinas.kab.id A 103.3.0.2\n"
RENAMED = "anak.dinas.kab.id DNAME saudara.dinas.kab.id.\n"
ADDRESS = "anak.dinas.kab.id A 103.3.0.2\n"
TOLD = [NameServer(Fqdn("ns3.lain.id"), glue=(parse_ip(CHILD1),)), NameServer(Fqdn("ns4.lain.id"))]
GRAND2_6 = "2001:df0:1::2"


def into_another_zone(query: Query, answer: Answer) -> Answer:
    """Answer for the zone with an alias, and a referral to the zone where it leads."""
    if (str(query.server), query.name, query.type) != (PARENT2, CHILD, "SOA"):
        return answer
    alias = RRset.hosts(CHILD, "CNAME", 60, [Fqdn("saudara.dinas.kab.id")])
    cut = RRset.hosts(Fqdn("saudara.dinas.kab.id"), "NS", 60, [Fqdn("ns.lain.id")])
    return replace(
        answer, rcode="NOERROR", authoritative=False, answer=(alias,), authority=(cut,), additional=()
    )


def other_owner(query: Query, answer: Answer) -> Answer:
    wrong = (str(query.server), query.name.text, query.type) == (GRAND2, "kab.id", "NS")
    return (
        replace(answer, answer=(replace(answer.answer[0], name=Fqdn("paman.kab.id")),)) if wrong else answer
    )


def fails(*addresses: str) -> Fault:
    return at(addresses, rcode="SERVFAIL", authoritative=False, answer=(), authority=(), additional=())


def row(title: str, wanted: set[str], world: World = LINEAGE, **parts: object) -> Row:
    return Row(basic01, title, wanted | ON, world, zone=CHILD, **parts)  # type: ignore[arg-type]


PARENTS = "ns1.dinas.kab.id/103.2.0.1;ns2.dinas.kab.id/103.2.0.2"
ONE_WAY = LINEAGE.edited("kab.id", PARENT_CUT + PARENT_GLUE, "", GRAND1)
STRAIGHT = LINEAGE.edited("kab.id", PARENT_CUT + PARENT_GLUE, CUT + GLUE, GRAND1)
SHARED = LINEAGE.edited("kab.id", PARENT_CUT + PARENT_GLUE, "dinas.kab.id NS ns1.kab.id.\n")
SHARED = SHARED.with_zone(
    "dinas.kab.id",
    LINEAGE.served[PARENT1]["dinas.kab.id"].replace(PARENT_CUT, "dinas.kab.id NS ns1.kab.id.\n"),
    GRAND1,
)
EMPTY_BETWEEN = both("").edited(
    "dinas.kab.id", "dinas.kab.id SOA", CUT.replace("anak.dinas", "anak.w.x.dinas") + "dinas.kab.id SOA"
)  # fmt: skip
SIX = LINEAGE.edited("", "ns2.kab.id A", f"ns2.kab.id AAAA {GRAND2_6}\nns2.kab.id A")
SIX = SIX.with_zone("kab.id", LINEAGE.served[GRAND2]["kab.id"], GRAND2_6)
ROWS = [
    row("healthy", FOUND, args={"B01_PARENT_FOUND": {"domain": "dinas.kab.id", "ns_list": PARENTS}}),
    row("one server of the grandparent serves the parent, too", FOUND, SHARED),
    row("the parent's servers serve the zone, too", FOUND, hosted(LINEAGE, PARENT1, PARENT2)),
    row("one of the parent's servers serves the zone, too", FOUND, hosted(LINEAGE, PARENT2)),
    row("the grandparent's servers serve the zone, too", FOUND, hosted(LINEAGE, GRAND1, GRAND2)),
    Row(basic01, "no cuts between", FOUND | ON, EMPTY_BETWEEN, zone=Fqdn("anak.w.x.dinas.kab.id")),
    Row(basic01, "its servers are told", TOLD_TAGS, LINEAGE, CHILD, TOLD),
    Row(basic01, "its servers are told, and nobody delegates it", TOLD_TAGS, both(""), CHILD, TOLD),
    Row(basic01, "its servers are told, and nobody answers above", TOLD_TAGS,
        LINEAGE.with_fault(fails(GRAND1, GRAND2)), CHILD, TOLD),
    Row(basic01, "the root", {"B01_CHILD_FOUND", "B01_ROOT_HAS_NO_PARENT"}, LINEAGE, zone=Fqdn("")),
    Row(basic01, "a top-level domain", FOUND | ON, zone=Fqdn("id"), args={"B01_PARENT_FOUND": {"domain": "."}}),
    row("not there", NONE, both(""), args={"B01_NO_CHILD": {"domain_child": CHILD.text, "domain_super": "dinas.kab.id"}}),
    row("there, and no zone", NONE, both("anak.dinas.kab.id TXT x\n")),
    row("not there, and one way leads past the parent", NONE | {"B01_PARENT_UNDETERMINED"},
        ONE_WAY.edited("dinas.kab.id", CUT + GLUE, "")),
    row("delegated on two levels", FOUND | {"B01_PARENT_UNDETERMINED"}, STRAIGHT,
        args={"B01_PARENT_UNDETERMINED": {"ns_list": "ns1.dinas.kab.id/103.2.0.1;ns1.kab.id/103.1.0.1;ns2.dinas.kab.id/103.2.0.2"}}),
    row("one parent knows nothing of it", APART, parent2(""),
        args={"B01_INCONSISTENT_DELEGATION": {"domain_parent": "dinas.kab.id", "domain_child": CHILD.text,
                                              "ns_list": "ns2.dinas.kab.id/103.2.0.2"}}),
    row("one parent knows an alias", APART, parent2(ALIAS)),
    row("one parent knows an alias into another zone", APART, LINEAGE.with_fault(into_another_zone)),
    row("one parent renames it", APART | {"B01_CHILD_IS_ALIAS"}, parent2(RENAMED)),
    row("one parent knows addresses", APART, parent2(ADDRESS)),
    row("one parent knows nothing of it, the other serves it", APART, hosted(parent2(""), PARENT1)),
    row("one parent knows an alias, the other serves it", APART, hosted(parent2(ALIAS), PARENT1)),
    row("one parent knows an alias elsewhere, the other serves it", APART,
        hosted(LINEAGE.with_fault(into_another_zone), PARENT1)),
    row("one parent renames it, the other serves it", APART | {"B01_CHILD_IS_ALIAS"}, hosted(parent2(RENAMED), PARENT1)),
    row("one parent knows addresses, the other serves it", APART, hosted(parent2(ADDRESS), PARENT1)),
    row("nobody answers above", LOST | AMISS, LINEAGE.with_fault(fails(GRAND1, GRAND2))),
    row("silence above", LOST | AMISS, LINEAGE.with_fault(at((GRAND1, GRAND2), silence=Silence.TIMEOUT))),
    row("renamed", NONE | {"B01_CHILD_IS_ALIAS"}, both(RENAMED),
        args={"B01_CHILD_IS_ALIAS": {"domain_child": CHILD.text, "domain_target": "saudara.dinas.kab.id", "ns_list": PARENTS}}),
    row("renamed to two", NONE | {"B01_CHILD_IS_ALIAS", "B01_INCONSISTENT_ALIAS"},
        both(RENAMED).edited("dinas.kab.id", "saudara", "kakak", PARENT2)),
    row("an alias", NONE, both(ALIAS)),
    row("one grandparent answers without authority", FOUND | AMISS, LINEAGE.with_fault(at(GRAND2, name="kab.id", authoritative=False)),
        args={"B01_SERVER_ZONE_ERROR": {"query_name": "kab.id", "rrtype": "SOA", "ns": "ns2.kab.id/103.1.0.2"}}),
    row("one grandparent knows no name servers", FOUND | AMISS, LINEAGE.with_fault(at(GRAND2, "NS", "kab.id", answer=())),
        args={"B01_SERVER_ZONE_ERROR": {"query_name": "kab.id", "rrtype": "NS", "ns": "ns2.kab.id/103.1.0.2"}}),
    row("one grandparent answers for another name", FOUND | AMISS, LINEAGE.with_fault(other_owner)),
    row("one parent refuses", FOUND | AMISS, LINEAGE.with_fault(at(PARENT2, name=CHILD.text, rcode="REFUSED", authority=()))),
    row("one parent was not asked for want of its family", FOUND | {"IPV4_DISABLED"},
        LINEAGE.with_fault(at(PARENT2, silence=Silence.NO_FAMILY))),
    row("a question too many", FOUND, LINEAGE.with_fault(at(PARENT2, silence=Silence.BUDGET))),
    row("nobody above could be asked", {"IPV4_DISABLED"},
        LINEAGE.with_fault(at((GRAND1, GRAND2), silence=Silence.NO_FAMILY))),
    row("over both families", FOUND | {"IPV6_ENABLED"}, SIX),
    row("over both families, one of which is not here", FOUND | {"IPV6_DISABLED"},
        SIX.with_fault(at(GRAND2_6, silence=Silence.NO_FAMILY))),
    Row(basic01, "over IPv6 alone", {"IPV4_DISABLED"}, LINEAGE.with_fault(at(tuple(LINEAGE.served), silence=Silence.NO_FAMILY)),
        CHILD, how={"profile": Profile(ipv4=False)}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
