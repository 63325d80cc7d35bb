"""The checks of one delegation, from the names of its servers to findings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.families import unchecked
from provision.checks.registry import DELEGATION_CHECKS, DelegationCheck
from provision.checks.walk import Found, Walker, glue_of
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.model.rrset import RRset
from provision.names import Fqdn, Ip

SOURCE = "Zonemaster basic01; RFC 1034 section 4.2.1"


@dataclass(frozen=True, slots=True)
class ZoneChecked:
    """What the checks say of a zone; `parent` is None where it could not be found."""

    zone: Fqdn
    parent: Fqdn | None
    findings: tuple[Finding, ...]


def check_servers(
    zone: Fqdn, servers: Sequence[NameServer], walker: Walker, *, ips: tuple[Ip, ...] = (),
    checks: Sequence[DelegationCheck] = DELEGATION_CHECKS,
) -> Asking[list[Finding]]:  # fmt: skip
    """Find the servers' addresses, then run the checks side by side."""
    located = yield from together([_located(server, zone, walker) for server in servers])
    delegation = Delegation(zone, tuple(located), ips)
    found = yield from together([check(delegation) for check in checks])
    return [finding for findings in found for finding in findings]


def _located(server: NameServer, zone: Fqdn, walker: Walker) -> Asking[NameServer]:
    """Return a server with its addresses: the glue inside the zone, else what its name resolves to."""
    if server.name.is_at_or_below(zone):
        return replace(server, addresses=server.glue)
    return replace((yield from walker.addresses(server.name)), glue=())


def check_zone(zone: Fqdn, walker: Walker, told: Sequence[NameServer] = ()) -> Asking[ZoneChecked]:
    """Check a zone as the parent delegates it, or, with `told`, as if the parent already said so."""
    found = yield from walker.walk(zone, "NS", stop=zone)
    parent = found.zone if found else None
    servers = list(told) or (_delegated(found, zone) if found else [])
    if not servers and zone in walker.unseen:
        return ZoneChecked(zone, parent, (unchecked(zone.text, walker.unseen[zone], [zone.text]),))
    if not servers:
        return ZoneChecked(zone, parent, (_not_there(zone, parent),))
    findings = yield from check_servers(zone, servers, walker)
    return ZoneChecked(zone, parent, tuple(findings))


def _delegated(found: Found, zone: Fqdn) -> list[NameServer]:
    """Return the servers of the referral, or of the answer where a server serves parent and child."""
    sections: Sequence[RRset] = (*found.answer.authority, *found.answer.answer)
    targets = [target for rrset in sections if rrset.key == (zone, "NS") for target in rrset.targets]
    return [NameServer(target, glue=glue_of(found.answer, target)) for target in targets]


def _not_there(zone: Fqdn, parent: Fqdn | None) -> Finding:
    undetermined = parent is None
    return Finding(
        tag="B01_PARENT_UNDETERMINED" if undetermined else "B01_NO_CHILD",
        testcase="basic01",
        level=Level.WARNING if undetermined else Level.ERROR,
        subject=zone.text,
        args={"domain": zone.text, "parent": parent.text if parent else ""},
        why=Text("On the way from the root to {zone} no server answers", zone=zone)
        if undetermined
        else Text("{parent} does not delegate {zone}", parent=parent, zone=zone),
        do=Text("Check the root hints and the line; then try again")
        if undetermined
        else Text("Check how the name is written, or tell its name servers with --ns"),
        source=SOURCE,
    )
