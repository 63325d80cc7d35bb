"""Dnssec11: a zone with a DS record in its parent must be signed, or no resolver that verifies will find it.

It is looked at whatever Dnssec07 says, as its specification wants: Zonemaster leaves it out of a run over an unsigned
zone, which is the very zone that it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.parent_ds import ask_parent, ds_in, told_ds
from provision.checks.dns.remedies import MEND_DS
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC

SIGN_OR_REMOVE = msg(
    "Remove the DS record from the parent zone at once, or let the zone be signed with its key again"
)
UNSIGNED_LETTER = msg(
    "A DS record is published for {zone}, but the zone is not signed: those who verify cannot reach it.\n"
    "Sign the zone again with that key, or ask for the DS record to be removed."
)
CASE = Case(
    "dnssec11",
    "Zonemaster dnssec11; RFC 4033 section 5",
    {
        **DISABLED,
        "DS11_UNDETERMINED_DS": Message(
            Level.ERROR,
            msg("No server of the parent tells whether it has a DS record for {zone}"),
            msg("Let the servers of the parent zone answer for DS records, over UDP and TCP"),
        ),
        "DS11_INCONSISTENT_DS": Message(
            Level.WARNING,
            msg("Some servers of the parent have a DS record for {zone} and others do not"),
            msg("Let every server of the parent zone serve the same version of it"),
        ),
        "DS11_PARENT_WITHOUT_DS": Message(
            Level.NOTICE, msg("These servers of the parent have no DS record for {zone}: {ns_ip_list}")
        ),
        "DS11_PARENT_WITH_DS": Message(
            Level.NOTICE, msg("These servers of the parent have a DS record for {zone}: {ns_ip_list}")
        ),
        "DS11_UNDETERMINED_SIGNED_ZONE": Message(
            Level.ERROR,
            msg("There is a DS record for {zone}, but no name server tells whether the zone is signed"),
            SIGN_OR_REMOVE,
            UNSIGNED_LETTER,
        ),
        "DS11_DS_BUT_UNSIGNED_ZONE": Message(
            Level.ERROR,
            msg(
                "There is a DS record for {zone}, but the zone is not signed, so resolvers that verify reject it"
            ),
            SIGN_OR_REMOVE,
            UNSIGNED_LETTER,
        ),
        "DS11_INCONSISTENT_SIGNED_ZONE": Message(
            Level.ERROR,
            msg("There is a DS record for {zone}, but only some of its name servers have it signed"),
            msg("Let every server transfer the signed zone"),
            msg(
                "A DS record is published for {zone}, but only some of its name servers have the zone signed.\n"
                "Let every name server serve the same signed zone."
            ),
        ),
        "DS11_NS_WITH_UNSIGNED_ZONE": Message(
            Level.WARNING,
            msg(
                "These name servers have no keys (DNSKEY) of {zone}, although there is a DS record for it: {ns_ip_list}"
            ),
            MEND_DS,
        ),
        "DS11_NS_WITH_SIGNED_ZONE": Message(
            Level.NOTICE, msg("These name servers have keys (DNSKEY) of {zone}: {ns_ip_list}")
        ),
    },
)


@dataclass(slots=True)
class Sides:
    """Servers that have what was asked for, that have not, and that do not tell."""

    having: list[At] = field(default_factory=list)
    lacking: list[At] = field(default_factory=list)
    unclear: list[At] = field(default_factory=list)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask the parent for the DS record; where there is one, ask the zone's servers for keys."""
    told = bool(told_ds(delegation))
    parent = Sides() if told else (yield from _parent(delegation))
    found = [*unasked(CASE, delegation, "DS"), *_of_the_parent(delegation, parent)]
    if told or parent.having:
        child = yield from _child(delegation)
        found += [*unasked(CASE, delegation, "SOA", "DNSKEY"), *_of_the_child(delegation, child)]
    return found


def _parent(delegation: Delegation) -> Asking[Sides]:
    sides = Sides()
    for at, answer in (yield from ask_parent(delegation)):
        if not answer.from_authority:
            sides.unclear.append(at)
        else:
            (sides.having if ds_in(delegation, answer) else sides.lacking).append(at)
    return sides


def _child(delegation: Delegation) -> Asking[Sides]:
    sides = Sides()
    soas, keys = yield from together([delegation.each("SOA"), delegation.each("DNSKEY", edns=DNSSEC)])
    working = {at for at, answer in soas if answer.from_authority and answer.asked}
    for at, answer in keys:
        if at in working and not answer.from_authority:
            sides.unclear.append(at)
        elif at in working:
            (sides.having if answer.asked else sides.lacking).append(at)
    return sides


def _of_the_parent(delegation: Delegation, parent: Sides) -> Iterator[Finding]:
    zone = delegation.zone
    if parent.having and parent.lacking:
        yield CASE.found("DS11_INCONSISTENT_DS", zone)
        yield CASE.found("DS11_PARENT_WITHOUT_DS", zone, ns_ip_list=_addresses(parent.lacking))
        yield CASE.found("DS11_PARENT_WITH_DS", zone, ns_ip_list=_addresses(parent.having))
    elif parent.unclear and not parent.having and not parent.lacking:
        yield CASE.found("DS11_UNDETERMINED_DS", zone)


def _of_the_child(delegation: Delegation, child: Sides) -> Iterator[Finding]:
    zone = delegation.zone
    if child.having and child.lacking:
        yield CASE.found("DS11_INCONSISTENT_SIGNED_ZONE", zone)
        yield CASE.found("DS11_NS_WITH_UNSIGNED_ZONE", zone, ns_ip_list=_addresses(child.lacking))
        yield CASE.found("DS11_NS_WITH_SIGNED_ZONE", zone, ns_ip_list=_addresses(child.having))
    elif child.lacking:
        yield CASE.found("DS11_DS_BUT_UNSIGNED_ZONE", zone)
    elif child.unclear and not child.having:
        yield CASE.found("DS11_UNDETERMINED_SIGNED_ZONE", zone)


def _addresses(ats: list[At]) -> str:
    return listed(at.address for at in ats)
