"""What the name servers of a zone say of the addresses of name servers within it."""

from collections.abc import Sequence
from dataclasses import dataclass

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.lookup import followed, referral
from provision.model.query import NOT_CHECKED, Answer, Query
from provision.model.rrset import ADDRESS_TYPES
from provision.names import Fqdn

VERSION = {"A": 4, "AAAA": 6}


@dataclass(frozen=True, slots=True)
class Told:
    """The addresses that were told; of which names and families anything was told; which names are aliases.

    `faults` are servers that told nothing, each with the tag that says how. `lame` is set where every
    server was asked and none told anything, `known` where there was nothing to ask, or something told.
    """

    addresses: frozenset[At]
    heard: frozenset[tuple[Fqdn, int]]
    aliases: frozenset[Fqdn]
    faults: tuple[tuple[str, At], ...]
    lame: bool
    known: bool


def own_addresses(delegation: Delegation) -> Asking[Told]:
    """Ask every name server for the addresses of all name servers within the zone."""
    names = {server.name for server in delegation.in_bailiwick((*delegation.servers, *delegation.child))}
    asked = [(at, name, rtype) for name in sorted(names) for rtype in ADDRESS_TYPES for at in delegation.ats]
    answers = yield [Query(at.address, name, rtype) for at, name, rtype in asked]
    faults = dict.fromkeys(
        (tag, at)
        for (at, _, _), answer in zip(asked, answers, strict=True)
        if (tag := _fault(delegation, answer))
    )
    useful = [answer for answer in answers if answer.silence is None and not _fault(delegation, answer)]
    ends = yield from together([followed(answer, delegation.zone) for answer in useful])
    unasked = any(answer.silence in NOT_CHECKED for answer in answers)
    return _told(
        [end for end in ends if end],
        tuple(faults),
        lame=bool(answers) and not useful and not unasked,
        known=bool(useful) or not asked,
    )


def _fault(delegation: Delegation, answer: Answer) -> str:
    """Return the tag for an answer that tells nothing; "" for one that tells, refers or was not asked for."""
    if answer.silence is not None:
        return "" if answer.silence in NOT_CHECKED else "NO_RESPONSE"
    tells = answer.authoritative and not answer.failed
    return "" if tells or referral(answer, delegation.zone) else "CHILD_NS_FAILED"


def _told(ends: Sequence[Answer], faults: tuple[tuple[str, At], ...], *, lame: bool, known: bool) -> Told:
    usable = [answer for answer in ends if answer.authoritative and not answer.failed]
    sets = [rrset for answer in usable if (rrset := answer.asked)]
    return Told(
        frozenset(At(rrset.name, ip) for rrset in sets for ip in rrset.addresses),
        frozenset((answer.query.name, VERSION[answer.query.type]) for answer in usable),
        frozenset(answer.query.name for answer in usable if answer.get(answer.query.name, "CNAME")),
        faults,
        lame,
        known,
    )
