"""Basic02: at least one name server works.

Where none answered, and some could not be asked from here, it is not said that none works.
"""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.transport import DISABLED, ENABLED, disabled, enabled, off
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer, Query

LOAD = msg("Load the zone on the server, or name another one")
CASE = Case(
    "basic02",
    "Zonemaster basic02; RFC 1034 section 4.2.1",
    {
        "B02_AUTH_RESPONSE_SOA": Message(Level.INFO, msg("{domain} is served with authority by {ns_list}")),
        "B02_NO_DELEGATION": Message(
            Level.CRITICAL,
            msg("No name server is named for {domain}, so it is no zone"),
            msg("Check how the name is written, or tell its name servers with --ns"),
        ),
        "B02_NO_WORKING_NS": Message(
            Level.CRITICAL,
            msg("No name server of {domain} works"),
            msg("Set the zone up on its name servers before it is delegated"),
            msg(
                "No name server of {domain} works.\n"
                "Ask your provider to set the zone up on the name servers, then write again."
            ),
        ),
        "B02_NS_BROKEN": Message(
            Level.ERROR, msg("{name} ({address}) claims authority for {zone} and has no SOA record for it"), LOAD
        ),
        "B02_NS_NOT_AUTH": Message(
            Level.ERROR, msg("{name} ({address}) answers for {zone} without authority"), LOAD
        ),
        "B02_NS_NO_IP_ADDR": Message(
            Level.ERROR,
            msg("No address is known for {nsname}, a name server of {zone}"),
            msg("Name a server that has an address; one within the zone needs glue in the zone above"),
        ),
        "B02_NS_NO_RESPONSE": Message(
            Level.WARNING,
            msg("{name} ({address}) does not answer the SOA question for {zone}"),
            msg("Let the server answer on UDP port 53 from everywhere"),
        ),
        "B02_UNEXPECTED_RCODE": Message(
            Level.ERROR, msg("{name} ({address}) answers the SOA question for {zone} with {rcode}"), LOAD
        ),
        **DISABLED,
        **ENABLED,
    },
)  # fmt: skip


def works(answer: Answer) -> bool:
    """Tell whether a server answers the SOA question with authority and the record."""
    return answer.from_authority and answer.asked is not None


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask the parent's side for the SOA; one good answer is enough."""
    zone = delegation.zone
    if not delegation.servers:
        return [] if delegation.way.unknown else [CASE.found("B02_NO_DELEGATION", zone, domain=str(zone))]
    ats = list(dict.fromkeys(at for server in delegation.servers for at in server.ats))
    answers = yield [Query(at.address, zone, "SOA") for at in ats]
    pairs = list(zip(ats, answers, strict=True))
    good = [at for at, answer in pairs if works(answer)]
    told = list(_families(delegation, pairs))
    if good:
        return [*told, CASE.found("B02_AUTH_RESPONSE_SOA", zone, domain=str(zone), ns_list=listed(good))]
    unknown = any(answer.silence in NOT_CHECKED for answer in answers)
    if unknown or any(server.unseen for server in delegation.servers):
        return told
    none = CASE.found("B02_NO_WORKING_NS", zone, domain=str(zone))
    return [*told, none, *_faults(delegation, pairs), *_lost(delegation)]


def _families(delegation: Delegation, pairs: Sequence[tuple[At, Answer]]) -> Iterator[Finding]:
    for at, answer in pairs:
        tell = disabled if off(delegation.profile, answer) else enabled
        yield from tell(CASE, delegation.zone, [at], "SOA")


def _faults(delegation: Delegation, pairs: Sequence[tuple[At, Answer]]) -> Iterator[Finding]:
    for at, answer in pairs:
        if answer.silence is not None:
            yield CASE.found("B02_NS_NO_RESPONSE", delegation.zone, ns=str(at))
        elif answer.rcode != "NOERROR":
            yield CASE.found("B02_UNEXPECTED_RCODE", delegation.zone, ns=str(at), rcode=answer.rcode)
        else:
            tag = "B02_NS_BROKEN" if answer.authoritative else "B02_NS_NOT_AUTH"
            yield CASE.found(tag, delegation.zone, ns=str(at))


def _lost(delegation: Delegation) -> Iterator[Finding]:
    for server in delegation.servers:
        if not server.addresses:
            yield CASE.found("B02_NS_NO_IP_ADDR", delegation.zone, nsname=server.name.text)
