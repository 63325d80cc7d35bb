"""From requests to proposals: the grants as they were and as they would be."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from provision.flow.desk import Desk
from provision.flow.restored import restored
from provision.model.event import Event, Kind
from provision.model.grant import Grant, State, changed_key
from provision.model.request import Request
from provision.model.rrset import RRset
from provision.names import Fqdn, RequestId
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
        _fulfilled(desk, request, told[request.id], held) if told[request.id] else _asked(desk, request, held)
        for request in requests
    ]
    return [replace(one, accept_dependents=accept_dependents) for some in made for one in some]


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
    """Return the changes of grants that still count among a request's events of the kinds `TELLING`.

    A grant that has ended by itself has changed twice for one letter: its last change counts.
    """
    counting: dict[str, Change] = {}
    for event in events:
        if event.kind is Kind.UNDONE:
            counting.clear()
        elif event.body:
            counting |= {changed_key(change): change for change in event.body["changes"]}
    return [*counting.values()]


def _asked(desk: Desk, request: Request, held: Mapping[str, Grant]) -> Sequence[Proposal]:
    pairs = service(request.service).propose(request, held, desk.today)
    return [Proposal(request, *pair, restored=_kept(desk, request, *pair)) for pair in pairs]


def _kept(desk: Desk, request: Request, before: Grant | None, after: Grant) -> tuple[RRset, ...] | None:
    """Return what a suspension took out of an agency's own zone, for the letter that ends the suspension."""
    if before is None or before.state is not State.SUSPENDED or not after.active:
        return None
    by = [desk.ledger.request(RequestId.parse(before.because["state"])), request]
    found = (restored(desk, one, Fqdn.host(after.object)) for one in reversed(by))
    return next(filter(None, found), None)


def _fulfilled(
    desk: Desk, request: Request, changes: Sequence[Change], held: Mapping[str, Grant]
) -> Sequence[Proposal]:
    """Return what a letter changed, as it is; where some of it is over, that alone: nothing else is its business then."""
    made = [_as_it_is(request, change, held[changed_key(change)], desk.today) for change in changes]
    return [one for one in made if one.lapsed] or made


def _as_it_is(request: Request, change: Change, now: Grant, today: date) -> Proposal:
    today_is = now.on(today)
    if today_is is not now:
        return Proposal(request, now, today_is, judged=False, lapsed=True)
    before = Grant.from_json(change["before"]) if change["before"] else None
    return Proposal(request, before, now, judged=False)


def last_changed(desk: Desk, key: str) -> str:
    """Return the last request that changed a grant."""
    touched = [
        event.subject
        for event in desk.ledger.events(kind=TELLING)
        if event.body
        for change in event.body["changes"]
        if changed_key(change) == key
    ]
    return touched[-1]


def standing(grants: Sequence[Grant], today: date) -> Sequence[Proposal]:
    """Return grants as they stand today, ended ones too: what the nightly survey looks at."""
    rows = [(grant, grant.on(today)) for grant in grants]
    return [Proposal(None, grant, now, judged=False, lapsed=now is not grant) for grant, now in rows]


def over(desk: Desk) -> Sequence[Request]:
    """Return the requests that set a last day which is over, while the grant still stands in the ledger."""
    ids = [
        grant.because["until"]
        for grant in desk.ledger.grants()
        if grant.stands and not grant.on(desk.today).stands
    ]
    return [desk.ledger.request(RequestId.parse(text)) for text in dict.fromkeys(ids)]
