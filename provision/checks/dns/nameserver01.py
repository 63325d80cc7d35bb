"""Nameserver01: an authoritative server does not resolve for strangers."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.edns import NO_RESPONSE
from provision.checks.dns.gathered import gathered
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Fqdn

# Names that nobody has: IDNA does not allow them. Three operators, so that no server has all of their zones.
STRANGERS = tuple(Fqdn(f"xn--nameservertest.{zone}") for zone in ("iis.se", "icann.org", "ripe.net"))
CASE = Case(
    "nameserver01",
    "Zonemaster nameserver01; RFC 5358 section 4",
    {
        **DISABLED,
        "NO_RESPONSE": NO_RESPONSE,
        "NO_RECURSOR": Message(
            Level.INFO, msg("{name} ({address}) does not resolve for others, as it should be")
        ),
        "IS_A_RECURSOR": Message(
            Level.ERROR,
            msg("{name} ({address}) resolves names of others for anybody who asks"),
            msg("Let recursion be switched off on the server, or kept to its own network"),
            msg(
                "The name server {name} ({address}) resolves any name for anybody.\n"
                "Switch recursion off on this server, since it can be used to attack others."
            ),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server for names of strangers, which it cannot know by itself."""
    rounds = yield from together([delegation.each("A", name=name) for name in STRANGERS])
    heard = gathered(pair for pairs in rounds for pair in pairs)
    found = [finding for at, answers in heard.items() for finding in _server(delegation, at, answers)]
    return [*unasked(CASE, delegation, "A"), *found]


def _server(delegation: Delegation, at: At, answers: Sequence[Answer]) -> Iterator[Finding]:
    for answer in answers:
        if answer.silence:
            yield CASE.found("NO_RESPONSE", delegation.zone, ns=str(at), domain=str(answer.query.name))
    spoken = [answer for answer in answers if answer.silence is None]
    if _resolves(spoken):
        yield CASE.found("IS_A_RECURSOR", delegation.zone, ns=str(at))
    elif len(spoken) == len(STRANGERS):
        yield CASE.found("NO_RECURSOR", delegation.zone, ns=str(at))


def _resolves(answers: Sequence[Answer]) -> bool:
    denied = [answer.rcode == "NXDOMAIN" for answer in answers]
    return any(answer.recursive for answer in answers) or (bool(denied) and all(denied))
