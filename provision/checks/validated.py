"""Whether a resolver that verifies signatures (DNSSEC) gets what a grant holds, and says that it verified it.

RFC 4035 section 3.2.3: the AD flag is the resolver's word that all signatures hold, up to its anchor. What it holds
back as forged it answers with SERVFAIL, and gives where it is asked not to check (the CD flag).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from provision.checks.asking import Asking, together
from provision.checks.cds import vouched
from provision.checks.dns.keys import Ds, ds_of, keys_of, signatures
from provision.checks.dns.proof import Standing, standing
from provision.checks.validated_words import VALIDATED
from provision.model.finding import Finding
from provision.model.query import DNSSEC, NOT_CHECKED, Answer, Query
from provision.model.rrset import RRset
from provision.model.site import Server
from provision.model.wanted import Wanted
from provision.names import Fqdn

ROOT = Fqdn("")
SOON = 5
FORGED = "SERVFAIL"


@dataclass(frozen=True, slots=True)
class Resolver:
    """A resolver, asked about what a grant wants in the zone `parent`, at some time in seconds since 1970."""

    server: Server
    wanted: Wanted
    parent: Fqdn
    now: float

    def query(self, name: Fqdn, rtype: str, *, unchecked: bool = False) -> Query:
        """Return a question for the signatures, too."""
        address, port = self.server.address, self.server.port
        return Query(address, name, rtype, recurse=True, port=port, edns=DNSSEC, unchecked=unchecked)

    def ds(self, name: Fqdn) -> frozenset[Ds]:
        """Return the DS records that the grant wants there."""
        return frozenset(
            ds for rrset in self.wanted.rrsets if rrset.key == (name, "DS") for ds in ds_of(rrset.values)
        )

    def found(self, tag: str, name: Fqdn, wait: int | None = None) -> Finding:
        """Return a finding about the grant; with `wait` it mends itself after so many seconds."""
        told = VALIDATED.found(tag, name, resolver=str(self.server), parent=self.parent.text)
        return replace(told, subject=self.wanted.grant, wait=wait)


def forged(resolver: Resolver, answers: Sequence[Answer]) -> Asking[dict[Fqdn, Finding]]:
    """Return, of names that the resolver fails to look up, those whose data it has and holds back as forged."""
    failing = [answer.query for answer in answers if answer.rcode == FORGED]
    first = {query.name: query.type for query in reversed(failing)}
    found = yield from together([_forged(resolver, name, rtype) for name, rtype in first.items()])
    return {name: finding for name, finding in zip(first, found, strict=True) if finding}


def _forged(resolver: Resolver, name: Fqdn, rtype: str) -> Asking[Finding | None]:
    rtypes = (rtype, "DS", "DNSKEY")
    answers = yield [resolver.query(name, rtype, unchecked=True) for rtype in rtypes]
    told, ds, keys = answers
    if told.failed:
        return None
    there = _ds(ds)
    if not ds.failed and there != resolver.ds(name):
        return resolver.found("CHAIN_REMEMBERED", name, _ttl(ds))
    if _holds(told, keys, there, name, resolver.now):
        return resolver.found("CHAIN_REMEMBERED", name, SOON)
    return resolver.found("CHAIN_BOGUS", name)


def _holds(told: Answer, keys: Answer, vouching: frozenset[Ds], zone: Fqdn, now: float) -> bool:
    """Tell whether what the resolver holds back holds by now: it remembers its own verdict, too."""
    all_keys = keys_of(keys.asked)
    entry = [key for key in all_keys if vouched(key, [*vouching], zone)]
    links = ((keys, entry), (told, all_keys))
    return all(
        link.asked is not None
        and any(
            standing(one, link.asked, by, zone, now) is Standing.VALID
            for one in signatures(link.answer, link.query.type)
        )
        for link, by in links
    )


def chained(resolver: Resolver, name: Fqdn) -> Asking[list[Finding]]:
    """Return whether the resolver verified a delegated name for which the grant holds DS records."""
    soa, ds, above, root = yield [
        resolver.query(one, rtype)
        for one, rtype in ((name, "SOA"), (name, "DS"), (resolver.parent, "SOA"), (ROOT, "SOA"))
    ]
    if soa.failed or not soa.asked or soa.silence in NOT_CHECKED:
        return []
    current = _ds(ds) == resolver.ds(name)
    if soa.authenticated and current:
        return [resolver.found("CHAIN_VALID", name)]
    if not (soa.authenticated or above.authenticated):
        return [resolver.found("PARENT_NOT_VALIDATED" if root.authenticated else "NO_VALIDATION", name)]
    # What was verified by older DS records says nothing of ours.
    return [resolver.found("CHAIN_PENDING", name, _ttl(soa if current else ds))]


def _ds(answer: Answer) -> frozenset[Ds]:
    return frozenset(ds_of(answer.asked.values)) if answer.asked else frozenset()


def _ttl(answer: Answer) -> int:
    """Return for how long a resolver still gives an answer, or the denial in its place."""
    told: list[RRset] = [answer.asked] if answer.asked else []
    told += [rrset for rrset in answer.authority if rrset.type == "SOA"]
    return min((rrset.ttl for rrset in told), default=SOON) or 1
