"""From a proposal about a subdomain to the case that the office's judges look at."""

from provision.checks.office.case import Case
from provision.model.request import Request
from provision.model.wanted import Wanted
from provision.services.service import Look, Proposal
from provision.services.subdomain.holding import Holding, wanted_of

NOTHING = Wanted("", frozenset(), ())


def case_of(request: Request, proposal: Proposal, wanted: Wanted, look: Look) -> Case:
    """Return the case: what the grant is and would be, what is seen, and what else is known."""
    after, before = proposal.after, proposal.before
    holding = Holding.of(after.object, after.params)
    return Case(
        request=request,
        name=holding.name,
        ips=holding.ips,
        servers=tuple(server.name for server in holding.servers),
        before=before,
        after=after,
        was=wanted_of(before, look.site.zone_of(holding.name)) if before else NOTHING,
        wanted=wanted,
        zone=look.zone,
        register=look.register,
        site=look.site,
        today=look.today,
        accept_dependents=proposal.accept_dependents,
    )
