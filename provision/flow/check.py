"""Check requests: survey what they ask for, and write down what was found."""

from collections.abc import Callable, Sequence

from provision.engine.survey import Survey, survey
from provision.errors import ReadOnly
from provision.flow.desk import Desk
from provision.flow.propose import proposals
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.request import Request


def check(
    desk: Desk,
    requests: Sequence[Request],
    *,
    accept_dependents: bool = False,
    tell: Callable[[Text], None] = lambda _: None,
) -> Survey:
    """Survey the requests, record the result of each, and return the survey. Needs no key that writes.

    Who may only read the ledger checks too; `tell` is told that it was not recorded.
    """
    found = look(desk, requests, accept_dependents=accept_dependents)
    try:
        record(desk, found)
    except ReadOnly:
        tell(Text("Not recorded: you may read the ledger, and not write in it"))
    return found


def look(desk: Desk, requests: Sequence[Request], *, accept_dependents: bool = False) -> Survey:
    """Survey the requests and record nothing."""
    return survey(desk.world, desk.site, proposals(desk, requests, accept_dependents=accept_dependents))


def record(desk: Desk, found: Survey) -> None:
    """Write down what the check of each letter found."""
    told = [
        (
            str(one.proposal.request.id),
            {"blocked": bool(one.reasons(desk.site)), "report": one.report.to_json()},
        )
        for one in found.surveyed
        if one.proposal.request and one.proposal.judged
    ]
    desk.ledger.append_all(Kind.CHECKED, told, desk.actor)
