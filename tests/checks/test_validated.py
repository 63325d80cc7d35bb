"""What a resolver that verifies signatures makes of a delegated name, and what is said of one that does not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from provision.checks.validated import SOON, Resolver, chained, forged
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.model.site import Server
from provision.model.wanted import Wanted
from provision.names import Fqdn, parse_ip
from tests.checks.dns.signing import EXPIRED, KSK, NOW, STRANGER, USUAL, ZSK, Pair, signature
from tests.checks.dns.world import ZONE
from tests.checks.driving import NXDOMAIN, judged, run, told

PARENT = Fqdn("go.id")
DS = RRset.of(ZONE, "DS", 77, [KSK.ds()])
OLD = RRset.of(ZONE, "DS", 55, [STRANGER.ds()])
SOA = RRset.of(ZONE, "SOA", 99, ["a. b. 7 1 1 1 1"])
KEYS = RRset.of(ZONE, "DNSKEY", 300, [KSK.text, ZSK.text])
DENIED = told(authority=(RRset.of(PARENT, "SOA", 33, ["a. b. 7 1 1 1 1"]),))
SERVFAIL = told(rcode="SERVFAIL", authoritative=False)
AD = {"authenticated": True}
Table = Mapping[Any, Answer]


def resolver(*ds: RRset) -> Resolver:
    wanted = Wanted("subdomain:dinkes.go.id", frozenset({ZONE}), ds)
    return Resolver(Server(parse_ip("203.0.113.4")), wanted, PARENT, NOW)


def answering(table: Table) -> Callable[[Query], Answer]:
    def answer(query: Query) -> Answer:
        assert query.recurse
        assert query.edns
        assert query.edns.do
        return replace(table[query.name, query.type], query=query)

    return answer


def signed(rrset: RRset, one: Pair, when: tuple[int, int] = USUAL) -> Answer:
    made = signature(rrset, one, ZONE.text, when)
    return told(rrset, RRset.of(rrset.name, "RRSIG", rrset.ttl, [made]))


def seen(soa: Answer, ds: Answer, **ad: bool) -> Table:
    """Return a resolver's answers; `above` and `root` tell what it verified."""
    top = Fqdn("")
    verified = {key: told(SOA, authenticated=ad.get(key, True)) for key in ("above", "root")}
    return {
        (ZONE, "SOA"): soa,
        (ZONE, "DS"): ds,
        (PARENT, "SOA"): verified["above"],
        (top, "SOA"): verified["root"],
    }


CHAINS: list[tuple[str, Table, list[tuple[str, int | None]]]] = [
    ("verified", seen(told(SOA, **AD), told(DS)), [("CHAIN_VALID", None)]),
    ("verified by what was before", seen(told(SOA, **AD), told(OLD)), [("CHAIN_PENDING", 55)]),
    ("no DS record known yet", seen(told(SOA), DENIED), [("CHAIN_PENDING", 33)]),
    ("an answer from before", seen(told(SOA), told(DS)), [("CHAIN_PENDING", 99)]),
    ("another key's, and not verified", seen(told(SOA), told(OLD)), [("CHAIN_PENDING", 55)]),
    ("our own zone is not signed", seen(told(SOA), told(DS), above=False), [("PARENT_NOT_VALIDATED", None)]),
    ("it verifies nothing", seen(told(SOA), told(DS), above=False, root=False), [("NO_VALIDATION", None)]),
    ("no such name, told elsewhere", seen(NXDOMAIN, told(DS)), []),
    ("no answer, told elsewhere", seen(SERVFAIL, told(DS)), []),
    ("silent", seen(Answer(Query(parse_ip("203.0.113.4"), ZONE, "SOA"), Silence.TIMEOUT), told(DS)), []),
]  # fmt: skip


@pytest.mark.parametrize(("table", "wanted"), [row[1:] for row in CHAINS], ids=[row[0] for row in CHAINS])
def test_chain(table: Table, wanted: list[tuple[str, int | None]]) -> None:
    found = run(chained(resolver(DS), ZONE), answering(table))
    judged(found)
    assert [(finding.tag, finding.wait) for finding in found] == wanted


def held(told_soa: Answer, ds: Answer, keys: Answer) -> Table:
    return {(ZONE, "SOA"): told_soa, (ZONE, "DS"): ds, (ZONE, "DNSKEY"): keys}


GOOD = (signed(SOA, ZSK), told(DS), signed(KEYS, KSK))
FORGED: list[tuple[str, Resolver, Table, list[tuple[str, int | None]]]] = [
    ("really down", resolver(DS), held(SERVFAIL, told(DS), SERVFAIL), []),
    ("the DS record is of no key", resolver(OLD), held(GOOD[0], told(OLD), GOOD[2]), [("CHAIN_BOGUS", None)]),
    ("the keys are not signed by that key", resolver(DS), held(GOOD[0], told(DS), signed(KEYS, ZSK)), [("CHAIN_BOGUS", None)]),
    ("the signature has expired", resolver(DS), held(signed(SOA, ZSK, EXPIRED), told(DS), GOOD[2]), [("CHAIN_BOGUS", None)]),
    ("no signatures", resolver(DS), held(told(SOA), told(DS), told(KEYS)), [("CHAIN_BOGUS", None)]),
    ("no keys to be had", resolver(DS), held(GOOD[0], told(DS), SERVFAIL), [("CHAIN_BOGUS", None)]),
    ("it holds by now", resolver(DS), held(*GOOD), [("CHAIN_REMEMBERED", SOON)]),
    ("an older DS record", resolver(DS), held(GOOD[0], told(OLD), GOOD[2]), [("CHAIN_REMEMBERED", 55)]),
    ("one that was removed", resolver(), held(told(SOA), told(OLD), DENIED), [("CHAIN_REMEMBERED", 55)]),
    ("none, and what is above is broken", resolver(), held(told(SOA), DENIED, DENIED), [("CHAIN_BOGUS", None)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asker", "table", "wanted"), [row[1:] for row in FORGED], ids=[row[0] for row in FORGED]
)
def test_held_back(asker: Resolver, table: Table, wanted: list[tuple[str, int | None]]) -> None:
    failing = [replace(SERVFAIL, query=Query(asker.server.address, ZONE, "SOA", recurse=True))]
    found = run(forged(asker, failing), answering(table))
    judged([*found.values()])
    assert [(finding.tag, finding.wait) for finding in found.values()] == wanted


def test_what_does_not_fail_is_not_asked_again() -> None:
    assert run(forged(resolver(DS), [told(SOA), NXDOMAIN]), answering({})) == {}
