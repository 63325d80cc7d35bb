"""Delegation07: the name servers in the parent are those that the zone itself names.

Where no server of the zone tells any name, there is nothing to compare.
"""

from collections.abc import Iterator
from dataclasses import replace

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn

SAME = msg("Make the NS records in the zone and those in the parent the same")
CASE = Case(
    "delegation07",
    "Zonemaster delegation07; RFC 1034 section 4.2.2",
    {
        "NAMES_MATCH": Message(Level.INFO, msg("The parent and the zone {zone} name the same servers: {names}")),
        "EXTRA_NAME_PARENT": Message(
            Level.ERROR,
            msg("The parent names {extra} for {zone}, which the zone itself does not name"),
            SAME,
            msg(
                "The letter names {extra}, but the zone {zone} on its name servers does not.\n"
                "Ask your provider to put these name servers into the zone, or send a letter without them."
            ),
        ),
        "EXTRA_NAME_CHILD": Message(
            Level.NOTICE,
            msg("The zone {zone} names {extra} too, which the parent does not have"),
            SAME,
            msg(
                "The zone {zone} also names {extra} as name servers, which the letter does not.\n"
                "Name them in the letter, or ask your provider to take them out of the zone."
            ),
        ),
        "TOTAL_NAME_MISMATCH": Message(
            Level.ERROR,
            msg("The zone {zone} itself names {child} as its name servers, and not {glue}"),
            SAME,
            msg(
                "The letter names the name servers {glue}, but the zone {zone} on those servers names {child}.\n"
                "Ask your provider to put the name servers of the letter into the zone, or send a letter with those of the zone."
            ),
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the names of the delegation with those that the zone's servers give."""
    yield []
    parent = {server.name for server in delegation.servers}
    child = {server.name for server in delegation.child}
    return list(_compared(delegation.zone, parent, child)) if parent and child else []


def _compared(zone: Fqdn, parent: set[Fqdn], child: set[Fqdn]) -> Iterator[Finding]:
    if parent == child:
        yield CASE.found("NAMES_MATCH", zone, names=listed(parent))
        return
    extra = {"EXTRA_NAME_PARENT": parent - child, "EXTRA_NAME_CHILD": child - parent}
    found = [CASE.found(tag, zone, extra=listed(names)) for tag, names in extra.items() if names]
    if parent & child:
        yield from found
    else:
        # One sentence in a letter is enough: the last one tells all.
        yield from (replace(finding, letter=None) for finding in found)
        yield CASE.found("TOTAL_NAME_MISMATCH", zone, glue=listed(parent), child=listed(child))
