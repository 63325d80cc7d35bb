"""What was carried out and is not told everywhere yet: looked at again, by cron, until it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from provision.engine.survey import survey
from provision.engine.surveyed import Survey
from provision.flow.check import report_of
from provision.flow.desk import Desk
from provision.flow.propose import proposals
from provision.flow.verify import passed, pending, record
from provision.model.event import Kind, Status
from provision.model.request import Request

# From here on the servers had something to follow.
WRITTEN = (Kind.GRANTED, Kind.DONE)


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """What became of the pending requests; one in none of the lists is still within its time.

    `late` have waited longer than the site allows, `blocked` meet something that time does not mend.
    """

    survey: Survey
    shown: Sequence[Request] = ()
    late: Sequence[Request] = ()
    blocked: Sequence[Request] = ()

    @property
    def good(self) -> bool:
        """Tell whether nobody needs to look at any of them."""
        return not self.late and not self.blocked

    def of(self, requests: Sequence[Request]) -> Survey:
        """Return what was found of some of the requests."""
        return self.survey.only([one for one in self.survey.surveyed if one.proposal.request in requests])


def follow_up(desk: Desk) -> FollowedUp:
    """Look once at every pending request, and enter those that the world shows by now as verified.

    The others stay pending, and leave no entry: a night of waiting says no more than its end.
    """
    waiting = desk.ledger.standing_at(Status.PENDING)
    found = survey(desk.world, desk.site, proposals(desk, waiting))
    seen = [(request, report_of(request, about).findings) for request, about in found.letters]
    shown = [request for request, findings in seen if passed(desk, findings)]
    still = [request for request, findings in seen if pending(desk, findings)]
    blocked = [request for request, _ in seen if request not in shown and request not in still]
    told = FollowedUp(found, shown, _late(desk, still), blocked)
    record(desk, told.of(shown))
    return told


def _late(desk: Desk, waiting: Sequence[Request]) -> Sequence[Request]:
    limit = timedelta(hours=desk.site.policy.propagation_hours)
    since, now = dict(_since(desk, waiting)), desk.world.clock.now()
    return [request for request in waiting if now - since.get(str(request.id), now) > limit]


def _since(desk: Desk, waiting: Sequence[Request]) -> Iterator[tuple[str, datetime]]:
    """Yield when each request was last written, the last one last."""
    for event in desk.ledger.events([str(request.id) for request in waiting], kind=WRITTEN):
        yield event.subject, event.at
