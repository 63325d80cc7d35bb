"""Check requests: survey what they ask for, and write down what was found."""

from collections.abc import Callable, Sequence

from provision.engine.survey import survey
from provision.engine.surveyed import Survey, Surveyed
from provision.flow.desk import Desk
from provision.flow.progress import CHECK
from provision.flow.propose import proposals
from provision.flow.turn import yours
from provision.flow.unrecorded import nobody, or_unrecorded
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.report import Report
from provision.model.request import Request


def check(
    desk: Desk,
    requests: Sequence[Request],
    *,
    accept_dependents: bool = False,
    tell: Callable[[Text], None] = nobody,
) -> Survey:
    """Survey the requests, record the result of each, and return the survey. Needs no key that writes.

    Anybody may look; only who may take the step of the check leaves a record of it. Who may only read
    the ledger checks too; `tell` is told that it was not recorded.
    """
    found = look(desk, requests, accept_dependents=accept_dependents)
    with or_unrecorded(tell):
        record(desk, found)
    return found


def look(desk: Desk, requests: Sequence[Request], *, accept_dependents: bool = False) -> Survey:
    """Survey the requests and record nothing."""
    return survey(desk.world, desk.site, proposals(desk, requests, accept_dependents=accept_dependents))


def report_of(request: Request, about: Sequence[Surveyed]) -> Report:
    """Return one report of all that was found about a letter."""
    return Report.joined(request.grant_key, [one.report for one in about])


def record(desk: Desk, found: Survey) -> None:
    """Write down what the check of each letter found, where it is for the one who looked to say so."""
    letters = [letter for letter in found.letters if letter[1][0].proposal.judged]
    mine = {request.id for request in yours(desk, [request for request, _ in letters], CHECK)}
    told = [
        (
            str(request.id),
            {
                "blocked": any(one.reasons(desk.site) for one in about),
                "report": report_of(request, about).to_json(),
            },
        )
        for request, about in letters
        if request.id in mine
    ]
    desk.ledger.append_all(Kind.CHECKED, told, desk.actor)
