"""Syntax03: no part of the zone's name looks coded without being so."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.host_name import is_double_dashed, labels
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "syntax03",
    "Zonemaster syntax03; RFC 5891 section 4.2.3.1",
    {
        "NO_DOUBLE_DASH": Message(
            Level.INFO, msg("No part of the name {domain} has two hyphens at its third and fourth place, but for xn--")
        ),
        "DISCOURAGED_DOUBLE_DASH": Message(
            Level.WARNING,
            msg(
                "The part {label} of the name {domain} has two hyphens at its third and fourth place, "
                "where only coded names (xn--) should have them"
            ),
            msg("Ask for another name"),
            msg(
                "The part {label} of the name {domain} has two hyphens as its third and fourth characters.\n"
                "Ask for a name with one hyphen there, or none."
            ),
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at the third and fourth character of each part of the name."""
    yield []
    zone, parts = delegation.zone, labels(delegation.zone.text)
    dashed = [label for label in parts if is_double_dashed(label)]
    if parts and not dashed:
        return [CASE.found("NO_DOUBLE_DASH", zone, domain=str(zone))]
    return [CASE.found("DISCOURAGED_DOUBLE_DASH", zone, label=label, domain=str(zone)) for label in dashed]
