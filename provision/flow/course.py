"""The course of a request: what it followed, what was corrected on the way, who let it wait or pass, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from provision.flow.follow import followers
from provision.flow.scans import kept_scan, scan_fault
from provision.i18n import Text
from provision.ledger import Ledger
from provision.model.event import Event, Kind
from provision.model.request import Request
from provision.model.site import Site
from provision.model.waiver import Waiver

TELLING = (Kind.AMENDED, Kind.HELD, Kind.RELEASED, Kind.CANCELLED)


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one request: `scan` is where its letter's scan lies, `fault` what is wrong with that."""

    follows: str
    followed_by: Sequence[str]
    scan: Path | None
    fault: Text | None
    events: Sequence[Event]
    waivers: Sequence[Waiver]


def course_of(ledger: Ledger, site: Site, request: Request) -> Course:
    """Return the course of a request as the ledger and the site's folder tell it."""
    digest, name = request.letter.scan, str(request.id)
    return Course(
        request.follows,
        [str(other.id) for other in followers(ledger, request)],
        kept_scan(site.folder, digest),
        scan_fault(site.folder, name, digest),
        ledger.events(name, kind=TELLING),
        [waiver for waiver in ledger.waivers() if waiver.request == name],
    )
