"""What was written, or may have been, for a request that never was entered as granted: an interrupted run's."""

from collections.abc import Sequence

from provision.decide.status import NOT_DONE
from provision.flow.desk import Desk
from provision.flow.propose import TELLING, granted
from provision.model.event import Kind
from provision.model.plan import Plan
from provision.model.request import Request


def begun(desk: Desk, request: Request) -> Sequence[Plan]:
    """Return what was begun for a request since it last was granted or undone; nothing where it is granted."""
    if granted(desk, request):
        return []
    plans: dict[int, Plan] = {}
    for event in desk.ledger.events(str(request.id), kind=(Kind.INTENDED, Kind.DONE, *TELLING)):
        body = event.body or {}
        if event.kind in TELLING:
            plans.clear()
        elif event.kind is Kind.INTENDED and "plan" in body:
            plans[body["intent"]] = Plan.from_json(body["plan"])
        elif body.get("outcome") == NOT_DONE:
            plans.pop(body["intent"], None)
    return [*plans.values()]
