"""The end of what is over: each letter that set a last day by itself, so that one in use keeps none of the others."""

from collections.abc import Sequence

from provision.errors import Refused, Unsafe
from provision.flow.carry import ByHand, Confirm
from provision.flow.desk import Desk
from provision.flow.fulfil import apply
from provision.model.plan import Plan
from provision.model.request import Request


def end(
    desk: Desk, requests: Sequence[Request], confirm: Confirm, *, accept_dependents: bool = False
) -> tuple[Sequence[Plan], Sequence[Refused]]:
    """Apply each request by itself; return the plans, and why some were left as they are.

    What something depends on stays, and what a person is to take out of a zone first. Everything else that `apply` raises ends the run.
    """
    made: list[Plan] = []
    left: list[Refused] = []
    for request in requests:
        try:
            made += apply(desk, [request], confirm, accept_dependents=accept_dependents)
        except (Unsafe, ByHand) as refused:
            left.append(refused)
    return made, left
