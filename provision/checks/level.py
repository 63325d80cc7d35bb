"""One zone on the way from the root: its servers, and what each of them says of a name below.

What a zone's servers say of a name that leads on is remembered by the walker: thousands of zones below
one parent share the way to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from provision.checks.asking import Asking
from provision.checks.at import At
from provision.checks.hosts import MOST_SERVERS, hosts_each, hosts_of
from provision.checks.said import amiss, names_servers, renamed_to, says
from provision.checks.walk import Walker
from provision.checks.way import Misfit, Says
from provision.model.query import NOT_CHECKED, Answer, Query, Silence
from provision.names import Fqdn, Ip


@dataclass(frozen=True, slots=True)
class Level:
    """The servers of a zone: which serve it, what was amiss, which could not be asked, and were out of sight."""

    serving: tuple[At, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    unasked: tuple[At, ...] = ()
    unseen: tuple[At, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What a server says of a name on the way; `hosts` are the servers of that name, where it is a zone.

    `amiss` is the type of the question that was answered wrongly. Where neither is set, it could not be asked:
    for want of its family of addresses, where it is `unseen`.
    """

    says: Says | None = None
    hosts: tuple[At, ...] = ()
    amiss: str = ""
    target: Fqdn | None = None
    unseen: bool = False


def level(zone: Fqdn, servers: frozenset[At], walker: Walker) -> Asking[Level]:
    """Ask the servers of a zone for its SOA and NS records, and the servers that these name, too."""
    key = (zone, servers)
    if key not in walker.levels:
        found, complete = yield from _level(zone, servers, walker)
        if not complete:
            return found
        walker.levels[key] = found
    return walker.levels[key]


def _level(zone: Fqdn, servers: frozenset[At], walker: Walker) -> Asking[tuple[Level, bool]]:
    heard: dict[Ip, tuple[Answer, Answer]] = {}
    known: dict[At, None] = dict.fromkeys(sorted(servers, key=str))
    while fresh := [ip for ip in dict.fromkeys(at.address for at in known) if ip not in heard][:MOST_SERVERS]:
        answers = yield [Query(ip, zone, rtype) for rtype in ("SOA", "NS") for ip in fresh]
        pairs = list(zip(answers[: len(fresh)], answers[len(fresh) :], strict=True))
        heard |= dict(zip(fresh, pairs, strict=True))
        sets = [ns for soa, ns in pairs if not amiss(zone, soa, ns)]
        known |= dict.fromkeys((yield from hosts_of(sets, zone, walker)))
        if len(heard) >= MOST_SERVERS:
            break
    return _judged(zone, [at for at in _named(known) if at.address in heard], heard), _complete(heard)


def _named(servers: Iterable[At]) -> Sequence[At]:
    """Leave out a root server without a name where its zone gave it one."""
    named = {at.address for at in servers if at.name.text}
    return [at for at in servers if at.name.text or at.address not in named]


def _complete(heard: Mapping[Ip, Sequence[Answer]]) -> bool:
    """Tell whether everything was asked: what one zone's budget left out, another zone may ask."""
    return not any(answer.silence is Silence.BUDGET for answers in heard.values() for answer in answers)


def _judged(zone: Fqdn, servers: Sequence[At], heard: Mapping[Ip, tuple[Answer, Answer]]) -> Level:
    unasked = [at for at in servers if any(one.silence in NOT_CHECKED for one in heard[at.address])]
    wrong = {at: amiss(zone, *heard[at.address]) for at in servers if at not in unasked}
    return Level(
        tuple(at for at, rtype in wrong.items() if not rtype),
        tuple(Misfit(at, zone, rtype) for at, rtype in wrong.items() if rtype),
        tuple(unasked),
        tuple(at for at in unasked if heard[at.address][0].silence is Silence.NO_FAMILY),
    )


def steps(name: Fqdn, servers: frozenset[Ip], walker: Walker, *, last: bool) -> Asking[Mapping[Ip, Step]]:
    """Ask servers for the SOA record of a name on the way, or of the `last`, the zone under test."""
    key = (name, servers)
    if not last and key in walker.steps:
        return walker.steps[key]
    order = sorted(servers, key=str)
    answers = dict(zip(order, (yield [Query(ip, name, "SOA") for ip in order]), strict=True))
    found: Mapping[Ip, Step] = (
        (yield from _last(name, answers)) if last else (yield from _on(name, answers, walker))
    )
    if not last and _complete({ip: [answer] for ip, answer in answers.items()}):
        walker.steps[key] = found
    return found


def _on(name: Fqdn, answers: Mapping[Ip, Answer], walker: Walker) -> Asking[Mapping[Ip, Step]]:
    """Judge what was said of a name above the zone under test: who serves it leads on."""
    found = {ip: _step(answer, name) for ip, answer in answers.items()}
    found |= {ip: Step(amiss="SOA") for ip, step in found.items() if step.says is Says.ALIAS_REFERRED}
    own = [ip for ip, step in found.items() if step.says is Says.SERVES]
    leading = dict(zip(own, (yield [Query(ip, name, "NS") for ip in own]) if own else [], strict=True))
    found |= {ip: Step(amiss="NS") for ip, answer in leading.items() if not names_servers(answer, name)}
    leading |= {ip: answers[ip] for ip, step in found.items() if step.says is Says.DELEGATES}
    chosen = [ip for ip in leading if not found[ip].amiss]
    hosts = yield from hosts_each([leading[ip] for ip in chosen], name, walker)
    return found | {ip: Step(found[ip].says, there) for ip, there in zip(chosen, hosts, strict=True)}


def _last(name: Fqdn, answers: Mapping[Ip, Answer]) -> Asking[Mapping[Ip, Step]]:
    """Judge what was said of the zone under test itself."""
    found = {ip: _step(answer, name) for ip, answer in answers.items()}
    bare = [ip for ip, step in found.items() if step.says is Says.NOTHING]
    renamed = yield [Query(ip, name, "DNAME") for ip in bare]
    found |= {
        ip: Step(Says.RENAMED, target=target)
        for ip, answer in zip(bare, renamed, strict=True)
        if (target := renamed_to(answer, name))
    }
    return found


def _step(answer: Answer, name: Fqdn) -> Step:
    if answer.silence in NOT_CHECKED:
        return Step(unseen=answer.silence is Silence.NO_FAMILY)
    told = says(answer, name)
    return Step(told) if told else Step(amiss="SOA")
