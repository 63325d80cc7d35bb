"""Looks a name up as a resolver would: at the servers of the zone where it lies below it, else from the root.

So a zone that its parent does not name yet is seen as it will be.
"""

from collections.abc import Sequence
from dataclasses import replace

from provision.checks.asking import Asking, together
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
        told = yield from ends([answer for _, answer in heard], delegation.zone)
        return next(iter(told), None)
    found = (yield from delegation.walker.walk(name, rtype)) if delegation.walker else None
    return None if found is None or found.answer.failed else found.answer


def ends(answers: Sequence[Answer], zone: Fqdn) -> Asking[list[Answer]]:
    """Return what is told with authority: by the zone's servers, and where the first referral of a question leads.

    Only the first, so that a zone full of servers that refer cannot make us ask the more.
    """
    told = [answer for answer in answers if is_told(answer)]
    referred = [answer for answer in answers if referral(answer, zone)]
    first = {(answer.query.name, answer.query.type): answer for answer in reversed(referred)}
    led = yield from together([_followed(answer, zone) for answer in first.values()])
    return told + [answer for answer in led if answer and is_told(answer)]


def _followed(answer: Answer, zone: Fqdn) -> Asking[Answer | None]:
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


def is_told(answer: Answer) -> bool:
    """Tell whether an answer says with authority what there is, be it nothing."""
    return answer.authoritative and not answer.failed


def referral(answer: Answer, zone: Fqdn) -> RRset | None:
    """Return the cut below a zone that an answer refers to, on the way to the name that was asked for."""
    if answer.authoritative or answer.failed or answer.answer:
        return None
    cuts = [rrset for rrset in answer.authority if rrset.type == "NS" and rrset.name.is_below(zone)]
    return next((cut for cut in cuts if answer.query.name.is_at_or_below(cut.name)), None)
