"""Drives a check with scripted answers: servers that answer from a table, by address."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from provision.checks.delegation import Delegation, NameServer
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip

T = TypeVar("T")
ZONE = Fqdn("dinkes.bengkaliskab.go.id")
NS1, NS2 = Fqdn("ns1.penyedia.id"), Fqdn("ns2.penyedia.id")
IP1, IP2, IP3 = "103.94.10.53", "103.94.11.53", "2001:df0:53::53"
MOST_BATCHES = 10_000


def run(asking: Generator[Sequence[Query], Sequence[Answer], T], answers: Callable[[Query], Answer]) -> T:
    """Drive a check to its end, answering each question; return its result."""
    batch: Sequence[Query] = ()
    try:
        batch = next(asking)
        for _ in range(MOST_BATCHES):
            batch = asking.send([answers(query) for query in batch])
    except StopIteration as end:
        result: T = end.value
        return result
    raise AssertionError(batch)


def soa(serial: int = 7, zone: Fqdn = ZONE) -> RRset:
    return RRset.of(zone, "SOA", 3600, [f"ns1.penyedia.id. admin.penyedia.id. {serial} 1 1 1 1"])


def told(*answer: RRset, **parts: Any) -> Answer:
    """Return an answer of a healthy server, or with other parts."""
    question = Query(parse_ip(IP1), ZONE, "SOA")
    return replace(Answer(question, rcode="NOERROR", authoritative=True, answer=answer), **parts)


def silent(silence: Silence) -> Answer:
    return Answer(Query(parse_ip(IP1), ZONE, "SOA"), silence)


REFUSES = told(rcode="REFUSED", authoritative=False)
NOTHING = told(authority=(soa(),))
NXDOMAIN = told(rcode="NXDOMAIN", authority=(soa(),))
REFERS = told(authoritative=False, authority=(RRset.hosts(Fqdn("id"), "NS", 60, [Fqdn("a.id")]),))
TIMEOUT = silent(Silence.TIMEOUT)

Key = tuple[str, ...]  # (address, type), or more precisely (address, type, name) or (address, type, "tcp")


@dataclass
class Script:
    """Answers by address and type; where the table has none, with authority and emptily. Keeps what was asked."""

    table: Mapping[Key, Answer]
    asked: list[Query] = field(default_factory=list)

    def __call__(self, query: Query) -> Answer:
        self.asked.append(query)
        server = (str(query.server), query.type)
        keys: list[Key] = [(*server, "tcp")] if query.tcp else [(*server, query.name.text)]
        keys += [server, (server[0],)]
        found = next((self.table[key] for key in keys if key in self.table), NOTHING)
        return replace(found, query=query)


HEALTHY: Mapping[Key, Answer] = {
    **{(ip, "SOA"): told(soa()) for ip in (IP1, IP2, IP3)},
    **{(ip, "NS"): told(RRset.hosts(ZONE, "NS", 3600, [NS1, NS2])) for ip in (IP1, IP2, IP3)},
    **{(ip, "A", ZONE.text): told(RRset.of(ZONE, "A", 60, ["103.94.10.5"])) for ip in (IP1, IP2, IP3)},
}


def server(name: Fqdn | str, *addresses: str, glue: Sequence[str] = (), alias: str = "") -> NameServer:
    """Return a name server at these addresses."""
    return NameServer(
        Fqdn(str(name)),
        tuple(map(parse_ip, addresses)),
        tuple(map(parse_ip, glue)),
        Fqdn(alias) if alias else None,
    )


def delegation(*servers: NameServer, ips: Sequence[str] = ()) -> Delegation:
    """Return a delegation; without servers one to two healthy servers, one of them with two addresses."""
    two = (server(NS1, IP1, IP3), server(NS2, IP2))
    return Delegation(ZONE, servers or two, ips=tuple(map(parse_ip, ips)))


def judged(findings: Sequence[Finding]) -> list[tuple[str, Level, dict[str, Any]]]:
    """Return what a test compares; every finding must be complete, and its words must have no holes."""
    for finding in findings:
        words = [
            text.to(lang)
            for text in (finding.why, finding.do, finding.letter)
            if text
            for lang in ("en", "id")
        ]
        assert all(word and "{" not in word for word in words), finding
        assert finding.source
        assert finding.subject
        assert finding.letter is None or finding.letter.to("id").count("\n") == 1
    return [(finding.tag, finding.level, dict(finding.args)) for finding in findings]
