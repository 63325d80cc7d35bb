"""A small world of name servers for walks: zones with their servers, answering as authorities do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, Ip, parse_ip

ROOT_IP = "198.41.0.4"


def sets(text: str) -> tuple[RRset, ...]:
    """Return the sets written as `name type value`, one record a line; "@" is the root."""
    found: dict[tuple[Fqdn, str], list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, rtype, value = line.split(maxsplit=2)
        found.setdefault((Fqdn("" if name == "@" else name), rtype), []).append(value)
    return tuple(RRset.of(name, rtype, 60, values) for (name, rtype), values in found.items())


@dataclass
class Tree:
    """Zones by apex, each with records; and which zones an address serves. Keeps what was asked."""

    zones: Mapping[str, str]
    served: Mapping[str, Sequence[str]]
    dead: Sequence[str] = ()
    asked: list[Query] = field(default_factory=list)

    def __call__(self, query: Query) -> Answer:
        self.asked.append(query)
        zones = [
            zone for zone in self.served.get(str(query.server), ()) if query.name.is_at_or_below(Fqdn(zone))
        ]
        if str(query.server) in self.dead or str(query.server) not in self.served:
            return Answer(query, Silence.TIMEOUT)
        if not zones:
            return Answer(query, rcode="REFUSED")
        return self._from(Fqdn(max(zones, key=len)), query)

    def _from(self, apex: Fqdn, query: Query) -> Answer:
        records = sets(self.zones[apex.text])
        cuts = [
            r
            for r in records
            if r.type == "NS" and r.name.is_below(apex) and query.name.is_at_or_below(r.name)
        ]
        if cuts:
            glue = tuple(r for r in records if r.name in cuts[0].targets and r.type in {"A", "AAAA"})
            return Answer(query, rcode="NOERROR", authority=(cuts[0],), additional=glue)
        here = [r for r in records if r.name == query.name]
        found = tuple(r for r in here if r.type in {query.type, "CNAME"})
        exists = here or any(r.name.is_below(query.name) for r in records)
        return Answer(query, rcode="NOERROR" if exists else "NXDOMAIN", authoritative=True, answer=found)


def ips(*written: str) -> tuple[Ip, ...]:
    return tuple(map(parse_ip, written))
