"""What an agency's own zone held before a request took it away: the journal remembers it."""

from provision.decide.status import NOT_DONE
from provision.flow.desk import Desk
from provision.model.event import Kind
from provision.model.plan import Plan
from provision.model.request import Request
from provision.model.rrset import RRset
from provision.names import Fqdn


def restored(desk: Desk, request: Request, name: Fqdn) -> tuple[RRset, ...]:
    """Return the records that a request deleted from a zone and did not put back since.

    What was begun and never closed may or may not have been done: it is kept, since to put back what
    is there does nothing.
    """
    events = desk.ledger.events(str(request.id), kind=(Kind.INTENDED, Kind.DONE))
    told = [(event.kind, event.body) for event in events if event.body]
    outcomes = {body["intent"]: body["outcome"] for kind, body in told if kind is Kind.DONE}
    kept: dict[tuple[Fqdn, str], RRset] = {}
    for kind, body in told:
        if kind is Kind.INTENDED and "plan" in body:
            _take(kept, Plan.from_json(body["plan"]), name, outcomes.get(body["intent"]))
    return tuple(kept.values())


def _take(kept: dict[tuple[Fqdn, str], RRset], plan: Plan, name: Fqdn, outcome: str | None) -> None:
    for change in plan.changes if plan.zone == name and outcome != NOT_DONE else ():
        if change.before and not change.after:
            kept[change.rrset.key] = change.before
        elif outcome:
            kept.pop(change.rrset.key, None)
