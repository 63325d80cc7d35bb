"""How requests change the grant of a subdomain, what it wants, and which checks it meets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from provision.checks.asking import Asking
from provision.checks.dns.apex import apex
from provision.checks.office import address, conflict, ending, name
from provision.checks.office.case import Case
from provision.checks.registry import DELEGATION_CHECKS
from provision.checks.walk import Walker
from provision.checks.zone import check_servers
from provision.model.finding import Finding
from provision.model.grant import Grant, State
from provision.model.request import Action, Request
from provision.model.site import Site
from provision.model.wanted import Wanted
from provision.names import Fqdn
from provision.services.service import Look, Pair, Proposal
from provision.services.subdomain import facts
from provision.services.subdomain.holding import Holding, wanted_of

JUDGES: Mapping[Action, tuple[Callable[[Case], Iterable[Finding]], ...]] = {
    Action.NEW: (name.name, address.address, conflict.conflict, conflict.open_requests),
    Action.REVOKE: (ending.holder, ending.dependents, conflict.open_requests),
}
UNDOING = (ending.dependents,)


class Subdomain:
    """Service 1 of the decree."""

    name = "subdomain"
    prefix = "SUB"

    def propose(self, request: Request, held: Mapping[str, Grant], today: date) -> Sequence[Pair]:
        """Return each grant that the request changes, as it is and as it would be."""
        before = held.get(request.grant_key)
        return [(before, PROPOSE[request.action](request, before, today))]

    def wanted(self, grant: Grant, site: Site) -> Wanted:
        """Return what the parent zone must show. Raises NotFound where no zone of ours holds the name."""
        return wanted_of(grant, site.zone_of(Holding.of(grant.object, {}).name))

    def judge(self, proposal: Proposal, wanted: Wanted, look: Look) -> Iterable[Finding]:
        """Return what there is to say about the letter."""
        request = proposal.request
        if request is None or not (proposal.judged or proposal.undone):
            return []
        judges = UNDOING if proposal.undone else JUDGES[request.action]
        case = _case(request, proposal, wanted, look)
        return [finding for judge in judges for finding in judge(case)]

    def ask(self, proposal: Proposal, site: Site) -> Sequence[Asking[list[Finding]]]:
        """Return the checks of the agency's own name servers, where it has any."""
        holding = Holding.of(proposal.after.object, proposal.after.params)
        if not proposal.after.stands or not holding.servers:
            return []
        walker = Walker(tuple(hint.address for hint in site.hints))
        return [
            check_servers(
                holding.name, holding.servers, walker, ips=holding.ips, checks=(*DELEGATION_CHECKS, apex)
            )
        ]

    def letter_rows(self, pairs: Sequence[Pair], site: Site) -> Sequence[tuple[str, str]]:
        """Return what the letter's table tells."""
        return [row for _, grant in pairs for row in facts.rows(grant, site.zone_of(Fqdn.host(grant.object)))]

    def letter_usage(self, pairs: Sequence[Pair], site: Site) -> Sequence[str]:
        """Return the letter's sentences on use."""
        return [
            told for _, grant in pairs for told in facts.usage(grant, site.zone_of(Fqdn.host(grant.object)))
        ]


def _case(request: Request, proposal: Proposal, wanted: Wanted, look: Look) -> Case:
    asked = Holding.of(request.object, request.fields)
    return Case(
        request=request,
        name=asked.name,
        ips=asked.ips,
        before=proposal.before,
        wanted=wanted,
        zone=look.zone,
        register=look.register,
        site=look.site,
        delegated=asked.delegated,
        accept_dependents=proposal.accept_dependents,
    )


def _new(request: Request, _before: Grant | None, today: date) -> Grant:
    return Grant(
        service=request.service,
        object=request.object,
        agency=request.agency,
        params=request.fields,
        because=dict.fromkeys(request.fields, str(request.id)),
        since=today,
    )


def _revoke(request: Request, before: Grant | None, today: date) -> Grant:
    # A letter about a name that nobody holds is returned by the judges; until then it ends nothing.
    held = before or Grant(request.service, request.object, request.agency, {}, since=today)
    because: Mapping[str, Any] = {**held.because, "state": str(request.id)}
    return replace(held, state=State.ENDED, because=because)


PROPOSE: Mapping[Action, Callable[[Request, Grant | None, date], Grant]] = {
    Action.NEW: _new,
    Action.REVOKE: _revoke,
}
