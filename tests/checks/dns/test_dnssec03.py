"""Dnssec03: the parameters of NSEC3."""

import pytest

from provision.checks.dns import dnssec03
from provision.checks.dns.suffixes import is_like_tld
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.signing import (
    APEX,
    SIGNED,
    SignedRow,
    Signing,
    signed_world,
    unsigned,
    without_families,
)
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, World, at
from tests.checks.tree import sets

PREFIX = "DS03_"
GOOD = {
    "DS03_LEGAL_EMPTY_SALT",
    "DS03_LEGAL_HASH_ALGO",
    "DS03_LEGAL_ITERATION_VALUE",
    "DS03_NSEC3_OPT_OUT_DISABLED",
}
BAD = {
    "DS03_ILLEGAL_HASH_ALGO",
    "DS03_ILLEGAL_ITERATION_VALUE",
    "DS03_ILLEGAL_SALT_LENGTH",
    "DS03_NSEC3_OPT_OUT_ENABLED_NON_TLD",
}
DIFFER = {
    "DS03_INCONSISTENT_HASH_ALGO",
    "DS03_INCONSISTENT_ITERATION",
    "DS03_INCONSISTENT_NSEC3_FLAGS",
    "DS03_INCONSISTENT_SALT_LENGTH",
}
EVERYWHERE = f"ns1.{APEX}/{NS1_4};ns1.{APEX}/{NS1_6};ns2.penyedia.id/{NS2_4}"
ONE = f"ns2.penyedia.id/{NS2_4}"


def hashed(parameters: str) -> World:
    return signed_world(Signing(nsec3=parameters))


def zone(parameters: str) -> str:
    return Signing(nsec3=parameters).zone()


WORLD = hashed("1 0 0 -")
SECOND = next(
    RRset.of(Fqdn(f"{'b' * 32}.{APEX}"), "NSEC3", 60, r.values)
    for r in sets(zone("1 0 0 -"))
    if r.type == "NSEC3"
)
ROWS = [
    SignedRow(dnssec03, "good-values", GOOD, WORLD, args={"DS03_LEGAL_HASH_ALGO": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec03, "no-dnssec-support", {"DS03_NO_DNSSEC_SUPPORT"}, World(), alone=True, args={"DS03_NO_DNSSEC_SUPPORT": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec03, "unsigned is Dnssec07's matter", set(), World()),
    SignedRow(dnssec03, "no-nsec3", {"DS03_NO_NSEC3"}, SIGNED, args={"DS03_NO_NSEC3": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec03, "err-mult-nsec3", {*GOOD, "DS03_ERR_MULT_NSEC3"}, WORLD.with_fault(
        lambda query, answer: answer if query.type != "NSEC" else at(CHILD, "NSEC", authority=(*answer.authority, SECOND))(query, answer))),
    SignedRow(dnssec03, "bad-values", BAD, hashed("2 1 1 8104"), args={
        "DS03_ILLEGAL_HASH_ALGO": {"algo_num": 2, "ns_list": EVERYWHERE}, "DS03_ILLEGAL_ITERATION_VALUE": {"int": 1, "ns_list": EVERYWHERE},
        "DS03_ILLEGAL_SALT_LENGTH": {"int": 2, "ns_list": EVERYWHERE}}),
    SignedRow(dnssec03, "inconsistent-values", {*GOOD, *BAD, *DIFFER}, WORLD.with_zone(APEX, zone("2 1 1 8104"), NS2_4),
        args={"DS03_ILLEGAL_HASH_ALGO": {"algo_num": 2, "ns_list": ONE}}),
    SignedRow(dnssec03, "other iterations on one server", {*GOOD, "DS03_ILLEGAL_ITERATION_VALUE", "DS03_INCONSISTENT_ITERATION"},
        WORLD.with_zone(APEX, zone("1 0 10 -"), NS2_4)),
    SignedRow(dnssec03, "another salt of the same length is no difference",
        {"DS03_ILLEGAL_SALT_LENGTH", *GOOD} - {"DS03_LEGAL_EMPTY_SALT"}, hashed("1 0 0 aabb").with_zone(APEX, zone("1 0 0 ccdd"), NS2_4)),
    SignedRow(dnssec03, "server-no-dnssec-support", {*GOOD, "DS03_SERVER_NO_DNSSEC_SUPPORT"}, unsigned(WORLD, NS2_4),
        args={"DS03_SERVER_NO_DNSSEC_SUPPORT": {"ns_list": ONE}}),
    SignedRow(dnssec03, "server-no-nsec3", {*GOOD, "DS03_SERVER_NO_NSEC3"}, WORLD.with_zone(APEX, Signing().zone(), NS2_4),
        args={"DS03_SERVER_NO_NSEC3": {"ns_list": ONE}}),
    SignedRow(dnssec03, "unassigned-flag-used", {"DS03_UNASSIGNED_FLAG_USED", *GOOD}, hashed("1 2 0 -"), args={"DS03_UNASSIGNED_FLAG_USED": {"int": 6, "ns_list": EVERYWHERE}}),
    SignedRow(dnssec03, "the flag beside opt-out", {"DS03_UNASSIGNED_FLAG_USED", "DS03_NSEC3_OPT_OUT_ENABLED_NON_TLD", *GOOD} - {"DS03_NSEC3_OPT_OUT_DISABLED"},
        hashed("1 3 0 -")),
    SignedRow(dnssec03, "the first flag", {"DS03_UNASSIGNED_FLAG_USED", *GOOD}, hashed("1 128 0 -"), args={"DS03_UNASSIGNED_FLAG_USED": {"int": 0}}),
    SignedRow(dnssec03, "opt-out in a zone like a top-level domain", {"DS03_NSEC3_OPT_OUT_ENABLED_TLD", *GOOD} - {"DS03_NSEC3_OPT_OUT_DISABLED"},
        World().with_zone("go.id", Signing(nsec3="1 1 0 -").zone(World().served["103.19.178.178"]["go.id"], "go.id")), zone=Fqdn("go.id"), parents=()),
    SignedRow(dnssec03, "one server is silent", {*GOOD, "DS03_NO_RESPONSE_NSEC_QUERY"}, WORLD.with_fault(at(NS2_4, "NSEC", silence=Silence.TIMEOUT)),
        args={"DS03_NO_RESPONSE_NSEC_QUERY": {"ns_list": ONE}}),
    SignedRow(dnssec03, "one server refuses", {*GOOD, "DS03_ERROR_RESPONSE_NSEC_QUERY"}, WORLD.with_fault(at(NS2_4, "NSEC", rcode="REFUSED"))),
    SignedRow(dnssec03, "one server answers without authority", {*GOOD, "DS03_ERROR_RESPONSE_NSEC_QUERY"}, WORLD.with_fault(at(NS2_4, "NSEC", authoritative=False))),
    SignedRow(dnssec03, "one server cannot be asked", GOOD, WORLD.with_fault(at(NS2_4, "NSEC", silence=Silence.BUDGET))),
    SignedRow(dnssec03, "silent about keys", GOOD, WORLD.with_fault(at(NS2_4, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec03, "a record that cannot be read", set(),
        WORLD.with_fault(at(CHILD, "NSEC", authority=(RRset.of(SECOND.name, "NSEC3", 60, ["\\# 2 0101"]),)))),
    without_families(dnssec03),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()


@pytest.mark.parametrize(
    ("zone", "like"),
    [
        ("", True),
        ("id", True),
        ("go.id", True),
        ("desa.id", True),
        ("dinkes.go.id", False),
        ("penyedia.id", False),
    ],
)
def test_zones_in_which_others_register(zone: str, like: bool) -> None:
    assert is_like_tld(Fqdn(zone)) is like
