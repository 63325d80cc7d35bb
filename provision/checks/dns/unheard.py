"""Name servers that told nothing: those that were not asked from here, and those that did not answer as asked."""

from collections.abc import Iterator

from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer, Silence

DISABLED = {
    "IPV4_DISABLED": Message(
        Level.DEBUG,
        msg(
            "{name} ({address}) was not asked for {rrtype}: IPv4 leads nowhere from here, or is switched off"
        ),
    ),
    "IPV6_DISABLED": Message(
        Level.DEBUG,
        msg(
            "{name} ({address}) was not asked for {rrtype}: IPv6 leads nowhere from here, or is switched off"
        ),
    ),
}
NO_RESPONSE = {"NO_RESPONSE": Message(Level.DEBUG, msg("{name} ({address}) did not answer"))}
NO_SOA = {
    "NO_RESPONSE_SOA_QUERY": Message(
        Level.DEBUG, msg("{name} ({address}) told no SOA record of {zone} with authority")
    )
}


def not_asked(case: Case, delegation: Delegation, at: At, answer: Answer) -> Iterator[Finding]:
    """Yield the note that a server was not asked, where its family of addresses is why."""
    if answer.silence is Silence.NO_FAMILY:
        tag = f"IPV{at.address.version}_DISABLED"
        yield case.found(tag, delegation.zone, ns=str(at), rrtype=answer.query.type)


def silent(case: Case, delegation: Delegation, at: At, answer: Answer) -> Iterator[Finding]:
    """Yield the note about a server from which nothing came; nothing where it could not be asked at all."""
    if answer.silence in NOT_CHECKED:
        yield from not_asked(case, delegation, at, answer)
    elif answer.silence is not None:
        yield case.found("NO_RESPONSE", delegation.zone, ns=str(at))
