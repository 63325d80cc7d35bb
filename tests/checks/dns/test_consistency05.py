"""Consistency05: glue beside what the zones say, on both sides of the cut and elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from provision.checks.delegation import At, Delegation, NameServer
from provision.checks.dns import consistency05
from provision.model.finding import Finding
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.changed import INSIDE, NS1, NS1_RECORDS, NS2_6, NS2_INSIDE, NS2_RECORDS
from tests.checks.dns.world import (
    GO_IP,
    NS1_4,
    NS1_6,
    NS2_4,
    PENYEDIA_IP,
    ZONE,
    Row,
    World,
    at,
    examined,
    findings,
    tags,
)
from tests.checks.driving import run

OTHER_4, OTHER_6 = "103.94.12.53", "2001:df0:55::53"
NS2, ADDRESSES = NS2_INSIDE, NS2_RECORDS
NS1_AT, NS2_AT = (NS1_4, NS1_6), (NS2_4, NS2_6)
ALL_AT = (*NS1_AT, *NS2_AT)
MATCH, LAME, FAILED = {"ADDRESSES_MATCH"}, "CHILD_ZONE_LAME", "CHILD_NS_FAILED"
MISMATCH, EXTRA, ELSEWHERE = (
    "IN_BAILIWICK_ADDR_MISMATCH",
    "EXTRA_ADDRESS_CHILD",
    "OUT_OF_BAILIWICK_ADDR_MISMATCH",
)
GLUE = ";".join(sorted(f"{name}/{ip}" for name, ips in ((NS1, NS1_AT), (NS2, NS2_AT)) for ip in ips))
DEAD: Mapping[str, object] = {"silence": Silence.TIMEOUT}
LAMED: Mapping[str, object] = {"authoritative": False}
SERVFAIL: Mapping[str, object] = {"rcode": "SERVFAIL", "authoritative": False, "answer": ()}
SUB = f"bawah.{ZONE}"
BELOW = f"ns1.{SUB}"


def zone(old: str, new: str, *addresses: str) -> World:
    return INSIDE.edited("dinkes.go.id", old, new, *addresses)


def faulty(world: World, *faults: tuple[tuple[str, ...], Mapping[str, object]]) -> World:
    for addresses, parts in faults:
        world = world.with_fault(at(addresses, **parts))
    return world


def below(cut: str) -> World:
    """Return the world where ns1 lies in a zone below the zone, delegated to the glue `cut`."""
    named = INSIDE.edited("go.id", f"{ZONE} NS {NS1}.\n", f"{ZONE} NS {BELOW}.\n{BELOW} A {NS1_4}\n")
    return named.edited(
        "dinkes.go.id", f"{ZONE} NS {NS1}.\n", f"{ZONE} NS {BELOW}.\n{SUB} NS {BELOW}.\n{BELOW} A {cut}\n"
    )


def beyond(records: str) -> World:
    """Return the world where the zone below lies at penyedia.id, whose server no glue tells."""
    world = below(NS1_4).edited(
        "dinkes.go.id", f"{SUB} NS {BELOW}.\n{BELOW} A {NS1_4}\n", f"{SUB} NS ns.penyedia.id.\n"
    )
    return world.with_zone(
        SUB, f"{SUB} SOA a. b. 1 1 1 1 1\n{SUB} NS ns.penyedia.id.\n{records}", PENYEDIA_IP
    )


SUBZONE = f"{SUB} SOA a. b. 1 1 1 1 1\n{SUB} NS {BELOW}.\n{BELOW} A {NS1_4}\n"
MOVED = zone(ADDRESSES, f"{NS2} A {OTHER_4}\n{NS2} AAAA {OTHER_6}\n")
MOVED = MOVED.with_zone("dinkes.go.id", MOVED.served[NS1_4]["dinkes.go.id"], OTHER_4, OTHER_6)
ELSEWHERE_BELOW = below(OTHER_4).with_zone(SUB, SUBZONE.replace(NS1_4, OTHER_4), OTHER_4)
ELSEWHERE_BELOW = ELSEWHERE_BELOW.with_zone(
    "dinkes.go.id", ELSEWHERE_BELOW.served[NS1_4]["dinkes.go.id"], OTHER_4
)
OUTSIDE = World().edited("go.id", f"{ZONE} NS {NS1}.\n", "").edited("dinkes.go.id", f"{ZONE} NS {NS1}.\n", "")
MORE = zone(ADDRESSES, f"{ADDRESSES}{NS2} A {OTHER_4}\n")
ROWS = [
    Row(consistency05, "glue as told", MATCH, INSIDE),
    Row(consistency05, "inside and outside", MATCH),
    Row(consistency05, "one without authority", {*MATCH, FAILED}, faulty(INSIDE, (NS1_AT, LAMED)),
        args={FAILED: {"ns": f"{NS1}/{NS1_6}"}}),
    Row(consistency05, "one fails", {*MATCH, FAILED}, faulty(INSIDE, (NS1_AT, SERVFAIL))),
    Row(consistency05, "one dead", {*MATCH, "NO_RESPONSE"}, faulty(INSIDE, (NS1_AT, DEAD)),
        args={"NO_RESPONSE": {"ns": f"{NS1}/{NS1_4}"}}),
    Row(consistency05, "none answers", {LAME, "NO_RESPONSE"}, faulty(INSIDE, (ALL_AT, DEAD))),
    Row(consistency05, "one without authority, one fails", {LAME, FAILED}, faulty(INSIDE, (NS1_AT, LAMED), (NS2_AT, SERVFAIL))),
    Row(consistency05, "one dead, one fails", {LAME, FAILED, "NO_RESPONSE"}, faulty(INSIDE, (NS1_AT, DEAD), (NS2_AT, SERVFAIL))),
    Row(consistency05, "other addresses in the zone", {MISMATCH, EXTRA}, MOVED, args={
        MISMATCH: {"parent_addresses": GLUE, "zone_addresses": GLUE.replace(NS2_4, OTHER_4).replace(NS2_6, OTHER_6)},
        EXTRA: {"ns_ip_list": f"{NS2}/{OTHER_4};{NS2}/{OTHER_6}"}}),
    Row(consistency05, "one has no address in the zone", {MISMATCH}, zone(ADDRESSES, "")),
    Row(consistency05, "one is not in the zone, and dead", {MISMATCH, "NO_RESPONSE"},
        faulty(zone(f"{ZONE} NS {NS2}.\n{ADDRESSES}", ""), (NS2_AT, DEAD))),
    Row(consistency05, "none has an address in the zone: wrong, and not lame", {MISMATCH},
        zone(ADDRESSES, "").edited("dinkes.go.id", NS1_RECORDS, ""),
        args={MISMATCH: {"parent_addresses": GLUE, "zone_addresses": ""}}),
    Row(consistency05, "more in the zone", {EXTRA}, MORE.with_zone("dinkes.go.id", MORE.served[NS1_4]["dinkes.go.id"], OTHER_4),
        args={EXTRA: {"ns_ip_list": f"{NS2}/{OTHER_4}"}}),
    Row(consistency05, "more on one server, and dead", {EXTRA, "NO_RESPONSE"}, zone(ADDRESSES, f"{ADDRESSES}{NS2} A {OTHER_4}\n", NS1_6)),
    Row(consistency05, "less on one server is told by another", MATCH, zone(f"{NS2} A {NS2_4}\n", "", NS1_6)),
    Row(consistency05, "other names on both sides, both at work, are not lame", {MISMATCH, EXTRA},
        zone(f"{ZONE} NS {NS1}.\n{ZONE} NS {NS2}.\n{ADDRESSES}", f"{ZONE} NS ns3.{ZONE}.\nns3.{ZONE} A {NS2_4}\n").edited(
            "dinkes.go.id", NS1_RECORDS, "")),
    Row(consistency05, "no glue", {EXTRA}, INSIDE.edited("go.id", ADDRESSES, ""), args={EXTRA: {"ns_ip_list": f"{NS2}/{NS2_4};{NS2}/{NS2_6}"}}),
    Row(consistency05, "a zone below, on the same servers", MATCH, below(NS1_4).with_zone(SUB, SUBZONE, *ALL_AT)),
    Row(consistency05, "a zone below, on a server of its own", MATCH, below(OTHER_4).with_zone(SUB, SUBZONE, OTHER_4)),
    Row(consistency05, "another address in a zone below", {MISMATCH, EXTRA},
        ELSEWHERE_BELOW),
    Row(consistency05, "a zone below that is dead tells nothing", MATCH, below(OTHER_4)),
    Row(consistency05, "a zone below, on a server elsewhere", MATCH, beyond(f"{BELOW} A {NS1_4}\n")),
    Row(consistency05, "another address in a zone below, on a server elsewhere", {MISMATCH, EXTRA}, beyond(f"{BELOW} A {NS2_4}\n")),
    Row(consistency05, "told, elsewhere and without addresses", MATCH, OUTSIDE, told=[NameServer(Fqdn("ns2.penyedia.id"))]),
    Row(consistency05, "an alias", {MISMATCH}, zone(NS1_RECORDS, f"{NS1} CNAME a.id.\n")),
    Row(consistency05, "a mapped address in the zone", {EXTRA, "NO_RESPONSE"}, zone(ADDRESSES, f"{ADDRESSES}{NS2} AAAA ::ffff:1.2.3.4\n")),
    Row(consistency05, "an address that cannot be read", {MISMATCH}, zone(f"{NS2} A {NS2_4}", rf"{NS2} A \# 3 abcdef")),
    Row(consistency05, "no such name", {MISMATCH}, INSIDE.with_fault(at(ALL_AT, "A", NS2, rcode="NXDOMAIN", answer=()))),
    Row(consistency05, "questions for AAAA are dropped", {*MATCH, "NO_RESPONSE"}, INSIDE.with_fault(at(ALL_AT, "AAAA", silence=Silence.TIMEOUT))),
    Row(consistency05, "addresses of another name", {MISMATCH}, INSIDE.with_fault(
        at(ALL_AT, "A", NS2, answer=(RRset.of(Fqdn(NS1), "A", 60, [NS2_4]),)))),
    Row(consistency05, "names elsewhere, without glue", MATCH, OUTSIDE),
    Row(consistency05, "told, and in no parent", MATCH, INSIDE, told=[
        NameServer.from_json({"name": NS1, "addresses": NS1_AT}), NameServer.from_json({"name": NS2, "addresses": NS2_AT})]),
    Row(consistency05, "told, and wrong", {MISMATCH, EXTRA, "NO_RESPONSE"}, INSIDE, told=[
        NameServer.from_json({"name": NS1, "addresses": NS1_AT}), NameServer.from_json({"name": NS2, "addresses": [OTHER_4, NS1_4]})]),
    Row(consistency05, "no IPv6 here", MATCH, INSIDE.with_fault(at((NS1_6, NS2_6), silence=Silence.NO_FAMILY))),
    Row(consistency05, "the other family dead, and no IPv6 here", {"NO_RESPONSE"},
        faulty(INSIDE, ((NS1_6, NS2_6), {"silence": Silence.NO_FAMILY}), ((NS1_4, NS2_4), DEAD))),
    *(Row(consistency05, f"nobody could be asked ({spared})", set(), faulty(INSIDE, (ALL_AT, {"silence": spared})))
      for spared in (Silence.NO_FAMILY, Silence.NOT_PUBLIC, Silence.BUDGET)),
    Row(consistency05, "no delegation", set(), zone=Fqdn("lain.go.id")),
]  # fmt: skip


SIBLING = "ns1.kominfo.go.id"
NEIGHBOUR = f"kominfo.go.id SOA a. b. 1 1 1 1 1\nkominfo.go.id NS {SIBLING}.\n{SIBLING} A {NS1_4}\n"
BESIDE = (
    World()
    .edited(
        "go.id",
        f"{ZONE} NS {NS1}.\n",
        f"{ZONE} NS {SIBLING}.\nkominfo.go.id NS {SIBLING}.\n{SIBLING} A {NS1_4}\n",
    )
    .edited("dinkes.go.id", f"{ZONE} NS {NS1}.\n", f"{ZONE} NS {SIBLING}.\n")
    .with_zone("kominfo.go.id", NEIGHBOUR, NS1_4)
)
PARENT = At(Fqdn("ns1.go.id"), parse_ip(GO_IP))


def seen(world: World, **parts: object) -> list[Finding]:
    """Return what is found of a delegation whose parent's servers are known."""
    delegation: Delegation = replace(examined(world), parents=(PARENT,), **parts)  # type: ignore[arg-type]
    return run(consistency05.check(delegation), world)


@dataclass(frozen=True)
class Beside(Row):
    """A row about a delegation whose parent's servers are known."""

    def judge(self) -> None:
        """Assert that the row is true."""
        assert tags(seen(self.world)) == self.wanted


def neighbour(address: str) -> World:
    """Return the world where the zone of the name server elsewhere says this of it."""
    return BESIDE.with_zone("kominfo.go.id", NEIGHBOUR.replace(f"{SIBLING} A {NS1_4}\n", address))


WRONG = neighbour(f"{SIBLING} A {OTHER_4}\n")
NEIGHBOURS = [
    Beside(consistency05, "as its zone says", MATCH, BESIDE),
    Beside(consistency05, "its zone says otherwise", {ELSEWHERE}, WRONG),
    Beside(consistency05, "its zone says nothing", {ELSEWHERE}, neighbour("")),
    Beside(consistency05, "its zone says an alias", {ELSEWHERE}, neighbour(f"{SIBLING} CNAME a.kominfo.go.id.\n")),
    Beside(consistency05, "its zone is dead: nothing is known", MATCH, BESIDE.with_fault(
        at(NS1_4, "A", SIBLING, silence=Silence.TIMEOUT))),
    Beside(consistency05, "its zone cannot be asked from here", MATCH, BESIDE.with_fault(
        at(NS1_4, "A", SIBLING, silence=Silence.NO_FAMILY))),
    Beside(consistency05, "its address is in the parent itself", MATCH, BESIDE.edited("go.id", f"kominfo.go.id NS {SIBLING}.\n", "")),
]  # fmt: skip
ROWS += NEIGHBOURS


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_arguments_of_a_neighbour() -> None:
    [finding] = seen(WRONG)
    assert finding.args == {
        "parent_addresses": f"{SIBLING}/{NS1_4}",
        "zone_addresses": f"{SIBLING}/{OTHER_4}",
    }


def test_addresses_told_for_a_name_elsewhere_are_compared_too() -> None:
    server = NameServer(Fqdn(SIBLING), (parse_ip(OTHER_4),), (parse_ip(OTHER_4),))
    assert tags(seen(BESIDE, servers=(server,), undelegated=True)) == {ELSEWHERE}


def test_an_alias_has_no_words_for_a_letter_here() -> None:
    """Delegation05 tells of it; that its address differs too would puzzle a reader."""
    [row] = [row for row in ROWS if row.title == "an alias"]
    assert [finding.letter for finding in findings(consistency05, row.world)] == [None]
