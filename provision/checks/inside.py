"""Looks a host name up inside a zone, at the servers of that zone and nowhere above."""

from collections.abc import Sequence

from provision.checks.asking import Asking, together
from provision.checks.walk import Walker
from provision.model.query import Answer, Query
from provision.model.rrset import ADDRESS_TYPES
from provision.names import Fqdn, Ip

MOST_ALIASES = 8


def inside(name: Fqdn, zone: Fqdn, servers: tuple[Ip, ...], walker: Walker) -> Asking[tuple[Ip, ...]]:
    """Return the addresses that any of a zone's servers knows for a name within the zone.

    Into zones below it is followed, and so is an alias. Answers without authority count for nothing.
    """
    found: dict[Ip, None] = {}
    passed: set[Fqdn] = set()
    while name not in passed and len(passed) < MOST_ALIASES:
        passed.add(name)
        if not name.is_at_or_below(zone):
            return (yield from walker.addresses(name)).addresses
        answers = yield [Query(ip, name, rtype) for rtype in ADDRESS_TYPES for ip in servers]
        answers = [*answers, *(yield from _below(answers, zone, walker))]
        own = [answer for answer in answers if answer.from_authority]
        found |= dict.fromkeys(ip for answer in own for ip in _addresses(answer, name))
        aliases = [cname for answer in own if (cname := answer.get(name, "CNAME"))]
        if found or not aliases:
            break
        name = next(iter(aliases[0].targets), Fqdn(""))
    return tuple(found)


def _addresses(answer: Answer, name: Fqdn) -> Sequence[Ip]:
    return [ip for rrset in answer.answer if rrset.name == name for ip in rrset.addresses]


def _below(answers: Sequence[Answer], zone: Fqdn, walker: Walker) -> Asking[Sequence[Answer]]:
    """Follow the referrals into zones below, each server's own."""
    referred = [answer for answer in answers if _refers_below(answer, zone)]
    walks = [
        walker.walk(answer.query.name, answer.query.type, start=(zone, (answer.query.server,)))
        for answer in referred
    ]
    return [found.answer for found in (yield from together(walks)) if found]


def _refers_below(answer: Answer, zone: Fqdn) -> bool:
    plain = answer.rcode == "NOERROR" and not answer.authoritative and not answer.answer
    return plain and any(rrset.type == "NS" and rrset.name.is_below(zone) for rrset in answer.authority)
