"""Consistency05: the glue in the parent is what the zones of the name servers themselves say.

Zonemaster calls a zone lame where each server fails for one of the names, or where the parent and
the zone name different servers; here it is lame only where no server tells anything. What was not
told, or could not be asked from here, is not compared.
"""

from collections.abc import Iterator
from dataclasses import replace

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.glue_elsewhere import glue_elsewhere
from provision.checks.dns.own_addresses import Told, own_addresses
from provision.i18n import msg
from provision.model.finding import Finding, Level

SAME = msg("Make the addresses in the zone and the glue in the parent the same")
CASE = Case(
    "consistency05",
    "Zonemaster consistency05; RFC 1034 section 4.2.2",
    {
        "ADDRESSES_MATCH": Message(
            Level.INFO, msg("The glue of {zone} is what the zones of its name servers say")
        ),
        "NO_RESPONSE": Message(
            Level.DEBUG, msg("{name} ({address}) did not answer about the addresses of the name servers")
        ),
        "CHILD_NS_FAILED": Message(
            Level.DEBUG,
            msg("{name} ({address}) fails, or answers without authority, about the addresses of the name servers"),
        ),
        "CHILD_ZONE_LAME": Message(
            Level.ERROR,
            msg("No name server of {zone} tells the addresses of the name servers within it: the delegation is lame"),
            msg("Set the zone up on its name servers before it is delegated"),
            msg(
                "None of the name servers of {zone} has its data.\n"
                "Ask your provider to set up the zone {zone} on all of them."
            ),
        ),
        "IN_BAILIWICK_ADDR_MISMATCH": Message(
            Level.ERROR,
            msg("The glue of {zone} is {parent_addresses}; the zone itself says {zone_addresses}"),
            SAME,
            msg(
                "For the name servers the letter says {parent_addresses}, but the zone {zone} says {zone_addresses}.\n"
                "Correct the one that is wrong."
            ),
        ),
        "EXTRA_ADDRESS_CHILD": Message(
            Level.NOTICE,
            msg("The zone {zone} says {ns_ip_list} too, which is not in the glue"),
            SAME,
            msg(
                "The zone {zone} tells further addresses of name servers, {ns_ip_list}, which the letter does not.\n"
                "Name them in the letter, or ask your provider to take them out of the zone."
            ),
        ),
        "OUT_OF_BAILIWICK_ADDR_MISMATCH": Message(
            Level.ERROR,
            msg("The parent of {zone} holds {parent_addresses}; the zone of that server says {zone_addresses}"),
            msg("Correct the glue, or have the zone of the name server corrected"),
            msg(
                "A name server of {zone} is known to us as {parent_addresses}, but its own zone says {zone_addresses}.\n"
                "Tell us its right address, or ask its operator to correct the zone."
            ),
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare glue with what the zone's servers say of names within it, and the DNS of names elsewhere."""
    if not delegation.servers:
        return []
    told = yield from own_addresses(delegation)
    notes = [CASE.found(tag, delegation.zone, ns=str(at)) for tag, at in told.faults]
    if told.lame:
        return [*notes, CASE.found("CHILD_ZONE_LAME", delegation.zone)]
    found = list(_inside(delegation, told))
    found += [_elsewhere(delegation, glue, seen) for glue, seen in (yield from glue_elsewhere(delegation))]
    if not found and told.known:
        found = [CASE.found("ADDRESSES_MATCH", delegation.zone)]
    return notes + found


def _inside(delegation: Delegation, told: Told) -> Iterator[Finding]:
    glue = {At(server.name, ip) for server in delegation.in_bailiwick() for ip in server.glue}
    missing = {at for at in glue - told.addresses if (at.name, at.address.version) in told.heard}
    if missing:
        finding = CASE.found(
            "IN_BAILIWICK_ADDR_MISMATCH",
            delegation.zone,
            parent_addresses=listed(glue),
            zone_addresses=listed(told.addresses),
        )
        # In a letter delegation05 tells of aliases.
        yield replace(finding, letter=None) if {at.name for at in missing} <= told.aliases else finding
    if extra := told.addresses - glue:
        yield CASE.found("EXTRA_ADDRESS_CHILD", delegation.zone, ns_ip_list=listed(extra))


def _elsewhere(delegation: Delegation, glue: set[At], seen: set[At]) -> Finding:
    args = {"parent_addresses": listed(glue), "zone_addresses": listed(seen)}
    return CASE.found("OUT_OF_BAILIWICK_ADDR_MISMATCH", delegation.zone, **args)
