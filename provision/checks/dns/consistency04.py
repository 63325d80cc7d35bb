"""Consistency04: all name servers tell the same set of name servers, its TTL included."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.census import Tags, Value, census, compared
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unheard import NO_RESPONSE
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer

CASE = Case(
    "consistency04",
    "Zonemaster consistency04; RFC 1034 section 4.2.2",
    {
        **DISABLED,
        **NO_RESPONSE,
        "NO_RESPONSE_NS_QUERY": Message(
            Level.DEBUG, msg("{name} ({address}) told no NS records of {zone} with authority")
        ),
        "ONE_NS_SET": Message(
            Level.INFO, msg("All name servers of {zone} that answer name the same ones: {nsname_list}")
        ),
        "MULTIPLE_NS_SET": Message(
            Level.NOTICE,
            msg(
                "The NS records of {zone} differ from server to server: {count} sets were seen, TTLs included"
            ),
            msg("Let the secondary servers follow the primary"),
        ),
        "NS_SET": Message(Level.INFO, msg("The name servers of {zone} are {nsname_list} on {servers}")),
    },
)
TAGS = Tags("ONE_NS_SET", "MULTIPLE_NS_SET", "NS_SET", "servers")


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the NS answers."""
    found = yield from census(CASE, delegation, "NS", _set)
    return compared(CASE, delegation.zone, found, TAGS, _names)


def _set(answer: Answer) -> Value | None:
    """Return the TTL and the names of a set of NS records."""
    found = answer.asked
    return (
        (str(found.ttl), *sorted({str(name) for name in found.targets})) if found and found.targets else None
    )


def _names(value: Value) -> dict[str, str | int]:
    return {"nsname_list": listed(value[1:])}
