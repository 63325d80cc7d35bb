"""What the world is told: every authoritative server of the parent, and a resolver that people use.

Asked only for grants that the primary already serves as wanted. So nobody asks the resolver for a
name before it is granted, and no negative answer is cached by our own doing.
"""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking, together
from provision.checks.dns.silence import in_words, is_dead
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query
from provision.model.rrset import RRset
from provision.model.site import ParentZone, Server
from provision.model.wanted import Wanted
from provision.names import Fqdn

SECONDARIES = "RFC 1996: secondaries follow a NOTIFY"
CACHES = "RFC 2308 section 5; RFC 1035 section 3.2.1"
TYPES = ("A", "AAAA")
SOON = 5


def published(wanted: Wanted, zone: ParentZone) -> Asking[list[Finding]]:
    """Ask each authoritative server and the resolver whether they tell what is wanted."""
    asking = [_at_server(wanted, server) for server in zone.servers]
    if zone.resolver:
        asking.append(_at_resolver(wanted, zone.resolver))
    found = yield from together(asking)
    return [finding for findings in found for finding in findings]


def _at_server(wanted: Wanted, server: Server) -> Asking[list[Finding]]:
    questions = _questions(wanted)
    answers = yield [Query(server.address, name, rtype, port=server.port) for name, rtype in questions]
    silent = next((answer for answer in answers if is_dead(answer)), None)
    if silent:
        return [_dead(wanted, server, in_words(silent))]
    behind = [
        (name, rtype)
        for (name, rtype), answer in zip(questions, answers, strict=True)
        if _told(answer, name, rtype) != _values(wanted, name, rtype)
    ]
    return [_behind(wanted, server, behind)] if behind else []


def _questions(wanted: Wanted) -> Sequence[tuple[Fqdn, str]]:
    """Return what to ask: at a cut only for the cut, since below it a referral is the answer."""
    cuts = [rrset.key for rrset in wanted.rrsets if rrset.type == "NS"]
    return cuts or [(name, rtype) for name in sorted(wanted.names) for rtype in TYPES]


def _told(answer: Answer, name: Fqdn, rtype: str) -> frozenset[str]:
    sections = (*answer.answer, *answer.authority) if rtype == "NS" else answer.answer
    return frozenset(value for rrset in sections if rrset.key == (name, rtype) for value in rrset.values)


def _values(wanted: Wanted, name: Fqdn, rtype: str) -> frozenset[str]:
    return frozenset(value for rrset in wanted.rrsets if rrset.key == (name, rtype) for value in rrset.values)


def _dead(wanted: Wanted, server: Server, silence: Text) -> Finding:
    return Finding(
        tag="PARENT_SERVER_SILENT",
        level=Level.ERROR,
        subject=wanted.grant,
        args={"server": str(server)},
        why=Text(
            "{server}, a server of our own zone, does not answer: {silence}", server=server, silence=silence
        ),
        do=Text("Look after the server: a part of all visitors gets no answer"),
        source="RFC 2182 section 3",
    )


def _behind(wanted: Wanted, server: Server, behind: Sequence[tuple[Fqdn, str]]) -> Finding:
    names = sorted({name.text for name, _ in behind})
    return Finding(
        tag="PARENT_SERVER_BEHIND",
        level=Level.ERROR,
        subject=wanted.grant,
        args={"server": str(server), "names": names},
        why=Text(
            "{server} does not tell yet what the primary tells about {names}", server=server, names=names
        ),
        do=Text("Wait for the zone transfer; where it does not come, look at NOTIFY and at the transfer key"),
        source=SECONDARIES,
        wait=SOON,
    )


def _at_resolver(wanted: Wanted, resolver: Server) -> Asking[list[Finding]]:
    cut = any(rrset.type == "NS" for rrset in wanted.rrsets)
    questions = [(name, "SOA") for name, _ in _questions(wanted)] if cut else _questions(wanted)
    answers = yield [
        Query(resolver.address, name, rtype, recurse=True, port=resolver.port) for name, rtype in questions
    ]
    return [
        finding
        for (name, rtype), answer in zip(questions, answers, strict=True)
        for finding in _judged(wanted, resolver, name, rtype, answer)
    ]


def _judged(wanted: Wanted, resolver: Server, name: Fqdn, rtype: str, answer: Answer) -> Iterator[Finding]:
    if answer.failed:
        yield _no_help(wanted, resolver, name, in_words(answer))
    elif rtype == "SOA":
        if answer.get(name, "SOA") is None:
            yield _old(wanted, resolver, name, _negative_ttl(answer))
    elif _told(answer, name, rtype) != _values(wanted, name, rtype):
        seen = answer.get(name, rtype)
        yield _old(wanted, resolver, name, seen.ttl if seen else _negative_ttl(answer))


def _negative_ttl(answer: Answer) -> int:
    soas: list[RRset] = [rrset for rrset in answer.authority if rrset.type == "SOA"]
    return min((rrset.ttl for rrset in soas), default=SOON)


def _no_help(wanted: Wanted, resolver: Server, name: Fqdn, silence: Text) -> Finding:
    return Finding(
        tag="RESOLVER_FAILS",
        level=Level.WARNING,
        subject=wanted.grant,
        args={"resolver": str(resolver), "name": name.text},
        why=Text("Through the resolver {resolver}, {name} cannot be looked up: {silence}",
                 resolver=resolver, name=name, silence=silence),
        do=Text("Look whether the name servers of {name} answer, and whether the resolver works", name=name),
        source=CACHES,
    )  # fmt: skip


def _old(wanted: Wanted, resolver: Server, name: Fqdn, seconds: int) -> Finding:
    return Finding(
        tag="RESOLVER_REMEMBERS",
        level=Level.NOTICE,
        subject=wanted.grant,
        args={"resolver": str(resolver), "name": name.text, "seconds": seconds},
        why=Text("Pending, {seconds} seconds: the resolver {resolver} still remembers an older answer for {name}",
                 seconds=seconds, resolver=resolver, name=name),
        do=Text("Wait; it forgets by itself"),
        source=CACHES,
        wait=seconds,
    )  # fmt: skip
