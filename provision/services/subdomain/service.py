"""How requests change the grant of a subdomain, what it wants, and which checks it meets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from provision.checks.asking import Asking
from provision.checks.office import (
    address,
    conflict,
    ending,
    holder,
    lowering,
    name,
    own_zone,
    passing,
    record,
    term,
    vouching,
)
from provision.checks.office.case import Case
from provision.checks.walk import Walker
from provision.model.finding import Finding, Level
from provision.model.grant import Grant
from provision.model.request import Action, Request
from provision.model.site import Site
from provision.model.wanted import Wanted
from provision.names import Slug
from provision.services.service import Completed, Look, Pair, Proposal
from provision.services.subdomain import actions, facts, usage, zone_ds
from provision.services.subdomain.case import case_of
from provision.services.subdomain.holding import Holding, wanted_of

Judges = tuple[Callable[[Case], Iterable[Finding]], ...]

ALL = (holder.holder, conflict.open_requests)
NEW_NAME: Judges = (name.name, conflict.conflict, conflict.open_requests, term.resting)
JUDGES: Mapping[Action, Judges] = {
    Action.NEW: (*NEW_NAME, address.address, record.record, vouching.vouching, term.last_day),
    Action.CHANGE: (*ALL, holder.active, address.address, record.record, vouching.vouching, conflict.growth, lowering.lowering,
                    term.last_day, own_zone.own_zone, own_zone.in_child),
    Action.RENAME: (*ALL, holder.active, term.last_day),
    Action.SUSPEND: (*ALL, holder.active, ending.dependents),
    Action.RESUME: (*ALL, holder.suspended, conflict.growth),
    Action.REVOKE: (*ALL, ending.dependents),
    Action.HANDOVER: (*ALL, passing.receiver, name.official),
}  # fmt: skip
RENAMED: Judges = (*NEW_NAME, address.address, passing.servers_stay)
UNDOING = (ending.dependents,)


class Subdomain:
    """Service 1 of the decree."""

    name = "subdomain"
    prefix = "SUB"

    def propose(self, request: Request, held: Mapping[str, Grant], today: date) -> Sequence[Pair]:
        """Return each grant that the request changes, as it is and as it would be."""
        return actions.propose(request, held, today)

    def complete(self, proposal: Proposal, look: Look) -> Asking[Completed]:
        """Return the proposal with the DS records that the zone itself asks for, where the letter leaves that to it."""
        return zone_ds.complete(proposal, look)

    def wanted(self, grant: Grant, site: Site) -> Wanted:
        """Return what the parent zone must show. Raises NotFound where no zone of ours holds the name."""
        return wanted_of(grant, site.zone_of(Holding.of(grant.object, {}).name))

    def judge(self, proposal: Proposal, wanted: Wanted, look: Look) -> Iterable[Finding]:
        """Return what there is to say about the letter."""
        request = proposal.request
        if request is None or not (proposal.fresh or proposal.undone):
            return []
        case = case_of(request, proposal, wanted, look)
        return [finding for judge in _judges(request, proposal) for finding in judge(case)]

    def ask(self, proposal: Proposal, site: Site) -> Sequence[Asking[list[Finding]]]:
        """Return the checks of the agency's own name servers, where it has any."""
        holding = Holding.of(proposal.after.object, proposal.after.params)
        if not proposal.after.active or not holding.servers:
            return []
        from provision.checks.zone import check_servers  # noqa: PLC0415 - all test cases: slow to load, seldom asked

        walker = Walker.of(site.hints)
        servers = check_servers(
            holding.name,
            holding.servers,
            walker,
            ips=holding.ips,
            ds=holding.ds,
            profile=site.policy.profile,
            # A note helps who still writes the letter; every night it would bury what went wrong.
            least=Level.NOTICE if proposal.judged else Level.WARNING,
        )
        vouched = [] if proposal.judged or holding.ds is None else [zone_ds.differs(holding, walker, site)]
        return [servers, *vouched]

    def letter_rows(self, request: Request, pairs: Sequence[Pair], site: Site) -> Sequence[tuple[str, str]]:
        """Return what the letter's table tells."""
        return facts.rows(request, pairs, site)

    def letter_copies(self, request: Request, site: Site) -> Sequence[str]:
        """Return who else gets the letter: whom a name was handed over to."""
        handed = request.action is Action.HANDOVER
        return [site.agency(Slug.parse(request.fields["receiver"])).head] if handed else []

    def letter_usage(self, request: Request, pairs: Sequence[Pair], site: Site) -> Sequence[str]:
        """Return the letter's sentences on use."""
        return usage.usage(request, pairs, site)


def _judges(request: Request, proposal: Proposal) -> Judges:
    if proposal.undone or proposal.lapsed:
        return UNDOING
    return JUDGES[request.action] if proposal.after.key == request.grant_key else RENAMED
