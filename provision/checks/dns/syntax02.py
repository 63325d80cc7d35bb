"""Syntax02: no part of the zone's name begins or ends with a hyphen."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.host_name import labels
from provision.i18n import msg
from provision.model.finding import Finding, Level

HYPHEN = "-"
OTHER_NAME = msg("Ask for another name")
CASE = Case(
    "syntax02",
    "Zonemaster syntax02; RFC 1123 section 2.1",
    {
        "NO_ENDING_HYPHENS": Message(Level.INFO, msg("No part of the name {domain} begins or ends with a hyphen")),
        "INITIAL_HYPHEN": Message(
            Level.ERROR,
            msg("The part {label} of the name {domain} begins with a hyphen"),
            OTHER_NAME,
            msg("The part {label} of the name {domain} begins with a hyphen.\nAsk for a name without it."),
        ),
        "TERMINAL_HYPHEN": Message(
            Level.ERROR,
            msg("The part {label} of the name {domain} ends with a hyphen"),
            OTHER_NAME,
            msg("The part {label} of the name {domain} ends with a hyphen.\nAsk for a name without it."),
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at both ends of each part of the name."""
    yield []
    zone, parts = delegation.zone, labels(delegation.zone.text)
    faults = [("INITIAL_HYPHEN", label) for label in parts if label.startswith(HYPHEN)]
    faults += [("TERMINAL_HYPHEN", label) for label in parts if label.endswith(HYPHEN)]
    if parts and not faults:
        return [CASE.found("NO_ENDING_HYPHENS", zone, domain=str(zone))]
    return [CASE.found(tag, zone, label=label, domain=str(zone)) for tag, label in faults]
