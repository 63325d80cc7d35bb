"""Asks all name servers of a zone for one set at its apex, and groups them by what they tell.

Only what a server tells with authority counts: a lame one repeats what it once heard.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, listed
from provision.checks.dns.start_of_authority import soa_of
from provision.checks.dns.unheard import silent
from provision.model.finding import Finding
from provision.model.query import Answer, Query
from provision.names import Fqdn

Value = tuple[str, ...]
Read = Callable[[Answer], Value | None]


@dataclass(frozen=True, slots=True)
class Census:
    """What is told, each with the servers that tell it, in order of the values; and notes about the others."""

    told: Mapping[Value, list[At]]
    notes: list[Finding] = field(default_factory=list)


def census(case: Case, delegation: Delegation, rtype: str, read: Read) -> Asking[Census]:
    """Ask every server for a type at the apex; `read` takes out of an answer what is to be compared."""
    answers = yield [Query(at.address, delegation.zone, rtype) for at in delegation.ats]
    told: dict[Value, list[At]] = {}
    notes: list[Finding] = []
    for at, answer in zip(delegation.ats, answers, strict=True):
        value = read(answer) if answer.from_authority else None
        if value is not None:
            told.setdefault(value, []).append(at)
        elif answer.silence is not None:
            notes += silent(case, delegation, at, answer)
        else:
            notes.append(case.found(f"NO_RESPONSE_{rtype}_QUERY", delegation.zone, ns=str(at)))
    return Census(dict(sorted(told.items())), notes)


@dataclass(frozen=True, slots=True)
class Tags:
    """What is said of one value, of several, and then of each; `servers` is the argument for who tells it."""

    one: str
    many: str
    each: str
    servers: str = "ns_list"


def compared(
    case: Case, zone: Fqdn, found: Census, tags: Tags, args: Callable[[Value], dict[str, str | int]]
) -> list[Finding]:
    """Return what is said of the values, after the notes; `args` are the arguments that name a value."""
    if len(found.told) == 1:
        return [*found.notes, *(case.found(tags.one, zone, **args(value)) for value in found.told)]
    each = [
        case.found(tags.each, zone, **args(value), **{tags.servers: listed(ats)})
        for value, ats in found.told.items()
    ]
    many = [case.found(tags.many, zone, count=len(each))] if each else []
    return [*found.notes, *many, *each]


def soa_census(case: Case, delegation: Delegation, *fields: str) -> Asking[Census]:
    """Ask every server for the SOA record and compare some of its fields."""

    def read(answer: Answer) -> Value | None:
        soa = soa_of(answer)
        return tuple(str(getattr(soa, name)) for name in fields) if soa else None

    return (yield from census(case, delegation, "SOA", read))
