"""Zone08: a mail exchange is no alias.

Zonemaster asks only the zone's own servers, so it sees no alias of another zone; here these are looked up.
"""

from collections.abc import Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query
from provision.names import Fqdn

MOST_LOOKED_UP = 8  # exchanges: a zone may name thousands
CASE = Case(
    "zone08",
    "Zonemaster zone08; RFC 2181 section 10.3",
    {
        "NO_RESPONSE_MX_QUERY": Message(
            Level.DEBUG, msg("No name server of {zone} answers the question for its mail exchanges (MX)")
        ),
        "MX_RECORD_IS_NOT_CNAME": Message(
            Level.INFO, msg("The mail exchange of {zone} is no alias: {mailtarget_list}")
        ),
        "MX_RECORD_IS_CNAME": Message(
            Level.ERROR,
            msg("The mail exchange of {zone} is an alias (CNAME): {mailtarget_list}"),
            msg("Let the MX record name the mail server by its own name"),
            msg(
                "The mail server {mailtarget_list} of {zone} is only an alias (CNAME).\n"
                "Let the MX record name the mail server by its own name."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look up the exchanges that the first server with authority names."""
    pairs = yield from delegation.each("MX")
    heard = [(at, answer) for at, answer in pairs if answer.from_authority]
    if not heard:
        return [CASE.found("NO_RESPONSE_MX_QUERY", delegation.zone)] if pairs else []
    at, answer = heard[0]
    names = answer.asked.targets[:MOST_LOOKED_UP] if answer.asked else ()
    seen = yield from together([_is_alias(name, at, delegation) for name in names])
    tags = {"MX_RECORD_IS_CNAME": True, "MX_RECORD_IS_NOT_CNAME": False}
    chosen = {
        tag: [n for n, alias in zip(names, seen, strict=True) if alias is wanted]
        for tag, wanted in tags.items()
    }
    return [_found(delegation, tag, exchanges) for tag, exchanges in chosen.items() if exchanges]


def _found(delegation: Delegation, tag: str, exchanges: Sequence[Fqdn]) -> Finding:
    return CASE.found(tag, delegation.zone, mailtarget_list=listed(exchanges))


def _is_alias(name: Fqdn, at: At, delegation: Delegation) -> Asking[bool | None]:
    """Tell whether a name is an alias; None where nobody tells."""
    if name.is_at_or_below(delegation.zone):
        [answer] = yield [Query(at.address, name, "CNAME")]
        if answer.authoritative and not answer.failed:
            return _aliased(answer, name)
    found = (yield from delegation.walker.walk(name, "A")) if delegation.walker else None
    return _aliased(found.answer, name) if found and not found.answer.failed else None


def _aliased(answer: Answer, name: Fqdn) -> bool:
    return answer.get(name, "CNAME") is not None
