"""Dnssec10: NSEC and NSEC3 records, their signatures, and whether the servers agree about them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from provision.checks.dns import dnssec10
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.signing import (
    APEX,
    EXPIRED,
    KSK,
    NOT_YET,
    SIGNED,
    STRANGER,
    ZSK,
    Pair,
    SignedRow,
    Signing,
    signature,
    signed_world,
    unsigned,
    without_families,
)
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, SOA, ZONE, Fault, World, at
from tests.checks.tree import sets

ONE, TWO = (NS1_4, NS1_6), NS2_4
NSEC3 = Signing(nsec3="1 0 0 -")
HASHED = signed_world(NSEC3)
NOTHING = signed_world(Signing(denial=False))
EVERYWHERE = f"ns1.{APEX}/{NS1_4};ns1.{APEX}/{NS1_6};ns2.penyedia.id/{NS2_4}"
SUB, ELSEWHERE = Fqdn(f"sub.{APEX}"), Fqdn(f"{'a' * 32}.{APEX}")
EXOTIC = ZSK.text.replace("256 3 13", "256 3 255")
EXOTIC_TAG = Pair.of(EXOTIC).tag
ALL_TYPES = "DNSKEY MX NS NSEC RRSIG SOA TXT"
HASHED_NAME = next(rrset.name for rrset in sets(NSEC3.zone()) if rrset.type == "NSEC3")
NSEC3_TEXT = next(rrset.values[0] for rrset in sets(NSEC3.zone()) if rrset.type == "NSEC3")


def empty(servers: str | tuple[str, ...], *rtypes: str) -> Fault:
    """Return the fault of servers that answer emptily and prove nothing."""
    soa = RRset.of(ZONE, "SOA", 60, [SOA])
    faults = [at(servers, rtype, answer=(), authority=(soa,)) for rtype in rtypes]

    def fault(query: Query, answer: Answer) -> Answer:
        for one in faults:
            answer = one(query, answer)
        return answer

    return fault


def text(servers: str | tuple[str, ...], rtype: str) -> Fault:
    """Return the fault of servers that answer with records that nobody asked for."""
    return at(servers, rtype, answer=(RRset.of(ZONE, "TXT", 60, ['"v=spf1 -all"']),))


def other(rtype: str, change: Callable[[tuple[RRset, ...]], tuple[RRset, ...]]) -> Fault:
    """Return the fault of a zone's servers that change both sections of their answers to a type."""

    def fault(query: Query, answer: Answer) -> Answer:
        if query.type != rtype or str(query.server) not in CHILD:
            return answer
        return replace(answer, answer=change(answer.answer), authority=change(answer.authority))

    return fault


def renamed(rtype: str, owner: Fqdn, changed: str) -> Fault:
    """Return the fault of sets of a type that belong to another name, with their signatures."""

    def of(rrset: RRset) -> RRset:
        signs = rrset.type == "RRSIG" and any(value.split()[0] == changed for value in rrset.values)
        return replace(rrset, name=owner) if signs or rrset.type == changed else rrset

    return other(rtype, lambda section: tuple(map(of, section)))


def without_soa(rtype: str) -> Fault:
    return other(rtype, lambda section: tuple(rrset for rrset in section if rrset.type != "SOA"))


UNPROVEN3 = ("DS10_NSEC3_RRSIG_VERIFY_ERROR", "DS10_NSEC3_NO_VERIFIED_SIGNATURE")


def proven_by(rtype: str, proof: RRset) -> Fault:
    """Return the fault of a proof that is another one, rightly signed."""
    soa = RRset.of(ZONE, "SOA", 60, [SOA])
    made = RRset.of(proof.name, "RRSIG", 60, [signature(proof, ZSK, APEX)])
    return at(CHILD, rtype, authority=(soa, proof, made))


def exotic(signing: Signing) -> World:
    """Return the world where a proof is also signed by a key of an algorithm that nobody verifies."""
    kind = "NSEC3" if signing.nsec3 else "NSEC"
    zone = replace(signing, shown=(KSK.text, ZSK.text, EXOTIC)).zone()
    owner = next(rrset.name for rrset in sets(zone) if rrset.type == kind)
    times = "20300101000000 20200101000000"
    return signed_world(f"{zone}\n{owner} RRSIG {kind} 255 3 60 {times} {EXOTIC_TAG} {APEX}. AQID")


ROWS = [
    SignedRow(dnssec10, "good-nsec", {"DS10_HAS_NSEC"}, args={"DS10_HAS_NSEC": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec10, "good-nsec3", {"DS10_HAS_NSEC3"}, HASHED, args={"DS10_HAS_NSEC3": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec10, "NSEC3 with salt, iterations and opt-out", {"DS10_HAS_NSEC3"}, signed_world(Signing(nsec3="1 1 5 8104"))),
    SignedRow(dnssec10, "NSEC3 with an unknown hash", {"DS10_HAS_NSEC3"}, signed_world(Signing(nsec3="2 0 0 -"))),
    SignedRow(dnssec10, "algo-not-supp-by-zm-1", {"DS10_ALGO_NOT_SUPPORTED_BY_ZM", "DS10_HAS_NSEC"}, exotic(Signing()),
        args={"DS10_ALGO_NOT_SUPPORTED_BY_ZM": {"algo_num": 255, "algo_mnemo": "RESERVED", "keytag": EXOTIC_TAG}}),
    SignedRow(dnssec10, "algo-not-supp-by-zm-2", {"DS10_ALGO_NOT_SUPPORTED_BY_ZM", "DS10_HAS_NSEC3"}, exotic(NSEC3)),
    SignedRow(dnssec10, "a server is silent about keys", {"DS10_HAS_NSEC"}, SIGNED.with_fault(at(TWO, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec10, "a server refuses to tell keys", {"DS10_HAS_NSEC"}, SIGNED.with_fault(at(TWO, "DNSKEY", rcode="REFUSED"))),
    SignedRow(dnssec10, "a server tells keys without authority", {"DS10_HAS_NSEC"}, SIGNED.with_fault(at(TWO, "DNSKEY", authoritative=False))),
    SignedRow(dnssec10, "err-mult-nsec-1", {"DS10_ERR_MULT_NSEC", "DS10_HAS_NSEC"},
        signed_world(f"{Signing().zone()}\n{APEX} NSEC a.{APEX}. {ALL_TYPES}")),
    SignedRow(dnssec10, "err-mult-nsec-2: in the answer alone", {"DS10_ERR_MULT_NSEC", "DS10_HAS_NSEC"},
        SIGNED.with_fault(at(CHILD, "NSEC", answer=(RRset.of(ZONE, "NSEC", 60, ["a. SOA", "b. SOA"]),)))),
    SignedRow(dnssec10, "err-mult-nsec3-1", {"DS10_ERR_MULT_NSEC3", "DS10_HAS_NSEC3"},
        signed_world(f"{NSEC3.zone()}\n{HASHED_NAME} NSEC3 {NSEC3_TEXT.replace('1 0 0 -', '1 0 1 -')}")),
    SignedRow(dnssec10, "err-mult-nsec3param-1", {"DS10_ERR_MULT_NSEC3PARAM", "DS10_HAS_NSEC3"},
        signed_world(f"{NSEC3.zone()}\n{APEX} NSEC3PARAM 1 0 1 -")),
    SignedRow(dnssec10, "exp-nsec-nsec3-miss-1", {"DS10_EXPECTED_NSEC_NSEC3_MISSING"}, NOTHING,
        args={"DS10_EXPECTED_NSEC_NSEC3_MISSING": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec10, "inconsistent-nsec-1", {"DS10_INCONSISTENT_NSEC", "DS10_HAS_NSEC"},
        SIGNED.with_fault(empty(ONE, "NSEC3PARAM")).with_fault(empty(TWO, "NSEC")),
        args={"DS10_INCONSISTENT_NSEC": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec10, "inconsistent-nsec3-1", {"DS10_INCONSISTENT_NSEC3", "DS10_HAS_NSEC3"},
        HASHED.with_fault(empty(ONE, "NSEC")).with_fault(empty(TWO, "NSEC3PARAM"))),
    SignedRow(dnssec10, "inconsist-nsec-nsec3-1", {"DS10_INCONSISTENT_NSEC_NSEC3"}, SIGNED.with_zone(APEX, NSEC3.zone(), TWO),
        args={"DS10_INCONSISTENT_NSEC_NSEC3": {
            "ns_list_nsec": f"ns1.{APEX}/{NS1_4};ns1.{APEX}/{NS1_6}", "ns_list_nsec3": f"ns2.penyedia.id/{NS2_4}"}}),
    SignedRow(dnssec10, "inconsist-nsec-nsec3-2", {"DS10_INCONSISTENT_NSEC_NSEC3", "DS10_INCONSISTENT_NSEC", "DS10_INCONSISTENT_NSEC3"},
        SIGNED.with_zone(APEX, NSEC3.zone(), TWO).with_fault(empty(ONE, "NSEC3PARAM")).with_fault(empty(TWO, "NSEC"))),
    SignedRow(dnssec10, "mixed-nsec-nsec3-1: both in answers", {"DS10_MIXED_NSEC_NSEC3"},
        signed_world(f"{Signing().zone()}\n{APEX} NSEC3PARAM 1 0 0 -")),
    SignedRow(dnssec10, "mixed-nsec-nsec3-2: both as proofs", {"DS10_MIXED_NSEC_NSEC3"},
        HASHED.with_fault(lambda query, answer: SIGNED(query) if query.type == "NSEC3PARAM" and str(query.server) in CHILD else answer)),
    SignedRow(dnssec10, "nsec3param-gives-err-answer-1", {"DS10_NSEC3PARAM_GIVES_ERR_ANSWER", "DS10_HAS_NSEC3", "DS10_INCONSISTENT_NSEC3"},
        HASHED.with_fault(text(CHILD, "NSEC3PARAM"))),
    SignedRow(dnssec10, "nsec3param-gives-err-answer-2",
        {"DS10_NSEC3PARAM_GIVES_ERR_ANSWER", "DS10_EXPECTED_NSEC_NSEC3_MISSING", "DS10_INCONSISTENT_NSEC3", "DS10_HAS_NSEC3"},
        HASHED.with_fault(text(ONE, "NSEC3PARAM")).with_fault(empty(TWO, "NSEC", "NSEC3PARAM"))),
    SignedRow(dnssec10, "nsec3param-mismatches-apex-1", {"DS10_NSEC3PARAM_MISMATCHES_APEX", "DS10_HAS_NSEC3"},
        HASHED.with_fault(renamed("NSEC3PARAM", SUB, "NSEC3PARAM"))),
    SignedRow(dnssec10, "nsec3param-q-response-err-1", {"DS10_NSEC3PARAM_QUERY_RESPONSE_ERR", "DS10_HAS_NSEC3", "DS10_INCONSISTENT_NSEC3"},
        HASHED.with_fault(at(CHILD, "NSEC3PARAM", silence=Silence.TIMEOUT))),
    SignedRow(dnssec10, "nsec3param-q-response-err-2", {"DS10_NSEC3PARAM_QUERY_RESPONSE_ERR", "DS10_HAS_NSEC3", "DS10_INCONSISTENT_NSEC3"},
        HASHED.with_fault(at(CHILD, "NSEC3PARAM", rcode="REFUSED"))),
    SignedRow(dnssec10, "nsec3param-q-response-err-3: the other answer counts",
        {"DS10_NSEC3PARAM_QUERY_RESPONSE_ERR", "DS10_EXPECTED_NSEC_NSEC3_MISSING", "DS10_INCONSISTENT_NSEC3", "DS10_HAS_NSEC3"},
        HASHED.with_fault(at(ONE, "NSEC3PARAM", authoritative=False)).with_fault(empty(TWO, "NSEC", "NSEC3PARAM"))),
    SignedRow(dnssec10, "nsec3-err-type-list-1: NSEC in it", {"DS10_NSEC3_ERR_TYPE_LIST", "DS10_HAS_NSEC3"},
        signed_world(Signing(nsec3="1 0 0 -", types="DNSKEY NS NSEC NSEC3PARAM RRSIG SOA"))),
    SignedRow(dnssec10, "nsec3-err-type-list-2: RRSIG missing", {"DS10_NSEC3_ERR_TYPE_LIST", "DS10_HAS_NSEC3"},
        signed_world(Signing(nsec3="1 0 0 -", types="DNSKEY NS NSEC3PARAM SOA"))),
    SignedRow(dnssec10, "nsec3-mismatches-apex-1", {"DS10_NSEC3_MISMATCHES_APEX", "DS10_HAS_NSEC3"},
        HASHED.with_fault(proven_by("NSEC", RRset.of(ELSEWHERE, "NSEC3", 60, [NSEC3_TEXT])))),
    SignedRow(dnssec10, "an NSEC3 record of another zone", {"DS10_NSEC3_MISMATCHES_APEX", "DS10_HAS_NSEC3", *UNPROVEN3},
        HASHED.with_fault(renamed("NSEC", Fqdn(f"{HASHED_NAME.labels[0]}.go.id"), "NSEC3"))),
    SignedRow(dnssec10, "hashed as often as was ever allowed", {"DS10_NSEC3_MISMATCHES_APEX", "DS10_HAS_NSEC3"},
        HASHED.with_fault(proven_by("NSEC", RRset.of(ELSEWHERE, "NSEC3", 60, [NSEC3_TEXT.replace("1 0 0 -", "1 0 2500 -")])))),
    SignedRow(dnssec10, "what costs more is believed", {"DS10_HAS_NSEC3"},
        HASHED.with_fault(proven_by("NSEC", RRset.of(ELSEWHERE, "NSEC3", 60, [NSEC3_TEXT.replace("1 0 0 -", "1 0 2501 -")])))),
    SignedRow(dnssec10, "nsec3-missing-signature-1", {"DS10_NSEC3_MISSING_SIGNATURE", "DS10_HAS_NSEC3"}, signed_world(Signing(nsec3="1 0 0 -", by={"NSEC3": ()}))),
    SignedRow(dnssec10, "nsec3-nodata-missing-soa-1", {"DS10_NSEC3_NODATA_MISSING_SOA", "DS10_HAS_NSEC3"}, HASHED.with_fault(without_soa("NSEC"))),
    SignedRow(dnssec10, "nsec3-nodata-wrong-soa-1", {"DS10_NSEC3_NODATA_WRONG_SOA", "DS10_HAS_NSEC3"}, HASHED.with_fault(renamed("NSEC", SUB, "SOA")),
        args={"DS10_NSEC3_NODATA_WRONG_SOA": {"domain": SUB.text, "ns_list": EVERYWHERE}}),
    SignedRow(dnssec10, "nsec3-no-verified-signature-1: no such key", {"DS10_NSEC3_NO_VERIFIED_SIGNATURE", "DS10_HAS_NSEC3", "DS10_NSEC3_RRSIG_NO_DNSKEY"},
        signed_world(Signing(nsec3="1 0 0 -", by={"NSEC3": (STRANGER,)})), args={"DS10_NSEC3_RRSIG_NO_DNSKEY": {"keytag": STRANGER.tag, "ns_list": EVERYWHERE}}),
    SignedRow(dnssec10, "nsec3-no-verified-signature-2: expired", {"DS10_NSEC3_NO_VERIFIED_SIGNATURE", "DS10_HAS_NSEC3", "DS10_NSEC3_RRSIG_EXPIRED"},
        signed_world(Signing(nsec3="1 0 0 -", when={"NSEC3": EXPIRED}))),
    SignedRow(dnssec10, "nsec3-no-verified-signature-3: not yet valid", {"DS10_NSEC3_NO_VERIFIED_SIGNATURE", "DS10_HAS_NSEC3", "DS10_NSEC3_RRSIG_NOT_YET_VALID"},
        signed_world(Signing(nsec3="1 0 0 -", when={"NSEC3": NOT_YET}))),
    SignedRow(dnssec10, "nsec3-no-verified-signature-4: of other records", {"DS10_NSEC3_NO_VERIFIED_SIGNATURE", "DS10_HAS_NSEC3", "DS10_NSEC3_RRSIG_VERIFY_ERROR"},
        signed_world(NSEC3.zone().replace(" NSEC3 1 0 0 -", " NSEC3 1 1 0 -"))),
    SignedRow(dnssec10, "one of two signatures is enough", {"DS10_HAS_NSEC3", "DS10_NSEC3_RRSIG_NO_DNSKEY"},
        signed_world(Signing(nsec3="1 0 0 -", by={"NSEC3": (ZSK, STRANGER)}))),
    SignedRow(dnssec10, "nsec-err-type-list-1: NSEC3PARAM in it", {"DS10_NSEC_ERR_TYPE_LIST", "DS10_HAS_NSEC"},
        signed_world(Signing(types=f"{ALL_TYPES} NSEC3PARAM"))),
    SignedRow(dnssec10, "nsec-err-type-list-2: RRSIG missing", {"DS10_NSEC_ERR_TYPE_LIST", "DS10_HAS_NSEC"},
        signed_world(Signing(types="DNSKEY NS NSEC SOA"))),
    SignedRow(dnssec10, "types that nobody knows are no fault", {"DS10_HAS_NSEC"}, signed_world(Signing(types=f"{ALL_TYPES} TYPE65534"))),
    SignedRow(dnssec10, "nsec-gives-err-answer-1", {"DS10_NSEC_GIVES_ERR_ANSWER", "DS10_HAS_NSEC", "DS10_INCONSISTENT_NSEC"},
        SIGNED.with_fault(text(CHILD, "NSEC"))),
    SignedRow(dnssec10, "nsec-gives-err-answer-2",
        {"DS10_NSEC_GIVES_ERR_ANSWER", "DS10_EXPECTED_NSEC_NSEC3_MISSING", "DS10_INCONSISTENT_NSEC", "DS10_HAS_NSEC"},
        SIGNED.with_fault(text(ONE, "NSEC")).with_fault(empty(TWO, "NSEC", "NSEC3PARAM"))),
    SignedRow(dnssec10, "nsec-mismatches-apex-1: in the proof, signed as it is", {"DS10_NSEC_MISMATCHES_APEX", "DS10_HAS_NSEC"},
        SIGNED.with_fault(proven_by("NSEC3PARAM", RRset.of(SUB, "NSEC", 60, [f"mail.{APEX}. {ALL_TYPES}"])))),
    SignedRow(dnssec10, "nsec-mismatches-apex-2: in the answer", {"DS10_NSEC_MISMATCHES_APEX", "DS10_HAS_NSEC"},
        SIGNED.with_fault(renamed("NSEC", SUB, "NSEC"))),
    SignedRow(dnssec10, "nsec-missing-signature-1", {"DS10_NSEC_MISSING_SIGNATURE", "DS10_HAS_NSEC"}, signed_world(Signing(by={"NSEC": ()}))),
    SignedRow(dnssec10, "nsec-nodata-missing-soa-1", {"DS10_NSEC_NODATA_MISSING_SOA", "DS10_HAS_NSEC"}, SIGNED.with_fault(without_soa("NSEC3PARAM"))),
    SignedRow(dnssec10, "nsec-nodata-wrong-soa-1", {"DS10_NSEC_NODATA_WRONG_SOA", "DS10_HAS_NSEC"}, SIGNED.with_fault(renamed("NSEC3PARAM", SUB, "SOA")),
        args={"DS10_NSEC_NODATA_WRONG_SOA": {"domain": SUB.text}}),
    SignedRow(dnssec10, "nsec-no-verified-signature-1: no such key", {"DS10_NSEC_NO_VERIFIED_SIGNATURE", "DS10_HAS_NSEC", "DS10_NSEC_RRSIG_NO_DNSKEY"},
        signed_world(Signing(by={"NSEC": (STRANGER,)}))),
    SignedRow(dnssec10, "nsec-no-verified-signature-2: expired", {"DS10_NSEC_NO_VERIFIED_SIGNATURE", "DS10_HAS_NSEC", "DS10_NSEC_RRSIG_EXPIRED"},
        signed_world(Signing(when={"NSEC": EXPIRED}))),
    SignedRow(dnssec10, "nsec-no-verified-signature-3: not yet valid", {"DS10_NSEC_NO_VERIFIED_SIGNATURE", "DS10_HAS_NSEC", "DS10_NSEC_RRSIG_NOT_YET_VALID"},
        signed_world(Signing(when={"NSEC": NOT_YET}))),
    SignedRow(dnssec10, "nsec-no-verified-signature-4: of other records", {"DS10_NSEC_NO_VERIFIED_SIGNATURE", "DS10_HAS_NSEC", "DS10_NSEC_RRSIG_VERIFY_ERROR"},
        signed_world(Signing().zone().replace(f" NSEC mail.{APEX}", f" NSEC post.{APEX}"))),
    SignedRow(dnssec10, "nsec-query-response-err-1", {"DS10_NSEC_QUERY_RESPONSE_ERR", "DS10_HAS_NSEC", "DS10_INCONSISTENT_NSEC"},
        SIGNED.with_fault(at(CHILD, "NSEC", silence=Silence.TIMEOUT))),
    SignedRow(dnssec10, "nsec-query-response-err-2", {"DS10_NSEC_QUERY_RESPONSE_ERR", "DS10_HAS_NSEC", "DS10_INCONSISTENT_NSEC"},
        SIGNED.with_fault(at(CHILD, "NSEC", rcode="REFUSED"))),
    SignedRow(dnssec10, "nsec-query-response-err-3: the other answer counts",
        {"DS10_NSEC_QUERY_RESPONSE_ERR", "DS10_EXPECTED_NSEC_NSEC3_MISSING", "DS10_INCONSISTENT_NSEC", "DS10_HAS_NSEC"},
        SIGNED.with_fault(at(ONE, "NSEC", authoritative=False)).with_fault(empty(TWO, "NSEC", "NSEC3PARAM"))),
    SignedRow(dnssec10, "server-no-dnssec-1", {"DS10_SERVER_NO_DNSSEC", "DS10_HAS_NSEC"}, unsigned(SIGNED, *ONE)),
    SignedRow(dnssec10, "server-no-dnssec-2", {"DS10_SERVER_NO_DNSSEC", "DS10_HAS_NSEC3"}, unsigned(HASHED, *ONE)),
    SignedRow(dnssec10, "zone-no-dnssec-1", {"DS10_ZONE_NO_DNSSEC"}, World(), alone=True, args={"DS10_ZONE_NO_DNSSEC": {"ns_list": EVERYWHERE}}),
    SignedRow(dnssec10, "unsigned is Dnssec07's matter", set(), World()),
    SignedRow(dnssec10, "a question too many is nobody's fault", {"DS10_HAS_NSEC"}, SIGNED.with_fault(at(TWO, "NSEC", silence=Silence.BUDGET))),
    SignedRow(dnssec10, "silent", {"DS10_HAS_NSEC"}, SIGNED.with_fault(at(TWO, silence=Silence.TIMEOUT))),
    without_families(dnssec10),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
