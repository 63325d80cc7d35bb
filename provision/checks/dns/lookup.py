"""Looks a name up as a resolver would: at the servers of the zone where it lies below it, else from the root.

So a zone that its parent does not name yet is seen as it will be.
"""

from collections.abc import Sequence
from dataclasses import replace

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.walk import glue_of
from provision.model.query import Answer
from provision.model.rrset import RRset
from provision.names import Fqdn

MOST_REFERRALS = 4
AT_ONCE = 3


def lookup(delegation: Delegation, name: Fqdn, rtype: str) -> Asking[Answer | None]:
    """Return the answer for a name and a type, no alias followed; None where no server could tell."""
    if name.is_at_or_below(delegation.zone):
        heard = yield from delegation.each(rtype, name=name)
        return (yield from _from_zone([answer for _, answer in heard], delegation.zone))
    found = (yield from delegation.walker.walk(name, rtype)) if delegation.walker else None
    return None if found is None or found.answer.failed else found.answer


def _from_zone(answers: Sequence[Answer], zone: Fqdn) -> Asking[Answer | None]:
    """Return the first answer with authority; without any, where the first referral leads."""
    told = [answer for answer in answers if answer.authoritative and not answer.failed]
    if told:
        return told[0]
    referrals = [answer for answer in answers if referral(answer, zone)]
    return (yield from followed(referrals[0], zone)) if referrals else None


def followed(answer: Answer, zone: Fqdn) -> Asking[Answer | None]:
    """Return the answer to which referrals from a zone lead; None where they lead nowhere."""
    for _ in range(MOST_REFERRALS):
        cut = referral(answer, zone)
        if cut is None:
            return answer
        glue = [address for target in cut.targets for address in glue_of(answer, target)]
        answers = yield [replace(answer.query, server=address) for address in glue[:AT_ONCE]]
        usable = [answer for answer in answers if not answer.failed]
        if not usable:
            return None
        answer, zone = usable[0], cut.name
    return None


def referral(answer: Answer, zone: Fqdn) -> RRset | None:
    """Return the cut below a zone that an answer refers to, on the way to the name that was asked for."""
    if answer.authoritative or answer.failed or answer.answer:
        return None
    cuts = [rrset for rrset in answer.authority if rrset.type == "NS" and rrset.name.is_below(zone)]
    return next((cut for cut in cuts if answer.query.name.is_at_or_below(cut.name)), None)
