"""Agencies' own zones on the office's servers, as a survey looks at them."""

from collections.abc import Mapping, Sequence

from provision.checks.children import ChildSeen, child_drift, nowhere, still_used
from provision.decide.catalog import entries
from provision.model.finding import Finding
from provision.model.grant import State
from provision.model.rrset import RRset
from provision.model.site import ParentZone, Site
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn
from provision.ports import World
from provision.services.service import Proposal


def read_children(
    world: World, site: Site, proposals: Sequence[Proposal], wanted: Sequence[Wanted]
) -> Mapping[Fqdn, SeenZone]:
    """Return the catalogs that matter, each read once, and the listed zones that would lose or get records."""
    seen: dict[Fqdn, SeenZone] = {}
    for proposal, want in zip(proposals, wanted, strict=True):
        name = Fqdn.host(proposal.after.object)
        zone = site.zone_of(name)
        if want.child is None or zone.children is None:
            continue
        hosting, catalog = world.hosting[zone.name], zone.children.catalog
        if catalog not in seen:
            seen[catalog] = hosting.catalog().read()
        if entries(seen[catalog], name) and (not want.child or _beginning(proposal, want, listed=True)):
            seen[name] = hosting.zone(name).read()
    return seen


def _beginning(proposal: Proposal, wanted: Wanted, *, listed: bool) -> Sequence[RRset]:
    """Return what a zone shall hold at least: once it is the agency's, that is the agency's affair."""
    if proposal.restored is not None:
        return proposal.restored
    return wanted.content if proposal.judged or not listed else ()


def judge_child(
    proposal: Proposal, wanted: Wanted, zone: ParentZone, children: Mapping[Fqdn, SeenZone]
) -> Sequence[Finding]:
    """Compare what is wanted of an agency's own zone with what was read."""
    name = Fqdn.host(proposal.after.object)
    if wanted.child is None or zone.children is None:
        return [nowhere(name, zone.name)] if wanted.child else []
    seen = ChildSeen(name, children[zone.children.catalog], children.get(name))
    beginning = _beginning(proposal, wanted, listed=bool(entries(seen.catalog, name)))
    found = list(child_drift(wanted, seen, beginning=beginning))
    told = proposal.request and (proposal.fresh or proposal.undone)
    # What a suspension takes out of the zone comes back with the resumption.
    if not wanted.child and told and proposal.after.state is not State.SUSPENDED:
        found += still_used(wanted, seen, accepted=proposal.accept_dependents)
    return found
