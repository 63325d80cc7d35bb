"""Whatever servers answer, a check of a zone ends with findings: no traceback, no endless asking."""

import random
from collections.abc import Sequence

import pytest

from provision.checks.delegation import NameServer
from provision.checks.walk import Walker
from provision.checks.zone import check_servers, check_zone
from provision.engine.ask import Asker
from provision.model.profile import AsLookup, Profile
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.lineage import CHILD1, LINEAGE
from tests.checks.dns.world import ROOT_IP, World, tags

ZONE = Fqdn("anak.dinas.kab.id")
NAMES = [
    "",
    "id",
    "kab.id",
    "dinas.kab.id",
    "anak.dinas.kab.id",
    "ns1.anak.dinas.kab.id",
    "ns.lain.id",
    "x" * 63,
    r"a\032b.id",
]
ADDRESSES = ["103.1.1.1", "103.3.0.2", "10.0.0.1", "2001:df0::1", "::ffff:10.0.0.1", r"\# 3 0a0000"]
UNREAD = r"\# 5 0102030405"
TYPES = ["SOA", "NS", "A", "AAAA", "CNAME", "DNAME", "TXT", "PTR", "RRSIG", "TYPE65400"]
MOST = 600


class Dns:
    """Answers rightly or anything at all, the same to the same question."""

    def __init__(self, seed: int) -> None:
        self.seed, self.asked = seed, 0
        self.world, self.right = World(LINEAGE.served), 0.7 + seed % 5 / 20

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.asked += len(queries)
        return [self._answer(query, self._luck(query)) for query in queries]

    def _luck(self, query: Query) -> random.Random:
        return random.Random(f"{self.seed}{query}")  # noqa: S311 - luck for a test

    def _answer(self, query: Query, luck: random.Random) -> Answer:
        if luck.random() < self.right:
            return self.world(query)
        if luck.random() < 0.1:
            return Answer(query, luck.choice(list(Silence)))
        return Answer(
            query,
            rcode=luck.choice(["NOERROR"] * 8 + ["NXDOMAIN", "SERVFAIL", "REFUSED", "BADVERS"]),
            authoritative=luck.random() < 0.6,
            truncated=luck.random() < 0.1,
            answer=self._section(query, luck, likely=0.7),
            authority=self._section(query, luck, likely=0.2),
            additional=self._section(query, luck, likely=0.1),
        )

    def _section(self, query: Query, luck: random.Random, *, likely: float) -> tuple[RRset, ...]:
        sets = [_set(luck, luck.choice(NAMES), luck.choice(TYPES)) for _ in range(luck.randrange(4))]
        asked = [_set(luck, query.name.text, query.type)] if luck.random() < likely else []
        cut = [_set(luck, query.name.text, "NS")] if luck.random() < 0.4 else []
        return tuple({rrset.key: rrset for rrset in (*asked, *cut, *sets)}.values())


def _set(luck: random.Random, name: str, rtype: str) -> RRset:
    many = luck.choice([1, 1, 1, 2, 40])
    return RRset.of(Fqdn(name), rtype, 60, [_value(luck, rtype, number) for number in range(many)])


def _value(luck: random.Random, rtype: str, number: int) -> str:
    if luck.random() < 0.05:
        return UNREAD
    if rtype in {"A", "AAAA"}:
        return luck.choice([one for one in ADDRESSES if (":" in one) == (rtype == "AAAA") or "#" in one])
    if rtype in {"NS", "CNAME", "DNAME", "PTR", "MX"}:
        preference = f"{number} " if rtype == "MX" else ""
        return f"{preference}{luck.choice([*NAMES, f'n{number}.kab.id'])}."
    return f"a. b. {number} 1 1 1 1" if rtype == "SOA" else f'"{number} | 103.1.0.0/{number}"'


@pytest.mark.parametrize("seed", range(60))
def test_a_check_ends_with_findings(seed: int) -> None:
    profile = Profile(as_lookup=AsLookup("Cymru", (Fqdn("asn.id"),)), special=bool(seed % 2))
    dns, walker = Dns(seed), Walker((parse_ip(ROOT_IP), parse_ip("2001:df0::53")))
    told = [
        NameServer(Fqdn("ns1.anak.dinas.kab.id"), glue=(parse_ip(CHILD1),)),
        NameServer(Fqdn("ns.lain.id")),
    ]
    found = Asker(dns, MOST).run(check_zone(ZONE, walker, told if seed % 3 == 0 else (), profile=profile))
    tags(found.findings)
    assert found.findings
    tags(Asker(dns, MOST).run(check_servers(ZONE, told, walker)))
    assert dns.asked <= 2 * MOST
