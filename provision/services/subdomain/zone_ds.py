"""DS records that a zone asks for by itself: taken where a letter says so, and compared ever after."""

from dataclasses import replace

from provision.checks import cds
from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.locate import locate
from provision.checks.walk import Walker
from provision.model.finding import Finding
from provision.model.site import Site
from provision.services.service import Completed, Look, Proposal
from provision.services.subdomain.holding import Holding


def complete(proposal: Proposal, look: Look) -> Asking[Completed]:
    """Return the proposal with the DS records of the zone, or as it is and why none can be taken."""
    holding = Holding.of(proposal.after.object, proposal.after.params)
    if not _leaves_it_to_the_zone(proposal) or not holding.servers:
        return proposal, ()
    delegation = yield from _delegation(holding, Walker.of(look.site.hints), look.site)
    there = look.zone.get(holding.name, "DS")
    taken = yield from cds.take(delegation, there.values if there else ())
    return _with(proposal, taken.ds), taken.findings


def differs(holding: Holding, walker: Walker, site: Site) -> Asking[list[Finding]]:
    """Return a note where the zone asks for other DS records than were granted."""
    delegation = yield from _delegation(holding, walker, site)
    return (yield from cds.differs(delegation, holding.ds or ()))


def _leaves_it_to_the_zone(proposal: Proposal) -> bool:
    """Tell whether this very letter does: what an earlier one took stands in the grant."""
    request, after = proposal.request, proposal.after
    asked = request is not None and after.because.get("cds") == str(request.id)
    return asked and proposal.judged and bool(after.params.get("cds"))


def _delegation(holding: Holding, walker: Walker, site: Site) -> Asking[Delegation]:
    return locate(holding.name, walker, holding.servers, ips=holding.ips, profile=site.policy.profile)


def _with(proposal: Proposal, ds: tuple[str, ...] | None) -> Proposal:
    if ds is None:
        return proposal
    after = proposal.after
    because = {**after.because, "ds": after.because["cds"]}
    return replace(proposal, after=replace(after, params={**after.params, "ds": [*ds]}, because=because))
