"""Verify: the same survey over what the requests touched; it must come back empty."""

from collections.abc import Callable, Sequence

from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

from provision.engine.survey import survey
from provision.engine.surveyed import Survey
from provision.errors import Refused
from provision.flow.check import report_of
from provision.flow.desk import Desk
from provision.flow.propose import proposals
from provision.flow.unrecorded import nobody, or_unrecorded
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.finding import Finding
from provision.model.request import Request

BETWEEN = 1.0


def verify(
    desk: Desk,
    requests: Sequence[Request],
    waiting: Callable[[Finding], None],
    tell: Callable[[Text], None] = nobody,
) -> Survey:
    """Survey until the secondaries follow, or the site's patience ends; record the result and return it.

    `waiting` is told what is waited for, `tell` where the result could not be recorded. A request that only such waiting blocks is pending then.
    Raises Refused for a request that was not fulfilled.
    """
    asked = proposals(desk, requests)
    for proposal in asked:
        if proposal.judged:
            raise Refused(
                Text("{request} has not been applied; nothing to verify", request=_id(proposal.request))
            )
    found = _patiently(desk, lambda: survey(desk.world, desk.site, asked), waiting)
    with or_unrecorded(tell):
        record(desk, found)
    return found


def record(desk: Desk, found: Survey) -> None:
    """Write down, once for each letter, whether the world shows what it was granted."""
    reports = [(str(request.id), report_of(request, about)) for request, about in found.letters]
    told = [
        (
            subject,
            {
                "passed": passed(desk, report.findings),
                "pending": pending(desk, report.findings),
                "report": report.to_json(),
            },
        )
        for subject, report in reports
    ]
    desk.ledger.append_all(Kind.VERIFIED, told, desk.actor)


def passed(desk: Desk, findings: Sequence[Finding]) -> bool:
    """Tell whether nothing was found that blocks, be it mendable or not."""
    return not _blocking(desk, findings)


def pending(desk: Desk, findings: Sequence[Finding]) -> bool:
    """Tell whether something blocks, and all that does mends itself: servers follow, or forget, in time."""
    blocking = _blocking(desk, findings)
    return bool(blocking) and all(finding.wait is not None for finding in blocking)


def behind(desk: Desk, found: Survey) -> Sequence[Finding]:
    """Return what blocks now and mends itself: a secondary that has not followed yet."""
    return [finding for finding in _blocking(desk, found.findings) if finding.wait is not None]


def _blocking(desk: Desk, findings: Sequence[Finding]) -> Sequence[Finding]:
    return [finding for finding in findings if finding.level >= desk.site.policy.blocks]


def _patiently(desk: Desk, look: Callable[[], Survey], waiting: Callable[[Finding], None]) -> Survey:
    patience = max(zone.patience for zone in desk.site.zones.values())

    def tell(found: Survey) -> bool:
        left = behind(desk, found)
        for finding in left[:1]:
            waiting(finding)
        return bool(left)

    retrying = Retrying(
        stop=stop_after_delay(patience),
        wait=wait_fixed(BETWEEN),
        retry=retry_if_result(tell),
        retry_error_callback=lambda state: state.outcome and state.outcome.result(),
    )
    found: Survey = retrying(look)
    return found


def _id(request: Request | None) -> str:
    return str(request.id) if request else ""
