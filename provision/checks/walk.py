"""Walks from the root to a name by referrals, as a resolver would, asking no resolver.

So a name that is not granted yet leaves no negative answer in the resolver that people use. Every
loop is bounded: a hostile server can make a walk fail, not last.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provision.checks.aliases import MOST_ALIASES, Trouble, trouble_in
from provision.checks.asking import Asking, together
from provision.checks.at import At
from provision.checks.delegation import NameServer
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import ADDRESS_TYPES, RRset
from provision.names import Fqdn, Ip

if TYPE_CHECKING:
    from provision.checks.level import Level, Step
    from provision.model.site import Server

MOST_REFERRALS = 16
MOST_DEPTH = 4
AT_ONCE = 3
MOST_NAMES = 32  # of the servers of one zone; the root and the largest top-level domains have 13


@dataclass(frozen=True, slots=True)
class Found:
    """Where a walk ended: the last answer, and the zone and servers that gave it."""

    answer: Answer
    zone: Fqdn
    servers: tuple[Ip, ...]


@dataclass(frozen=True, slots=True)
class Walker:
    """Walks from some root servers, for the length of one survey, or of the checks of many zones.

    `names` are the names of the root servers, where they are known.
    """

    roots: tuple[Ip, ...]
    names: Mapping[Ip, Fqdn] = field(default_factory=dict, repr=False, compare=False)
    # Where name servers were found: else zones that lead in circles cost their number to the power of the depth.
    known: dict[tuple[Fqdn, int], tuple[Ip, ...]] = field(default_factory=dict, repr=False, compare=False)
    # Names that could not be looked up for want of a family of addresses, and which that is.
    unseen: dict[Fqdn, int] = field(default_factory=dict, repr=False, compare=False)
    # Names whose aliases lead nowhere, and why.
    troubles: dict[Fqdn, Trouble] = field(default_factory=dict, repr=False, compare=False)
    # What was found once, for the zones that share it: hosts, the servers of zones, what these say of names.
    hosts: dict[Fqdn, NameServer] = field(default_factory=dict, repr=False, compare=False)
    levels: "dict[tuple[Fqdn, frozenset[At]], Level]" = field(default_factory=dict, repr=False, compare=False)
    steps: "dict[tuple[Fqdn, frozenset[Ip]], Mapping[Ip, Step]]" = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, hints: "Iterable[Server]") -> "Walker":
        """Return one that begins at the servers of a hints file, and knows their names."""
        servers = tuple(hints)
        return cls(
            tuple(server.address for server in servers),
            {server.address: server.name for server in servers if server.name},
        )

    @property
    def root_servers(self) -> tuple[At, ...]:
        """The root servers to begin at; one whose name is not known bears that of the root."""
        return tuple(At(self.names.get(ip, Fqdn("")), ip) for ip in self.roots)

    def walk(
        self, name: Fqdn, rtype: str, *, stop: Fqdn | None = None, depth: int = 0,
        start: tuple[Fqdn, tuple[Ip, ...]] | None = None,
    ) -> Asking[Found | None]:  # fmt: skip
        """Return the answer for a name, or the referral to `stop`; None where no server could be asked.

        `start` is a zone and its servers to begin at, the root where it is None.
        """
        zone, servers = start or (Fqdn(""), self.roots)
        for _ in range(MOST_REFERRALS):
            answer = yield from _first([Query(server, name, rtype) for server in servers])
            if answer is None or answer.failed:
                self._lose(name, [answer.query.server.version] if answer else [])
                return None
            found = Found(answer, zone, servers)
            cut = _referral(answer, zone, name)
            if cut is None or cut.name == stop:
                return found
            zone, servers = cut.name, (yield from self._addresses_of(cut, answer, depth))
            if not servers:
                self._lose(name, [self.unseen[target] for target in cut.targets if target in self.unseen])
        return None

    def _lose(self, name: Fqdn, families: Sequence[int]) -> None:
        """Remember a name that may well exist, had we the families of addresses to follow it."""
        for family in families[:1]:
            self.unseen[name] = family

    def _addresses_of(self, cut: RRset, answer: Answer, depth: int) -> Asking[tuple[Ip, ...]]:
        targets = cut.targets
        glue = tuple(ip for known in glue_for(answer, targets[:MOST_NAMES]).values() for ip in known)
        if glue or depth >= MOST_DEPTH:
            return glue[:MOST_NAMES]
        for target in targets[:AT_ONCE]:
            if addresses := (yield from self._plain_addresses(target, depth + 1)):
                return addresses
        return ()

    def _plain_addresses(self, name: Fqdn, depth: int) -> Asking[tuple[Ip, ...]]:
        if (name, depth) not in self.known:
            self.known[name, depth] = (yield from self._host(name, depth)).addresses
        return self.known[name, depth]

    def addresses(self, name: Fqdn) -> Asking[NameServer]:
        """Return a host name with its addresses, and the alias it hides behind, if any."""
        if name not in self.hosts:
            found = yield from self._host(name, 0)
            if not found.addresses:
                return found  # perhaps for want of time or of a family: the next zone may have it
            self.hosts[name] = found
        return self.hosts[name]

    def several(self, names: Sequence[Fqdn]) -> Asking[list[NameServer]]:
        """Return host names with their addresses: the first alone, since the others mostly share its way."""
        first = yield from together([self.addresses(name) for name in names[:1]])
        return [*first, *(yield from together([self.addresses(name) for name in names[1:]]))]

    def _both(self, name: Fqdn, depth: int) -> Asking[list[Answer]]:
        """Return the answers for the addresses of either family: the second from the servers that gave the first."""
        four, six = ADDRESS_TYPES
        found = yield from self.walk(name, four, depth=depth)
        if found is None:
            return []
        more = yield from self.walk(name, six, depth=depth, start=(found.zone, found.servers))
        return [found.answer, *([more.answer] if more else [])]

    def _host(self, name: Fqdn, depth: int) -> Asking[NameServer]:
        target, alias, seen = name, None, [name]
        while len(seen) <= MOST_ALIASES:
            answers = yield from self._both(target, depth)
            aliases = [cname for answer in answers if (cname := answer.get(target, "CNAME"))]
            if not aliases:
                ips = _ips(answers, target)
                return NameServer(name, ips, alias=alias, unseen=None if ips else self.unseen.get(target))
            trouble = trouble_in(target, answers, seen)
            # An alias of the root has no target.
            target = next(iter(aliases[0].targets), Fqdn(""))
            alias = alias or target
            if trouble:
                self.troubles[name] = trouble
                break
            seen.append(target)
        return NameServer(name, alias=alias)


def glue_for(answer: Answer, names: Iterable[Fqdn]) -> dict[Fqdn, dict[Ip, None]]:
    """Return the addresses of names in the additional section, in order and each once."""
    found: dict[Fqdn, dict[Ip, None]] = {name: {} for name in names}
    for rrset in answer.additional:
        if rrset.name in found:
            found[rrset.name].update(dict.fromkeys(rrset.addresses))
    return found


def _ips(answers: Sequence[Answer], name: Fqdn) -> tuple[Ip, ...]:
    return tuple(dict.fromkeys(ip for answer in answers for ip in _ips_of(answer.answer, name)))


def _ips_of(section: Sequence[RRset], name: Fqdn) -> tuple[Ip, ...]:
    return tuple(address for rrset in section if rrset.name == name for address in rrset.addresses)


def _first(queries: Sequence[Query]) -> Asking[Answer | None]:
    """Ask a few servers at a time until one gives a usable answer.

    Where none does, and some could not be asked for want of their family, the answer that says so.
    """
    unasked = None
    for start in range(0, len(queries), AT_ONCE):
        answers = yield queries[start : start + AT_ONCE]
        for answer in answers:
            if not answer.failed:
                return answer
            unasked = answer if answer.silence is Silence.NO_FAMILY else unasked
    return unasked


def _referral(answer: Answer, zone: Fqdn, name: Fqdn) -> RRset | None:
    """Return the cut that an answer refers to: deeper than the zone, and on the way to the name."""
    if answer.answer or answer.rcode != "NOERROR":
        return None
    cuts = [rrset for rrset in answer.authority if rrset.type == "NS"]
    return next((cut for cut in cuts if cut.name.is_below(zone) and name.is_at_or_below(cut.name)), None)
