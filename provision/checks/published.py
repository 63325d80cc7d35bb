"""What the world is told: every authoritative server of the parent, and a resolver that people use.

Asked only for grants that the primary already serves as wanted. So nobody asks the resolver for a
name before it is granted, and no negative answer is cached by our own doing.
"""

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from provision.checks.asking import Asking, together
from provision.checks.dns.families import once, unasked
from provision.checks.dns.silence import in_words, is_dead
from provision.checks.validated import Resolver, chained, forged
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer, Query
from provision.model.rrset import ADDRESS_TYPES, RRset
from provision.model.site import ParentZone, Server
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn

SECONDARIES = "RFC 1996: secondaries follow a NOTIFY"
CACHES = "RFC 2308 section 5; RFC 1035 section 3.2.1"
SOON = 5


def published(wanted: Wanted, zone: ParentZone, seen: SeenZone) -> Asking[list[Finding]]:
    """Ask each authoritative server, and then the resolver, whether they tell what is wanted.

    The resolver is left alone while a server is behind: it might ask that one, and remember an
    answer that was old already.

    `seen` is the zone as the primary has it: a name that has ended may still be answered through
    a wildcard above it.
    """
    told = _Told(wanted, seen)
    asked = yield from together([_at_server(told, server, _mending(zone, server)) for server in zone.servers])
    found = [finding for findings in asked for finding in findings]
    if zone.resolver and not any(finding.wait for finding in found):
        found += yield from _at_resolver(told, Resolver(zone.resolver, wanted, zone.name, time.time()))
    return once(found)


def _mending(zone: ParentZone, server: Server) -> Text:
    """Return what mends a server that is behind: what is written into files is not sent to the primary."""
    if zone.files and server == zone.primary:
        return Text("Let it read its zone files again, and look into its log where it does not")
    return Text("Wait for the zone transfer; where it does not come, look at NOTIFY and at the transfer key")


@dataclass(frozen=True, slots=True)
class _Told:
    """What the servers shall tell."""

    wanted: Wanted
    seen: SeenZone

    @property
    def cuts(self) -> Sequence[tuple[Fqdn, str]]:
        """The delegations: below one a referral is the answer, so only it is asked for."""
        return [rrset.key for rrset in self.wanted.rrsets if rrset.type == "NS"]

    @property
    def questions(self) -> Sequence[tuple[Fqdn, str]]:
        """What to ask the servers of the zone."""
        here = self.cuts or [(name, rtype) for name in sorted(self.wanted.names) for rtype in ADDRESS_TYPES]
        return [*here, *sorted(key for key in self.wanted.keys if key[1] == "DS")]

    @property
    def vouched(self) -> Sequence[Fqdn]:
        """The delegated names for which the grant holds DS records."""
        return [rrset.name for rrset in self.wanted.rrsets if rrset.type == "DS"]

    def values(self, name: Fqdn, rtype: str) -> frozenset[str]:
        """The values to hear: those of the name, or of the wildcard that stands in for it."""
        star = self.seen.wildcard_over(name)
        rrset = self.seen.get(star.name if star else name, rtype)
        return frozenset(rrset.values if rrset else ())


def _at_server(told: _Told, server: Server, do: Text) -> Asking[list[Finding]]:
    wanted, questions = told.wanted, told.questions
    answers = yield [Query(server.address, name, rtype, port=server.port) for name, rtype in questions]
    silent = next((answer for answer in answers if is_dead(answer)), None)
    if silent:
        return [_dead(wanted, server, in_words(silent))]
    behind = [
        (name, rtype)
        for (name, rtype), answer in zip(questions, answers, strict=True)
        if answer.silence is None and _heard(answer, name, rtype) != told.values(name, rtype)
    ]
    late = [_behind(wanted, server, behind, do)] if behind else []
    return [*late, *unasked(wanted.grant, [(str(server), answer) for answer in answers])]


def _heard(answer: Answer, name: Fqdn, rtype: str) -> frozenset[str]:
    sections = (*answer.answer, *answer.authority) if rtype == "NS" else answer.answer
    return frozenset(value for rrset in sections if rrset.key == (name, rtype) for value in rrset.values)


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


def _behind(wanted: Wanted, server: Server, behind: Sequence[tuple[Fqdn, str]], do: Text) -> Finding:
    names = sorted({name.text for name, _ in behind})
    return Finding(
        tag="PARENT_SERVER_BEHIND",
        level=Level.ERROR,
        subject=wanted.grant,
        args={"server": str(server), "names": names},
        why=Text(
            "{server} does not tell yet what the primary tells about {names}", server=server, names=names
        ),
        do=do,
        source=SECONDARIES,
        wait=SOON,
    )


def _at_resolver(told: _Told, resolver: Resolver) -> Asking[list[Finding]]:
    # At a cut also what people ask: a resolver can remember "no such name" for each type by itself.
    questions = [
        (name, rtype) for name, _ in told.cuts for rtype in ("SOA", *ADDRESS_TYPES)
    ] or told.questions
    server = resolver.server
    answers = yield [
        Query(server.address, name, rtype, recurse=True, port=server.port) for name, rtype in questions
    ]
    held_back = yield from forged(resolver, answers)
    chains = yield from together([chained(resolver, name) for name in told.vouched])
    found = [
        finding
        for asked, answer in zip(questions, answers, strict=True)
        for finding in _judged(told, server, asked, answer, held_back)
    ]
    return [
        *_each_once(found),
        *held_back.values(),
        *(finding for chain in chains for finding in chain),
        *unasked(told.wanted.grant, [(str(server), answer) for answer in answers]),
    ]


def _each_once(findings: Sequence[Finding]) -> list[Finding]:
    """Tell of each name once, for as long as the longest wait."""
    longest: dict[tuple[str, str], Finding] = {}
    for finding in sorted(findings, key=lambda finding: finding.wait or 0):
        longest[finding.tag, finding.args["name"]] = finding
    return list(longest.values())


def _judged(
    told: _Told, resolver: Server, asked: tuple[Fqdn, str], answer: Answer, held_back: Collection[Fqdn]
) -> Iterator[Finding]:
    name, rtype = asked
    heard = answer.get(name, rtype)
    if answer.silence in NOT_CHECKED or (answer.failed and name in held_back):
        return
    if answer.failed:
        yield _no_help(told.wanted, resolver, name, in_words(answer))
    elif told.cuts:
        # The zone has a SOA; whether it has addresses at its apex is its own affair.
        if answer.rcode == "NXDOMAIN" or (rtype == "SOA" and heard is None):
            yield _old(told.wanted, resolver, name, _negative_ttl(answer))
    elif _heard(answer, name, rtype) != told.values(name, rtype):
        yield _old(told.wanted, resolver, name, heard.ttl if heard else _negative_ttl(answer))


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
