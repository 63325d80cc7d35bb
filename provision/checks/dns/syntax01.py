"""Syntax01: the name of the zone has letters, digits and hyphens only."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.host_name import is_plain, labels
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "syntax01",
    "Zonemaster syntax01; RFC 1123 section 2.1",
    {
        "ONLY_ALLOWED_CHARS": Message(Level.INFO, msg("The name {domain} has letters, digits and hyphens only")),
        "NON_ALLOWED_CHARS": Message(
            Level.ERROR,
            msg("The name {domain} has other characters than letters, digits and hyphens"),
            msg("Ask for another name"),
            msg(
                "The name {domain} has characters that the name of a site may not have.\n"
                "Ask for a name with letters, digits and hyphens only."
            ),
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at each part of the name."""
    yield []
    plain = all(map(is_plain, labels(delegation.zone.text)))
    tag = "ONLY_ALLOWED_CHARS" if plain else "NON_ALLOWED_CHARS"
    return [CASE.found(tag, delegation.zone, domain=str(delegation.zone))]
