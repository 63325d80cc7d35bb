"""Dnssec15: CDS and CDNSKEY records, beside each other and between servers."""

import pytest

from provision.checks.dns import dnssec15
from provision.model.query import Silence
from tests.checks.dns.signing import (
    APEX,
    KSK,
    SIGNED,
    STRANGER,
    ZSK,
    SignedRow,
    Signing,
    cdnskey,
    cds,
    signed_world,
    without_families,
)  # fmt: skip
from tests.checks.dns.world import CHILD, NS2_4, World, at

ALL = ";".join(sorted(CHILD))
BOTH, CDS, CDNSKEY, NONE = (
    "DS15_HAS_CDS_AND_CDNSKEY",
    "DS15_HAS_CDS_NO_CDNSKEY",
    "DS15_HAS_CDNSKEY_NO_CDS",
    "DS15_NO_CDS_CDNSKEY",
)
MISMATCH, OTHER_CDS, OTHER_CDNSKEY = (
    "DS15_MISMATCH_CDS_CDNSKEY",
    "DS15_INCONSISTENT_CDS",
    "DS15_INCONSISTENT_CDNSKEY",
)
NO_CDS, NO_CDNSKEY = f"{APEX} CDS 0 0 0 00", f"{APEX} CDNSKEY 0 3 0 AA=="


def having(*lines: str) -> World:
    return signed_world(Signing(extra="\n".join(lines)))


def zone(*lines: str) -> str:
    return Signing(extra="\n".join(lines)).zone()


RIGHT = having(cds(KSK), cdnskey(KSK))
ROWS = [
    SignedRow(dnssec15, "none", {NONE}),
    SignedRow(dnssec15, "both", {BOTH}, RIGHT, args={BOTH: {"ns_ip_list": ALL}}),
    SignedRow(dnssec15, "two CDS records of one key", {BOTH}, having(cds(KSK), cds(KSK, 4), cdnskey(KSK))),
    SignedRow(dnssec15, "a CDS record whose digest cannot be computed here", {BOTH}, having(cds(KSK), f"{APEX} CDS {KSK.tag} 13 5 00112233", cdnskey(KSK))),
    SignedRow(dnssec15, "both ask for removal", {BOTH}, having(NO_CDS, NO_CDNSKEY)),
    SignedRow(dnssec15, "CDS alone", {CDS}, having(cds(KSK)), args={CDS: {"ns_ip_list": ALL}}),
    SignedRow(dnssec15, "CDNSKEY alone", {CDNSKEY}, having(cdnskey(KSK)), args={CDNSKEY: {"ns_ip_list": ALL}}),
    SignedRow(dnssec15, "of other keys", {BOTH, MISMATCH}, having(cds(KSK), cdnskey(STRANGER)), args={MISMATCH: {"ns_ip_list": ALL}}),
    SignedRow(dnssec15, "a CDS record more", {BOTH, MISMATCH}, having(cds(KSK), cds(ZSK), cdnskey(KSK))),
    SignedRow(dnssec15, "a CDNSKEY record more", {BOTH, MISMATCH}, having(cds(KSK), cdnskey(ZSK), cdnskey(KSK))),
    SignedRow(dnssec15, "the tag of the key, but another digest", {BOTH, MISMATCH}, having(f"{APEX} CDS {KSK.tag} 13 2 {'00' * 32}", cdnskey(KSK))),
    SignedRow(dnssec15, "one asks for removal", {BOTH, MISMATCH}, having(NO_CDS, cdnskey(KSK))),
    SignedRow(dnssec15, "one server has none", {BOTH, OTHER_CDS, OTHER_CDNSKEY}, RIGHT.with_zone(APEX, zone(), NS2_4)),
    SignedRow(dnssec15, "one server has other CDS records", {BOTH, OTHER_CDS}, RIGHT.with_zone(APEX, zone(cds(KSK, 4), cdnskey(KSK)), NS2_4)),
    SignedRow(dnssec15, "one server has no CDNSKEY records", {BOTH, CDS, OTHER_CDNSKEY}, RIGHT.with_zone(APEX, zone(cds(KSK)), NS2_4),
        args={CDS: {"ns_ip_list": NS2_4}}),
    SignedRow(dnssec15, "CDS alone, and not on one server", {CDS, OTHER_CDS}, having(cds(KSK)).with_zone(APEX, zone(), NS2_4)),
    SignedRow(dnssec15, "CDNSKEY alone, and not on one server", {CDNSKEY, OTHER_CDNSKEY}, having(cdnskey(KSK)).with_zone(APEX, zone(), NS2_4)),
    SignedRow(dnssec15, "a CDS record of another algorithm", {BOTH, MISMATCH}, having(f"{APEX} CDS {KSK.tag} 14 5 00112233", cdnskey(KSK))),
    SignedRow(dnssec15, "silence is no difference", {BOTH}, RIGHT.with_fault(at(NS2_4, "CDS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec15, "nor is a refusal", {BOTH}, RIGHT.with_fault(at(NS2_4, "CDNSKEY", rcode="REFUSED", answer=()))),
    SignedRow(dnssec15, "nor an answer without authority", {BOTH}, RIGHT.with_fault(at(NS2_4, "CDS", authoritative=False, answer=()))),
    SignedRow(dnssec15, "one kind cannot be asked anywhere", set(), having(cds(KSK)).with_fault(at(CHILD, "CDNSKEY", silence=Silence.BUDGET))),
    SignedRow(dnssec15, "nobody answers about either", set(),
        SIGNED.with_fault(at(CHILD, "CDS", silence=Silence.TIMEOUT)).with_fault(at(CHILD, "CDNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec15, "unsigned", set(), World()),
    without_families(dnssec15),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
