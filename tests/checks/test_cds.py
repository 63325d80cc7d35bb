"""The DS records that a zone asks for by itself: which are taken, and why others are not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from provision.checks.cds import differs, take
from provision.model.profile import DEFAULT
from provision.model.query import Silence
from tests.checks.dns.signing import (
    APEX,
    DAY,
    EXPIRED,
    KSK,
    NOW,
    STRANGER,
    ZSK,
    Signing,
    cdnskey,
    cds,
    pair,
    signed_world,
    unsigned,
)
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, World, at, examined
from tests.checks.driving import judged, run, server

TOLD = (server("ns1.dinkes.go.id", glue=(NS1_4, NS1_6)), server("ns2.penyedia.id"))
NEXT = pair(flags=257, number=3)
NO_CDS, NO_KEY = f"{APEX} CDS 0 0 0 00", f"{APEX} CDNSKEY 0 3 0 AA=="
HERE, AT_2 = (
    ["ns1.dinkes.go.id/103.94.10.53", "ns1.dinkes.go.id/2001:df0:53::53", "ns2.penyedia.id/103.94.11.53"],
    ["ns2.penyedia.id/103.94.11.53"],
)


def ds(*pairs: Any, digest: int = 2) -> tuple[str, ...]:
    return tuple(sorted(one.ds(digest) for one in pairs))


def zone(*lines: str, **how: Any) -> World:
    """Return the world where the zone, signed somehow, has these records."""
    return signed_world(Signing(extra="\n".join(lines), **how), [])


def both(one: Any) -> tuple[str, str]:
    return cds(one), cdnskey(one)


ROLLING = {"entry": (KSK, NEXT)}
RIGHT = zone(*both(KSK))
ROLLED = zone(*both(NEXT), **ROLLING)


@dataclass(frozen=True)
class Row:
    """In this world, with these DS records before, these are taken, or the tag says why not."""

    title: str
    world: World
    wanted: Sequence[str] | str
    before: Sequence[str] = ()
    servers: Sequence[str] = ()
    told: Sequence[Any] = field(default=TOLD)

    def __str__(self) -> str:
        return self.title


ROWS = [
    Row("a first one", RIGHT, ds(KSK)),
    Row("CDS alone", zone(cds(KSK)), ds(KSK)),
    Row("CDNSKEY alone: SHA-256", zone(cdnskey(KSK)), ds(KSK)),
    Row("CDS with another digest", zone(cds(KSK, 4), cdnskey(KSK)), ds(KSK, digest=4)),
    Row("CDS with two digests", zone(cds(KSK, 4), cds(KSK), cdnskey(KSK)), tuple(sorted([KSK.ds(2), KSK.ds(4)]))),
    Row("two keys", zone(*both(KSK), *both(NEXT), **ROLLING), ds(KSK, NEXT)),
    Row("what is there already", RIGHT, ds(KSK), ds(KSK)),
    Row("a rollover", ROLLED, ds(NEXT), ds(KSK)),
    Row("a rollover, signed by the old key alone", zone(*both(NEXT), by={"CDS": (KSK,), "CDNSKEY": (KSK,)}, **ROLLING), ds(NEXT), ds(KSK)),
    Row("a rollover, signed by the new key alone", zone(*both(NEXT), by={"CDS": (NEXT,), "CDNSKEY": (NEXT,)}, **ROLLING), "CDS_UNTRUSTED", ds(KSK), HERE),
    Row("a rollover, CDNSKEY signed by the new key alone", zone(*both(NEXT), by={"CDNSKEY": (NEXT,)}, **ROLLING), "CDS_UNTRUSTED", ds(KSK), HERE),
    Row("the old key no longer signs the keys", zone(*both(NEXT), by={"DNSKEY": (NEXT,)}, **ROLLING), "CDS_UNTRUSTED", ds(KSK), HERE),
    Row("the new key does not sign the keys yet", zone(*both(NEXT), by={"DNSKEY": (KSK,)}, **ROLLING), "CDS_BREAKS_CHAIN", ds(KSK), HERE),
    Row("a key that the zone does not have", zone(*both(STRANGER)), "CDS_INVALID", servers=HERE),
    Row("the same in a rollover", zone(*both(STRANGER)), "CDS_BREAKS_CHAIN", ds(KSK), HERE),
    Row("the DS record of today is of no key", RIGHT, "CDS_UNTRUSTED", ds(STRANGER), HERE),
    Row("one of two DS records of today is", ROLLED, ds(NEXT), ds(STRANGER, KSK)),
    Row("of today's, with a digest that nobody can compute", RIGHT, "CDS_UNTRUSTED", [f"{KSK.tag} 13 3 {'ab' * 32}"], HERE),
    Row("a first one, signed by another key", zone(*both(KSK), by={"CDS": (ZSK,), "CDNSKEY": (ZSK,)}), "CDS_INVALID", servers=HERE),
    Row("not signed at all", zone(*both(KSK), by={"CDS": (), "CDNSKEY": ()}), "CDS_INVALID", servers=HERE),
    Row("the signature has expired", zone(*both(KSK), when={"CDS": EXPIRED}), "CDS_INVALID", servers=HERE),
    Row("the signature over the keys has expired", zone(*both(KSK), when={"DNSKEY": EXPIRED}), "CDS_INVALID", servers=HERE),
    Row("no keys", zone(*both(KSK), shown=()), "CDS_UNSIGNED", servers=HERE),
    Row("neither CDS nor CDNSKEY records", zone(), "CDS_NONE"),
    Row("not signed, and none", unsigned(RIGHT), "CDS_NONE"),
    Row("other keys in CDNSKEY", zone(cds(KSK), cdnskey(NEXT), **ROLLING), "CDS_CONTRADICTS"),
    Row("a key more in CDNSKEY", zone(*both(KSK), cdnskey(NEXT), **ROLLING), "CDS_CONTRADICTS"),
    Row("one server lacks them", RIGHT.with_zone(APEX, Signing().zone(), NS2_4), "CDS_DIFFERS", servers=AT_2),
    Row("one server has an older version", ROLLED.with_zone(APEX, Signing(extra="\n".join(both(KSK))).zone(), NS2_4), "CDS_DIFFERS", ds(KSK), AT_2),
    Row("one server is silent", RIGHT.with_fault(at(NS2_4, "CDS", silence=Silence.TIMEOUT)), "CDS_DIFFERS", servers=AT_2),
    Row("the first server refuses", RIGHT.with_fault(at(NS1_4, "CDNSKEY", rcode="REFUSED")), "CDS_DIFFERS", servers=HERE[:1]),
    Row("one server could not be asked", RIGHT.with_fault(at(NS1_6, "CDS", silence=Silence.NO_FAMILY)), ds(KSK)),
    Row("all are silent", RIGHT.with_fault(at(CHILD, silence=Silence.TIMEOUT)), "CDS_UNSEEN", servers=HERE),
    Row("a server of which no address is known", RIGHT, "CDS_UNSEEN", told=[server("ns1.dinkes.go.id")]),
    Row("removal", zone(NO_CDS, NO_KEY), (), ds(KSK)),
    Row("removal by CDNSKEY alone", zone(NO_KEY), (), ds(KSK)),
    Row("removal where there is nothing", zone(NO_CDS, NO_KEY), ()),
    Row("removal, signed by another key", zone(NO_CDS, by={"CDS": (ZSK,)}), "CDS_UNTRUSTED", ds(KSK), HERE),
    Row("removal in CDS alone, a key in CDNSKEY", zone(NO_CDS, cdnskey(KSK)), "CDS_CONTRADICTS", ds(KSK)),
    Row("removal and a key at once", zone(NO_CDS, cds(KSK)), "CDS_CONTRADICTS", ds(KSK)),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_taken(row: Row) -> None:
    delegation = examined(row.world, told=row.told, profile=replace(DEFAULT, now=NOW))
    taken = run(take(delegation, row.before), row.world)
    found = {tag: args.get("servers", "") for tag, _, args in judged(taken.findings)}
    if isinstance(row.wanted, str):
        assert (taken.ds, found) == (None, {row.wanted: ";".join(row.servers)})
    else:
        assert (taken.ds, [*found]) == (tuple(row.wanted), [] if row.wanted else ["CDS_REMOVES"])


def test_signatures_are_judged_by_the_time_of_the_check() -> None:
    delegation = examined(RIGHT, told=TOLD, profile=replace(DEFAULT, now=NOW + 31 * DAY))
    assert run(take(delegation, ()), RIGHT).ds is None


DIFFERENT: Mapping[str, tuple[World, Sequence[str], bool]] = {
    "the same": (RIGHT, ds(KSK), False),
    "others": (ROLLED, ds(KSK), True),
    "one more": (RIGHT, ds(KSK, NEXT), True),
    "removal": (zone(NO_CDS), ds(KSK), True),
    "removal of nothing": (zone(NO_CDS), (), False),
    "none there": (RIGHT, (), True),
    "none asked for": (zone(), ds(KSK), False),
    "servers differ": (RIGHT.with_zone(APEX, Signing().zone(), NS2_4), ds(NEXT), False),
}


@pytest.mark.parametrize(("world", "held", "wanted"), DIFFERENT.values(), ids=[*DIFFERENT])
def test_other_records_than_there_are(world: World, held: Sequence[str], *, wanted: bool) -> None:
    delegation = examined(world, told=TOLD, profile=replace(DEFAULT, now=NOW))
    found = [tag for tag, *_ in judged(run(differs(delegation, held), world))]
    assert found == (["CDS_ASKS_OTHERWISE"] if wanted else [])
