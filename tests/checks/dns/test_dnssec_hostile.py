"""Whatever a server puts into its answers about DNSSEC, the test cases end with findings, and soon."""

import base64
import time
from dataclasses import replace
from itertools import islice, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from provision.checks.registry import TESTCASES
from provision.checks.zone import run as run_cases
from provision.model.profile import Profile
from provision.model.query import Answer, Query
from provision.model.rrset import RRset
from tests.checks.dns.signing import (
    APEX,
    KSK,
    NOW,
    PARENTS,
    SIGNED,
    ZSK,
    Pair,
    Signing,
    cdnskey,
    cds,
    signature,
    signed_world,
)
from tests.checks.dns.world import CHILD, ZONE, Fault, World, at, examined, tags
from tests.checks.driving import run
from tests.checks.tree import sets

CASES = [case for case in TESTCASES if case.CASE.name.startswith("dnssec")]
SOON = 5  # seconds of processor time, on a slow machine
PROFILE = Profile(now=NOW)
WISHING = "\n".join([cds(KSK), cdnskey(KSK)])
WORLDS = [signed_world(Signing(extra=WISHING)), signed_world(Signing(extra=WISHING, nsec3="1 0 0 -"))]
RTYPES = st.sampled_from(["DNSKEY", "DS", "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "CDS", "CDNSKEY", "SOA"])


def generic(octets: bytes) -> str:
    return f"\\# {len(octets)} {octets.hex()}".rstrip()


def spoilt(changes: list[tuple[str, int, bytes]]) -> Fault:
    """Return the fault of records that are others: made of octets, or with some of their words exchanged."""

    def of(rrset: RRset) -> RRset:
        for rtype, place, octets in changes:
            if rrset.type == rtype:
                words = rrset.values[0].split()
                words[place % len(words)] = str(int.from_bytes(octets[:2]))
                rrset = RRset.of(rrset.name, rtype, 60, [*rrset.values, " ".join(words), generic(octets)])
        return rrset

    def fault(query: Query, answer: Answer) -> Answer:
        if query.type in {"A", "AAAA", "NS"}:
            return answer
        sections = {name: tuple(map(of, getattr(answer, name))) for name in ("answer", "authority")}
        return replace(answer, **sections)

    return fault


@settings(max_examples=60, deadline=None)
@given(
    world=st.sampled_from(WORLDS),
    changes=st.lists(st.tuples(RTYPES, st.integers(0, 12), st.binary(max_size=40)), min_size=1, max_size=4),
)
def test_no_record_breaks_a_test_case(world: World, changes: list[tuple[str, int, bytes]]) -> None:
    spoiled = world.with_fault(spoilt(changes))
    delegation = replace(examined(world, profile=PROFILE), parents=PARENTS)
    assert tags(run(run_cases(CASES, delegation), spoiled))


def alike(many: int) -> list[str]:
    """Return keys that are none, with the tag of one: its sum does not change with the order of its words."""
    *head, key = ZSK.text.split(maxsplit=3)
    octets = base64.b64decode(key)
    words = [octets[place : place + 2] for place in range(0, len(octets), 2)]
    orders = islice(permutations(words), 1, many + 1)
    return [" ".join([*head, base64.b64encode(b"".join(order)).decode()]) for order in orders]


def test_hundreds_of_keys_and_signatures_end_soon() -> None:
    """What cost resolvers hours (CVE-2023-50387) costs a second here."""
    keys = [KSK.text, *alike(300)]
    assert {Pair.of(key).tag for key in keys} == {KSK.tag, ZSK.tag}
    soa = next(rrset for rrset in sets(SIGNED.served[CHILD[0]][APEX]) if rrset.key == (ZONE, "SOA"))
    made = [signature(soa, ZSK, APEX, (-number, number + 1)) for number in range(200)]
    signed = RRset.of(ZONE, "RRSIG", 60, [*made, *(one.replace("SOA", "DNSKEY") for one in made)])
    world = SIGNED.with_fault(at(CHILD, "DNSKEY", answer=(RRset.of(ZONE, "DNSKEY", 60, keys), signed)))
    world = world.with_fault(at(CHILD, "SOA", answer=(soa, signed)))
    delegation = replace(examined(SIGNED, profile=PROFILE), parents=PARENTS)
    began = time.process_time()
    assert "DS09_RRSIG_NOT_VALID_BY_DNSKEY" in tags(run(run_cases(CASES, delegation), world))
    assert time.process_time() - began < SOON
