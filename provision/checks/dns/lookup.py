"""Looks a name up as a resolver would: at the servers of the zone where it lies below it, else from the root.

So a zone that its parent does not name yet is seen as it will be.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation, NameServer
from provision.checks.walk import glue_for
from provision.model.query import Answer, Query
from provision.model.rrset import RRset
from provision.names import Fqdn, Ip

MOST_REFERRALS = 4
AT_ONCE = 3
# Each server is asked for each name within the zone; thirteen servers of two addresses need not half as many.
MOST_QUESTIONS = 2000


def each_for_each(
    delegation: Delegation, servers: Iterable[NameServer], *rtypes: str
) -> Sequence[tuple[At, Query]]:
    """Return the questions to every name server for those of some servers whose names lie within the zone.

    No more than an honest zone needs, so that one with a thousand names does not cost a million questions.
    """
    names = sorted({server.name for server in delegation.in_bailiwick(servers)})
    asked = (
        (at, Query(at.address, name, rtype)) for name in names for rtype in rtypes for at in delegation.ats
    )
    return list(islice(asked, MOST_QUESTIONS))


def lookup(delegation: Delegation, name: Fqdn, rtype: str) -> Asking[Answer | None]:
    """Return the answer for a name and a type, no alias followed; None where no server could tell."""
    if name.is_at_or_below(delegation.zone):
        heard = yield from delegation.each(rtype, name=name)
        told = yield from ends([answer for _, answer in heard], delegation)
        return next(iter(told), None)
    found = (yield from delegation.walker.walk(name, rtype)) if delegation.walker else None
    return None if found is None or found.answer.failed else found.answer


def ends(answers: Sequence[Answer], delegation: Delegation) -> Asking[list[Answer]]:
    """Return what is told with authority: by the zone's servers, and where the first referral of a question leads.

    Only the first, so that a zone full of servers that refer cannot make us ask the more.
    """
    told = [answer for answer in answers if is_told(answer)]
    referred = [answer for answer in answers if referral(answer, delegation.zone)]
    first = {(answer.query.name, answer.query.type): answer for answer in reversed(referred)}
    led = yield from together([_followed(answer, delegation) for answer in first.values()])
    return told + [answer for answer in led if answer and is_told(answer)]


def _followed(answer: Answer, delegation: Delegation) -> Asking[Answer | None]:
    """Return the answer to which referrals from the zone lead; None where they lead nowhere."""
    zone = delegation.zone
    for _ in range(MOST_REFERRALS):
        cut = referral(answer, zone)
        if cut is None:
            return answer
        servers = yield from _servers(cut, answer, delegation)
        answers = yield [replace(answer.query, server=address) for address in servers[:AT_ONCE]]
        usable = [answer for answer in answers if not answer.failed]
        if not usable:
            return None
        answer, zone = usable[0], cut.name
    return None


def _servers(cut: RRset, answer: Answer, delegation: Delegation) -> Asking[Sequence[Ip]]:
    """Return the addresses of the servers of a cut: as they stand beside it, else as they are looked up."""
    glue = [address for addresses in glue_for(answer, cut.targets).values() for address in addresses]
    if glue or delegation.walker is None:
        return glue
    hosts = yield from together([delegation.walker.addresses(target) for target in cut.targets[:AT_ONCE]])
    return [address for host in hosts for address in host.addresses]


def is_told(answer: Answer) -> bool:
    """Tell whether an answer says with authority what there is, be it nothing."""
    return answer.authoritative and not answer.failed


def referral(answer: Answer, zone: Fqdn) -> RRset | None:
    """Return the cut below a zone that an answer refers to, on the way to the name that was asked for."""
    if answer.authoritative or answer.failed or answer.answer:
        return None
    cuts = [rrset for rrset in answer.authority if rrset.type == "NS" and rrset.name.is_below(zone)]
    return next((cut for cut in cuts if answer.query.name.is_at_or_below(cut.name)), None)
