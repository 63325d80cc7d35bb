"""What an agency's own zone held before a request took it away: the journal remembers it."""

from provision.decide.status import NOT_DONE
from provision.flow.desk import Desk
from provision.model.event import Kind
from provision.model.plan import Plan
from provision.model.request import Request
from provision.model.rrset import RRset
from provision.names import Fqdn


def restored(desk: Desk, request: Request, name: Fqdn) -> tuple[RRset, ...]:
    """Return the records that a request deleted from a zone and did not put back since."""
    kept: dict[tuple[Fqdn, str], RRset] = {}
    for plan in _done(desk, request):
        for change in plan.changes if plan.zone == name else ():
            kept.pop(change.rrset.key, None)
            if change.before and not change.after:
                kept[change.rrset.key] = change.before
    return tuple(kept.values())


def _done(desk: Desk, request: Request) -> list[Plan]:
    """Return what was intended for a request and not left undone, in order."""
    events = desk.ledger.events(str(request.id), kind=(Kind.INTENDED, Kind.DONE))
    bodies = [(event.kind, event.body) for event in events if event.body]
    dropped = {body["intent"] for kind, body in bodies if kind is Kind.DONE and body["outcome"] == NOT_DONE}
    return [
        Plan.from_json(body["plan"])
        for kind, body in bodies
        if kind is Kind.INTENDED and "plan" in body and body["intent"] not in dropped
    ]
