"""Basic03: broken, and yet the site is found: asked only where no name server works as it should."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.basic02 import works
from provision.checks.dns.case import Case, Message
from provision.checks.dns.transport import DISABLED, ENABLED, disabled, enabled, off
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer, Query
from provision.names import Fqdn

CASE = Case(
    "basic03",
    "Zonemaster basic03; RFC 1034 section 3.6",
    {
        "HAS_NAMESERVER_NO_WWW_A_TEST": Message(
            Level.INFO, msg("A name server of {zname} works, so that www.{zname} was not asked for")
        ),
        "HAS_A_RECORDS": Message(
            Level.ERROR,
            msg("{name} ({address}) does not serve {zone} as it should, and yet knows addresses of {domain}"),
            msg("Set the zone up on the server as a whole: its SOA and NS records, with authority"),
        ),
        "A_QUERY_NO_RESPONSES": Message(
            Level.INFO, msg("No name server of {zone} answers the question for addresses of www.{zone}")
        ),
        **DISABLED,
        **ENABLED,
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask for the addresses of www, unless basic02 found a server that works."""
    zone = delegation.zone
    ats = list(dict.fromkeys(at for server in delegation.servers for at in server.ats))
    if delegation.profile.runs("basic02"):
        answers = yield [Query(at.address, zone, "SOA") for at in ats]
        if any(works(answer) for answer in answers):
            return [CASE.found("HAS_NAMESERVER_NO_WWW_A_TEST", zone, zname=str(zone))]
    www = Fqdn(f"www.{zone.text}".removesuffix("."))
    answers = yield [Query(at.address, www, "A") for at in ats]
    return _judged(delegation, list(zip(ats, answers, strict=True)))


def _judged(delegation: Delegation, pairs: Sequence[tuple[At, Answer]]) -> list[Finding]:
    found: list[Finding] = []
    for at, answer in pairs:
        tell = disabled if off(delegation.profile, answer) else enabled
        found += tell(CASE, delegation.zone, [at], "A")
        if answer.asked:
            found.append(
                CASE.found("HAS_A_RECORDS", delegation.zone, ns=str(at), domain=str(answer.query.name))
            )
    silences = [answer.silence for _, answer in pairs]
    if silences and all(silences) and not NOT_CHECKED & set(silences):
        found.append(CASE.found("A_QUERY_NO_RESPONSES", delegation.zone))
    return found
