"""A world of scripted name servers for the test cases: zones as text, answered as authorities do, with faults on purpose.

The healthy world: the root, `id`, `go.id`, and below it `dinkes.go.id` with ns1 (inside, both families)
and ns2.penyedia.id (outside). A row of a table changes a zone's text, or one answer, and tells the tags.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.checks.locate import locate
from provision.checks.registry import TestCase
from provision.checks.walk import Walker
from provision.checks.zone import run as run_cases
from provision.model.finding import Finding
from provision.model.profile import DEFAULT, Profile
from provision.model.query import Answer, Edns, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.proofs import with_proofs
from tests.checks.driving import run
from tests.checks.tree import sets

ZONE = Fqdn("dinkes.go.id")
ROOT_IP, ID_IP, GO_IP, PENYEDIA_IP = "198.41.0.4", "103.19.177.177", "103.19.178.178", "103.94.11.1"
NS1_4, NS1_6, NS2_4 = "103.94.10.53", "2001:df0:53::53", "103.94.11.53"
SOA = "ns1.dinkes.go.id. hostmaster.dinkes.go.id. 2026112401 14400 3600 1209600 3600"

ROOT_ZONE = f"""
@ SOA a.root-servers.net. nstld.example. 1 1800 900 604800 86400
@ NS a.root-servers.net.
id NS b.dns.id.
b.dns.id A {ID_IP}
"""
ID_ZONE = f"""
id SOA b.dns.id. admin.id. 1 14400 3600 604800 3600
id NS b.dns.id.
b.dns.id A {ID_IP}
go.id NS ns1.go.id.
ns1.go.id A {GO_IP}
penyedia.id NS ns.penyedia.id.
ns.penyedia.id A {PENYEDIA_IP}
"""
GO_ZONE = f"""
go.id SOA ns1.go.id. admin.go.id. 1 14400 3600 604800 3600
go.id NS ns1.go.id.
ns1.go.id A {GO_IP}
dinkes.go.id NS ns1.dinkes.go.id.
dinkes.go.id NS ns2.penyedia.id.
ns1.dinkes.go.id A {NS1_4}
ns1.dinkes.go.id AAAA {NS1_6}
"""
PENYEDIA_ZONE = f"""
penyedia.id SOA ns.penyedia.id. admin.penyedia.id. 1 14400 3600 604800 3600
penyedia.id NS ns.penyedia.id.
ns.penyedia.id A {PENYEDIA_IP}
ns2.penyedia.id A {NS2_4}
"""
DINKES_ZONE = f"""
dinkes.go.id SOA {SOA}
dinkes.go.id NS ns1.dinkes.go.id.
dinkes.go.id NS ns2.penyedia.id.
dinkes.go.id A 103.94.10.5
dinkes.go.id MX 10 mail.dinkes.go.id.
dinkes.go.id TXT "v=spf1 -all"
ns1.dinkes.go.id A {NS1_4}
ns1.dinkes.go.id AAAA {NS1_6}
mail.dinkes.go.id A 103.94.10.6
"""
SERVED: Mapping[str, Mapping[str, str]] = {
    ROOT_IP: {"": ROOT_ZONE},
    ID_IP: {"id": ID_ZONE},
    GO_IP: {"go.id": GO_ZONE},
    PENYEDIA_IP: {"penyedia.id": PENYEDIA_ZONE},
    NS1_4: {"dinkes.go.id": DINKES_ZONE},
    NS1_6: {"dinkes.go.id": DINKES_ZONE},
    NS2_4: {"dinkes.go.id": DINKES_ZONE},
}
CHILD = (NS1_4, NS1_6, NS2_4)
Fault = Callable[[Query, Answer], Answer]


@dataclass
class World:
    """Servers by address, each with the text of its zones; `fault` may turn any answer into another."""

    served: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: SERVED)
    fault: Fault = lambda _query, answer: answer
    asked: list[Query] = field(default_factory=list)

    def __call__(self, query: Query) -> Answer:
        """Answer a question; an address that serves nothing is silent."""
        self.asked.append(query)
        if str(query.server) not in self.served:
            return self.fault(query, Answer(query, Silence.TIMEOUT))
        return self.fault(query, self._answer(query))

    def with_zone(self, apex: str, text: str, *addresses: str) -> "World":
        """Return the world where some addresses (all that serve it) serve another text of a zone."""
        chosen = addresses or [ip for ip, zones in self.served.items() if apex in zones]
        changed = {ip: {**self.served.get(ip, {}), apex: text} for ip in chosen}
        return replace(self, served={**self.served, **changed})

    def edited(self, apex: str, old: str, new: str, *addresses: str) -> "World":
        """Return the world where a part of a zone's text is another, at some addresses or at all that serve it."""
        chosen = addresses or [ip for ip, zones in self.served.items() if apex in zones]
        world = self
        for ip in chosen:
            text = self.served[ip][apex]
            assert old in text, (apex, old)
            world = world.with_zone(apex, text.replace(old, new), ip)
        return world

    def with_fault(self, fault: Fault) -> "World":
        """Return the world where answers pass through one more fault."""
        before = self.fault
        return replace(self, fault=lambda query, answer: fault(query, before(query, answer)))

    def _answer(self, query: Query) -> Answer:
        zones = self.served[str(query.server)]
        apexes = [Fqdn(apex) for apex in zones if query.name.is_at_or_below(Fqdn(apex))]
        edns = Edns(payload=1232, do=query.edns.do) if query.edns else None
        empty = Answer(query, edns=edns, spelled=query.spelled or query.name.text)
        if query.klass != "IN" or not apexes:
            return replace(empty, rcode="REFUSED")
        if query.edns and query.edns.version:
            return replace(empty, rcode="BADVERS")
        apex = max(apexes, key=lambda name: len(name.labels))
        return _authority(empty, apex, sets(zones[apex.text]))


def _authority(empty: Answer, apex: Fqdn, records: Sequence[RRset]) -> Answer:
    query = empty.query
    if query.type == "AXFR":
        return replace(empty, rcode="REFUSED")
    cut = _cut(query, apex, records)
    if cut:
        glue = tuple(r for r in records if r.name in cut.targets and r.type in {"A", "AAAA"})
        return replace(empty, rcode="NOERROR", authority=(cut,), additional=glue)
    here = [r for r in records if r.name == query.name]
    found = tuple(r for r in here if r.type in {query.type, "CNAME"} and r.type != "RRSIG")
    soa = tuple(r for r in records if r.key == (apex, "SOA"))
    exists = bool(here) or any(r.name.is_below(query.name) for r in records)
    answer = replace(
        empty,
        rcode="NOERROR" if exists else "NXDOMAIN",
        authoritative=True,
        answer=found,
        authority=() if found else soa,
    )
    return with_proofs(answer, records) if query.edns and query.edns.do else answer


def _cut(query: Query, apex: Fqdn, records: Sequence[RRset]) -> RRset | None:
    cuts = [
        r for r in records if r.type == "NS" and r.name.is_below(apex) and query.name.is_at_or_below(r.name)
    ]
    at_parent = query.type == "DS"
    return next((r for r in cuts if not (at_parent and r.name == query.name)), None)


def at(address: str | Sequence[str], rtype: str = "", name: str = "", **parts: Any) -> Fault:
    """Return the fault that changes parts of the answers of an address (to a type, for a name); for `silence=` all of it."""
    chosen = {address} if isinstance(address, str) else {*address}

    def fault(query: Query, answer: Answer) -> Answer:
        meant = str(query.server) in chosen and rtype in {"", query.type} and name in {"", query.name.text}
        if not meant:
            return answer
        if "silence" in parts:
            return Answer(query, parts["silence"])
        return replace(answer, **parts)

    return fault


def examined(
    world: World,
    zone: Fqdn = ZONE,
    told: Sequence[NameServer] = (),
    *,
    profile: Profile = DEFAULT,
    **how: Any,
) -> Delegation:
    """Return the delegation as the checks get it, found by walking the world from its root."""
    walker = Walker((parse_ip(ROOT_IP),))
    return run(locate(zone, walker, told, profile=profile, **how), world)


def findings(
    case: TestCase, world: World, zone: Fqdn = ZONE, told: Sequence[NameServer] = (), **how: Any
) -> list[Finding]:
    """Run one test case in a world and return what it finds."""
    delegation = examined(world, zone, told, **how)
    asking: Asking[list[Finding]] = run_cases([case], delegation)
    return run(asking, world)


def tags(found: Sequence[Finding]) -> set[str]:
    """Return the tags that were found; every finding must be complete, and its words must have no holes."""
    for finding in found:
        texts = [text for text in (finding.why, finding.do, finding.letter) if text]
        words = [text.to(lang) for text in texts for lang in ("en", "id")]
        assert all("{" not in word for word in words), finding
        assert finding.why.to("id")
        assert finding.source
        assert finding.letter is None or finding.letter.to("id").count("\n") == 1
    return {finding.tag for finding in found}


@dataclass(frozen=True)
class Row:
    """A row of a test case's table: in this world, exactly these tags are found (and these arguments, where told)."""

    case: TestCase
    title: str
    wanted: set[str]
    world: World = field(default_factory=World)
    zone: Fqdn = ZONE
    told: Sequence[NameServer] = ()
    how: Mapping[str, Any] = field(default_factory=dict)
    args: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def judge(self) -> None:
        """Assert that the row is true."""
        found = findings(self.case, self.world, self.zone, self.told, **self.how)
        assert tags(found) == self.wanted
        for tag, wanted in self.args.items():
            assert wanted in [{key: one.args[key] for key in wanted} for one in found if one.tag == tag]

    def __str__(self) -> str:
        return f"{self.case.CASE.name}: {self.title}"
