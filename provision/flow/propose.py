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
Change = Mapping[str, Any]


def proposals(
    desk: Desk, requests: Sequence[Request], *, accept_dependents: bool = False
) -> Sequence[Proposal]:
    """Return a proposal for each grant that each request changes.

    A letter that was fulfilled already is judged no more: what stands is then compared as it is.
    """
    held = {grant.key: grant for grant in desk.ledger.grants()}
    events = by_subject(desk.ledger.events([str(request.id) for request in requests], kind=TELLING))
    told = {request.id: last_changes(events[str(request.id)]) for request in requests}
    made = [
        _fulfilled(request, told[request.id], held)
        if told[request.id]
        else _asked(desk, request, held, accept_dependents=accept_dependents)
        for request in requests
    ]
    return [proposal for proposals in made for proposal in proposals]


def granted(desk: Desk, request: Request) -> Sequence[Change]:
    """Return what the request changed (`before`, `after`): nothing where it changed nothing or was undone."""
    return last_changes(desk.ledger.events(str(request.id), kind=TELLING))


def by_subject(events: Sequence[Event]) -> Mapping[str, Sequence[Event]]:
    """Return the events of each subject."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.subject].append(event)
    return found


def last_changes(events: Sequence[Event]) -> Sequence[Change]:
    """Return the changes of grants that still count among a request's events of the kinds `TELLING`."""
    if not events or events[-1].kind is Kind.UNDONE or not events[-1].body:
        return ()
    changes: Sequence[Change] = events[-1].body["changes"]
    return changes


def _asked(
    desk: Desk, request: Request, held: Mapping[str, Grant], *, accept_dependents: bool
) -> Sequence[Proposal]:
    pairs = service(request.service).propose(request, held, desk.today)
    return [Proposal(request, *pair, accept_dependents=accept_dependents) for pair in pairs]


def _fulfilled(request: Request, changes: Sequence[Change], held: Mapping[str, Grant]) -> Sequence[Proposal]:
    befores = [Grant.from_json(change["before"]) if change["before"] else None for change in changes]
    keys = [Grant.from_json(change["after"]).key for change in changes]
    return [
        Proposal(request, before, held[key], judged=False) for before, key in zip(befores, keys, strict=True)
    ]


def standing(grants: Sequence[Grant]) -> Sequence[Proposal]:
    """Return grants as they stand, ended ones too: what the nightly survey looks at."""
    return [Proposal(None, grant, grant, judged=False) for grant in grants]
