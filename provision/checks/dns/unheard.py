"""Name servers that told nothing: those that were not asked, and those that did not answer as asked."""

from collections.abc import Iterator

from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.unasked import not_asked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer

NO_RESPONSE = {"NO_RESPONSE": Message(Level.DEBUG, msg("{name} ({address}) did not answer"))}
NO_SOA = {
    "NO_RESPONSE_SOA_QUERY": Message(
        Level.DEBUG, msg("{name} ({address}) told no SOA record of {zone} with authority")
    )
}


def silent(case: Case, delegation: Delegation, at: At, answer: Answer) -> Iterator[Finding]:
    """Yield the note about a server from which nothing came; nothing where it could not be asked at all."""
    if answer.silence in NOT_CHECKED:
        yield from not_asked(case, delegation, at, answer)
    elif answer.silence is not None:
        yield case.found("NO_RESPONSE", delegation.zone, ns=str(at))
