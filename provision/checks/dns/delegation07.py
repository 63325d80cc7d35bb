"""Delegation07: the name servers in the parent are those that the zone itself names."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.delegation04 import is_authority
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Fqdn

SOURCE = "Zonemaster delegation07; RFC 1034 section 4.2.2"


def delegation07(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the names of the delegation with the NS sets that the zone's servers give."""
    answers = yield delegation.ask_all("NS")
    sets = [answer.get(delegation.zone, "NS") for answer in answers if is_authority(answer)]
    child = {name for rrset in sets if rrset for name in rrset.targets}
    parent = {server.name for server in delegation.servers}
    return list(_differences(delegation, parent, child)) if child else []


def _differences(delegation: Delegation, parent: set[Fqdn], child: set[Fqdn]) -> Iterator[Finding]:
    if not parent & child:
        yield _finding(delegation, "TOTAL_NAME_MISMATCH", Level.ERROR, sorted(parent), sorted(child))
    elif extra := sorted(parent - child):
        yield _finding(delegation, "EXTRA_NAME_PARENT", Level.ERROR, extra, sorted(child))
    if parent & child and child - parent:
        yield _unasked(delegation, sorted(child - parent))


def _finding(
    delegation: Delegation, tag: str, level: Level, parent: Sequence[Fqdn], child: Sequence[Fqdn]
) -> Finding:
    return Finding(
        tag=tag,
        testcase="delegation07",
        level=level,
        subject=delegation.zone.text,
        args={"parent": [name.text for name in parent], "child": [name.text for name in child]},
        why=Text("The zone {zone} itself names {child} as its name servers, and not {parent}",
                 zone=delegation.zone, child=child, parent=parent),
        do=Text("Make the NS records in the zone and those in the parent the same"),
        letter=Text(
            "The letter names the name servers {parent}, but the zone {zone} on those servers names {child}.\n"
                "Ask your provider to put the name servers of the letter into the zone, or send a letter with those of the zone.",
            zone=delegation.zone,
            child=child,
            parent=parent,
        ),
        source=SOURCE,
    )  # fmt: skip


def _unasked(delegation: Delegation, names: Sequence[Fqdn]) -> Finding:
    return Finding(
        tag="EXTRA_NAME_CHILD",
        testcase="delegation07",
        level=Level.NOTICE,
        subject=delegation.zone.text,
        args={"child": [name.text for name in names]},
        why=Text("The zone {zone} names {names} too, which the parent does not have",
                 zone=delegation.zone, names=names),
        do=Text("Make the NS records in the zone and those in the parent the same"),
        letter=Text(
            "The zone {zone} also names {names} as name servers, which the letter does not.\n"
                "Name them in the letter, or ask your provider to take them out of the zone.",
            zone=delegation.zone,
            names=names,
        ),
        source=SOURCE,
    )  # fmt: skip
