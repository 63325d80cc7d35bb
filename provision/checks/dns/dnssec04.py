"""Dnssec04: signatures live neither too short, so that one failure ends them, nor too long, so that old ones serve.

Zonemaster looks at one server, whichever answers first. Here the signatures of all are looked at, each once: an old
copy on a second server is what expires unseen.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import Signature, signatures
from provision.checks.dns.remedies import EXPIRED_LETTER, RENEW
from provision.checks.dns.signedness import if_signed, moment
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC

RTYPES = ("DNSKEY", "SOA")
HOUR = 3600
REMAINING_SHORT = 12 * HOUR
REMAINING_LONG = DURATION_LONG = 180 * 24 * HOUR
SHORTER = msg("Let signatures live for some weeks and be renewed well before: 14 to 30 days are usual")
CASE = Case(
    "dnssec04",
    "Zonemaster dnssec04; RFC 6781 section 4.4.2",
    {
        "RRSIG_EXPIRATION": Message(
            Level.INFO,
            msg("The signature by key {keytag} over the {types} records of {zone} ends at {date} (UTC)"),
        ),
        "RRSIG_EXPIRED": Message(
            Level.ERROR,
            msg("The signature by key {keytag} over the {types} records of {zone} has expired"),
            RENEW,
            EXPIRED_LETTER,
        ),
        "REMAINING_SHORT": Message(
            Level.WARNING,
            msg(
                "The signature by key {keytag} over the {types} records of {zone} ends in {duration} seconds, which is soon"
            ),
            RENEW,
        ),
        "REMAINING_LONG": Message(
            Level.WARNING,
            msg(
                "The signature by key {keytag} over the {types} records of {zone} ends in {duration} seconds, which is too long"
            ),
            SHORTER,
        ),
        "DURATION_LONG": Message(
            Level.WARNING,
            msg(
                "The signature by key {keytag} over the {types} records of {zone} lives {duration} seconds, which is too long"
            ),
            SHORTER,
        ),
        "DURATION_OK": Message(
            Level.DEBUG,
            msg(
                "The signature by key {keytag} over the {types} records of {zone} lives {duration} seconds, which is well"
            ),
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at the times of every signature over the keys and the SOA record."""
    asked = [delegation.each(rtype, edns=DNSSEC) for rtype in RTYPES]
    made = [
        signature
        for pairs in (yield from together(asked))
        for _, answer in pairs
        if answer.from_authority
        for signature in signatures(answer.answer, answer.query.type)
    ]
    return [finding for signature in dict.fromkeys(made) for finding in _judge(signature, delegation)]


def _judge(signature: Signature, delegation: Delegation) -> Iterator[Finding]:
    args: dict[str, str | int] = {"keytag": signature.tag, "types": signature.covers}
    date = datetime.fromtimestamp(signature.expiration, UTC).strftime("%a %b %e %H:%M:%S %Y")
    yield CASE.found("RRSIG_EXPIRATION", delegation.zone, **args, date=date)
    remaining = signature.expiration - int(moment(delegation))
    lives = signature.expiration - signature.inception
    judged = _of_the_end(remaining, delegation)
    if judged == "RRSIG_EXPIRED":
        yield CASE.found(judged, delegation.zone, **args, expiration=signature.expiration)
    elif judged:
        yield CASE.found(judged, delegation.zone, **args, duration=remaining)
    if lives > _limit(delegation, "DURATION_LONG", DURATION_LONG):
        yield CASE.found("DURATION_LONG", delegation.zone, **args, duration=lives)
    elif not judged:
        yield CASE.found("DURATION_OK", delegation.zone, **args, duration=lives)


def _of_the_end(remaining: int, delegation: Delegation) -> str:
    """Return the tag for the time that remains; "" where that is well."""
    if remaining < 0:
        return "RRSIG_EXPIRED"
    if remaining < _limit(delegation, "REMAINING_SHORT", REMAINING_SHORT):
        return "REMAINING_SHORT"
    return "REMAINING_LONG" if remaining > _limit(delegation, "REMAINING_LONG", REMAINING_LONG) else ""


def _limit(delegation: Delegation, name: str, default: int) -> int:
    return delegation.profile.limit(CASE.name, name, default)
