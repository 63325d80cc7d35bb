"""Aliases (CNAME) that lead nowhere: loops, chains too long or broken, several where one may be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from provision.model.query import Answer
from provision.model.rrset import ADDRESS_TYPES, RRset
from provision.names import Fqdn

MOST_ALIASES = 10  # one after another, each looked up anew
MOST_RECORDS = 9  # in one answer


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a name could not be followed: a tag of Zonemaster's module System, and its arguments."""

    tag: str
    args: Mapping[str, str]


def trouble_in(name: Fqdn, answers: Sequence[Answer], seen: Sequence[Fqdn]) -> Trouble | None:
    """Return what is wrong with the aliases that were answered for a name; `seen` are the names followed so far."""
    return next((trouble for answer in answers for trouble in _troubles(name, answer, seen)), None)


def _troubles(name: Fqdn, answer: Answer, seen: Sequence[Fqdn]) -> Iterator[Trouble]:
    aliases = {rrset.name: rrset for rrset in answer.answer if rrset.type == "CNAME"}
    if name not in aliases:
        return
    yield from _records(name, aliases)
    chain = _chain(name, aliases)
    if len(chain) < len(aliases):
        yield _trouble("CNAME_RECORDS_CHAIN_BROKEN", name)
    owners = {rrset.name for rrset in answer.answer if rrset.type in ADDRESS_TYPES}
    if owners and chain[-1] not in owners:
        yield _trouble("CNAME_NO_MATCH", name, target=chain[-1], owner_names=_joined(owners))
    if chain[0] in seen:
        yield _trouble("CNAME_LOOP_OUTER", name, target=chain[0], targets_list=_joined(seen))
    if len(seen) >= MOST_ALIASES:
        yield _trouble("CNAME_CHAIN_TOO_LONG", seen[0])


def _records(name: Fqdn, aliases: Mapping[Fqdn, RRset]) -> Iterator[Trouble]:
    """Yield what is wrong with the records alone, whatever chain they make."""
    several = [owner for owner, rrset in aliases.items() if len(rrset.values) > 1]
    if several:
        yield _trouble("CNAME_RECORDS_MULTIPLE_FOR_NAME", several[0])
    if len(aliases) > MOST_RECORDS:
        yield _trouble("CNAME_RECORDS_TOO_MANY", name)
    owner, passed = name, {name}
    while owner in aliases:
        target = _target(aliases[owner])
        if target in passed:
            yield _trouble("CNAME_LOOP_INNER", owner, target=target)
            return
        passed.add(target)
        owner = target


def _chain(name: Fqdn, aliases: Mapping[Fqdn, RRset]) -> list[Fqdn]:
    """Return where each alias leads, one after another; a loop ends where it closes."""
    chain: list[Fqdn] = []
    while name in aliases and len(chain) < len(aliases):
        name = _target(aliases[name])
        chain.append(name)
    return chain


def _target(rrset: RRset) -> Fqdn:
    return next(iter(rrset.targets), Fqdn(""))


def _joined(names: Sequence[Fqdn] | set[Fqdn]) -> str:
    return ";".join(sorted(str(name) for name in names))


def _trouble(tag: str, name: Fqdn, **args: object) -> Trouble:
    return Trouble(tag, {"name": str(name), **{key: str(value) for key, value in args.items()}})
