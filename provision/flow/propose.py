"""From requests to proposals: the grants as they were and as they would be."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from provision.flow.desk import Desk
from provision.model.event import Event, Kind
from provision.model.grant import Grant
from provision.model.request import Request
from provision.services.registry import service
from provision.services.service import Proposal

TELLING = (Kind.GRANTED, Kind.UNDONE)


def proposals(
    desk: Desk, requests: Sequence[Request], *, accept_dependents: bool = False
) -> Sequence[Proposal]:
    """Return one proposal for each request.

    A letter that was fulfilled already is judged no more: what stands is then compared as it is.
    """
    grants = {grant.key: grant for grant in desk.ledger.grants()}
    events = by_subject(desk.ledger.events([str(request.id) for request in requests], kind=TELLING))
    return [
        _fulfilled(request, change, grants)
        if (change := last_change(events[str(request.id)]))
        else _asked(desk, request, grants, accept_dependents=accept_dependents)
        for request in requests
    ]


def granted(desk: Desk, request: Request) -> Mapping[str, Any] | None:
    """Return what the request changed (`before`, `after`), or None where it changed nothing or was undone."""
    return last_change(desk.ledger.events(str(request.id), kind=TELLING))


def by_subject(events: Sequence[Event]) -> Mapping[str, Sequence[Event]]:
    """Return the events of each subject."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.subject].append(event)
    return found


def last_change(events: Sequence[Event]) -> Mapping[str, Any] | None:
    """Return the change of grants that still counts among a request's events of the kinds `TELLING`."""
    if not events or events[-1].kind is Kind.UNDONE or not events[-1].body:
        return None
    changes: Sequence[Mapping[str, Any]] = events[-1].body["changes"]
    return changes[0] if changes else None


def _asked(desk: Desk, request: Request, grants: Mapping[str, Grant], *, accept_dependents: bool) -> Proposal:
    before = grants.get(request.grant_key)
    after = service(request.service).propose(request, before, desk.today)
    return Proposal(request, before, after, accept_dependents=accept_dependents)


def _fulfilled(request: Request, change: Mapping[str, Any], grants: Mapping[str, Grant]) -> Proposal:
    before = Grant.from_json(change["before"]) if change["before"] else None
    return Proposal(request, before, grants[request.grant_key], judged=False)


def standing(grants: Sequence[Grant]) -> Sequence[Proposal]:
    """Return grants as they stand, ended ones too: what the nightly survey looks at."""
    return [Proposal(None, grant, grant, judged=False) for grant in grants]
