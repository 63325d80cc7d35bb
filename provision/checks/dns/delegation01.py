"""Delegation01: at least two name servers."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.i18n import Text
from provision.model.finding import Finding, Level

SOURCE = "Zonemaster delegation01; RFC 1034 section 4.1"
ENOUGH = 2


def delegation01(delegation: Delegation) -> Asking[list[Finding]]:
    """Count the names in the delegation."""
    yield []
    count = len(delegation.servers)
    return [] if count >= ENOUGH else [_too_few(delegation, count)]


def _too_few(delegation: Delegation, count: int) -> Finding:
    return Finding(
        tag="NOT_ENOUGH_NS_DEL",
        testcase="delegation01",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"count": count, "minimum": ENOUGH},
        why=Text("{zone} has {count} name servers; {minimum} are the least",
                 zone=delegation.zone, count=count, minimum=ENOUGH),
        do=Text("Name at least {minimum} name servers", minimum=ENOUGH),
        letter=Text(
            "Only {count} name server is named for {zone}.\n"
                "Name at least {minimum}, so that the site stays reachable when one fails.",
            zone=delegation.zone,
            count=count,
            minimum=ENOUGH,
        ),
        source=SOURCE,
    )  # fmt: skip
