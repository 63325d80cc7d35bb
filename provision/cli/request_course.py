"""How `request show` tells the course of a request: resubmissions, the scan, corrections, waits."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from provision.cli.correction import correction_line
from provision.flow.course import Course
from provision.i18n import Text, msg
from provision.ledger.log import local
from provision.model.amendment import Correction
from provision.model.event import Event, Kind
from provision.model.waiver import Waiver

HAPPENED = {
    Kind.AMENDED: msg("Amended on {at} by {actor}: {reason}"),
    Kind.HELD: msg("Held on {at} by {actor}: {reason}"),
    Kind.RELEASED: msg("Released on {at} by {actor}: {reason}"),
    Kind.CANCELLED: msg("Cancelled on {at} by {actor}: {reason}"),
}


def course(went: Course, today: date) -> Iterator[Text]:
    """Yield the lines of the course, as they stand on a day."""
    if went.follows:
        yield Text("Sent in again for {follows}", follows=went.follows)
    if went.followed_by:
        yield Text("Sent in again as {followed_by}", followed_by=went.followed_by)
    if went.scan:
        yield Text("Scan: {path}", path=went.scan)
    if went.fault:
        yield went.fault
    for event in went.events:
        yield from _told(event)
    for waiver in went.waivers:
        yield _waiver(waiver, today)


def _waiver(waiver: Waiver, today: date) -> Text:
    told = {"code": waiver.code, "until": waiver.until, "by": waiver.by, "reason": waiver.reason}
    if waiver.runs(today):
        return Text("Waived until {until} by {by}: {code}, {reason}", **told)
    return Text("Was waived until {until} by {by}, and counts again: {code}, {reason}", **told)


def _told(event: Event) -> Iterator[Text]:
    body = event.body or {"reason": Text("(erased)")}
    at = local(event.at)
    if body["reason"]:
        yield Text(HAPPENED[event.kind], at=at, actor=event.actor, reason=body["reason"])
    else:
        yield Text("Amended on {at} by {actor}", at=at, actor=event.actor)
    for change in body.get("changes", ()):
        yield Text("  {correction}", correction=correction_line(Correction.from_json(change)))


def course_json(went: Course, lang: str) -> dict[str, Any]:
    """Return the course as plain data."""
    return {
        "follows": went.follows or None,
        "followed_by": list(went.followed_by),
        "scan": str(went.scan) if went.scan else None,
        "scan_fault": went.fault.to(lang) if went.fault else None,
        "course": [
            {"at": one.at.isoformat(), "kind": one.kind.value, "actor": one.actor, **(one.body or {})}
            for one in went.events
        ],
        "waivers": [{**one.to_json(), "by": one.by} for one in went.waivers],
    }
