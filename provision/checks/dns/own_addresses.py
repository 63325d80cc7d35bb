"""What the name servers of a zone say of the addresses of name servers within it."""

from dataclasses import dataclass

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.lookup import each_for_each, ends, is_told, referral
from provision.model.query import NOT_CHECKED, Answer
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
    asked = each_for_each(delegation, (*delegation.servers, *delegation.child), *ADDRESS_TYPES)
    answers = yield [query for _, query in asked]
    faults = [(_fault(delegation, answer), at) for (at, _), answer in zip(asked, answers, strict=True)]
    told = yield from ends(answers, delegation)
    return Told(
        addresses=frozenset(
            At(rrset.name, ip) for answer in told if (rrset := answer.asked) for ip in rrset.addresses
        ),
        heard=frozenset((answer.query.name, VERSION[answer.query.type]) for answer in told),
        aliases=frozenset(answer.query.name for answer in told if answer.get(answer.query.name, "CNAME")),
        faults=tuple(dict.fromkeys((tag, at) for tag, at in faults if tag)),
        lame=bool(asked) and all(tag for tag, _ in faults),
        known=bool(told) or not asked,
    )


def _fault(delegation: Delegation, answer: Answer) -> str:
    """Return the tag for an answer that tells nothing; "" for one that tells, refers or could not be had."""
    if answer.silence is not None:
        return "" if answer.silence in NOT_CHECKED else "NO_RESPONSE"
    return "" if is_told(answer) or referral(answer, delegation.zone) else "CHILD_NS_FAILED"
