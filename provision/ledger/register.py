"""The requests: numbering them, and keeping up where each stands."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from provision.decide.status import status_after
from provision.errors import NotFound
from provision.i18n import Text
from provision.ledger import log
from provision.ledger.border import legible
from provision.ledger.chain import canonical
from provision.ledger.find import Known
from provision.ledger.log import Stamp
from provision.ledger.tables import requests
from provision.model.amendment import corrections
from provision.model.event import Event, Kind, Status
from provision.model.request import Request
from provision.names import REQUEST_ID, RequestId, shown


def row_of(request: Request, status: Status, opened: int) -> dict[str, Any]:
    """Return the row that sums up a request."""
    return {
        "id": str(request.id),
        "prefix": request.id.prefix,
        "year": request.id.year,
        "number": request.id.number,
        "status": status.value,
        "opened": opened,
        **summed(request),
    }


def summed(request: Request) -> dict[str, Any]:
    """Return the columns that an amendment may change."""
    return {
        "agency": request.agency.text,
        "letter_number": request.letter.number,
        "action": request.action.value,
        "grant_key": request.grant_key,
        "object": request.object,
        "data": canonical(request.to_json()),
    }


def open_request(
    conn: Connection, stamp: Stamp, prefix: str, year: int, make: Callable[[RequestId], Request]
) -> Request:
    """Number a request, make it, and write it down; whatever fails leaves no gap."""
    request_id = RequestId(prefix, year, _next_number(conn, prefix, year))
    request = make(request_id)
    if request.id != request_id:
        raise ValueError(request.id)
    event = log.append(conn, stamp, Kind.OPENED, str(request_id), request.to_json())
    conn.execute(insert(requests).values(row_of(request, Status.OPEN, event.seq)))
    return request


def _next_number(conn: Connection, prefix: str, year: int) -> int:
    last = select(func.max(requests.c.number)).where(requests.c.prefix == prefix, requests.c.year == year)
    return (conn.execute(last).scalar() or 0) + 1


def tell(conn: Connection, stamp: Stamp, kind: Kind, subject: str, body: Mapping[str, Any]) -> Event:
    """Write an entry, and move the request it is about, if it is about one. Raises NotFound."""
    return tell_all(conn, stamp, kind, [(subject, body)])[0]


def tell_all(
    conn: Connection, stamp: Stamp, kind: Kind, told: Sequence[tuple[str, Mapping[str, Any]]]
) -> Sequence[Event]:
    """Write an entry for each (subject, body), and move the requests they are about. Raises NotFound."""
    written = log.append_all(conn, stamp, kind, told)
    about = [event for event in written if REQUEST_ID.fullmatch(event.subject)]
    before = _statuses(conn, about)
    after = {event.subject: status_after(before[event.subject], kind, event.body) for event in about}
    for status in {*after.values()}:
        moved = [subject for subject, to in after.items() if to is status is not before[subject]]
        conn.execute(update(requests).where(requests.c.id.in_(moved)).values(status=status.value))
    return written


def amend(
    conn: Connection, stamp: Stamp, request_id: str, make: Callable[[Request], Request], reason: str
) -> Event | None:
    """Replace a request by what `make` makes of it, and write down what differs; None where nothing does.

    Raises NotFound, and whatever `make` raises: nothing is written then.
    """
    found = load(conn, requests.c.id == request_id)
    if not found:
        raise unknown(request_id)
    after = make(found[0][0])
    changes = [change.to_json() for change in corrections(found[0][0], after)]
    if not changes:
        return None
    written = tell(conn, stamp, Kind.AMENDED, request_id, {"reason": reason, "changes": changes})
    this = requests.c.id == request_id
    conn.execute(update(requests).where(this).values(summed(after)))
    return written


def _statuses(conn: Connection, about: Sequence[Event]) -> Mapping[str, Status]:
    if len(about) == 1:
        return {about[0].subject: status_of(conn, about[0].subject)}
    asked = {event.subject for event in about}
    rows = conn.execute(select(requests.c.id, requests.c.status).where(requests.c.id.in_(asked)))
    found = {row.id: Status(row.status) for row in rows}
    if missing := asked - {*found}:
        raise unknown(min(missing))
    return found


def status_of(conn: Connection, request: str) -> Status:
    """Return where a request stands. Raises NotFound."""
    found = conn.execute(select(requests.c.status).where(requests.c.id == request)).scalar()
    if found is None:
        raise unknown(request)
    with legible(request):
        return Status(found)


def at(statuses: Iterable[Status]) -> ColumnElement[bool]:
    """Return the condition that a request stands at one of these."""
    return requests.c.status.in_([status.value for status in statuses])


def load(conn: Connection, *conditions: Any) -> Sequence[tuple[Request, Status]]:
    """Return the requests that meet the conditions, the oldest first."""
    question = select(requests).where(*conditions).order_by(requests.c.opened)
    return [_request(row.opened, row.data, row.status) for row in conn.execute(question)]


def _request(seq: int, data: str, status: str) -> tuple[Request, Status]:
    with legible(seq):
        return Request.from_json(json.loads(data)), Status(status)


def known(conn: Connection) -> Sequence[Known]:
    """Return what each request can be recognised by, the oldest first."""
    question = select(requests.c.id, requests.c.object, requests.c.status).order_by(requests.c.opened)
    with legible("?"):
        return [Known(row.id, row.object, Status(row.status).is_open) for row in conn.execute(question)]


def unknown(text: str) -> NotFound:
    """Return the error for a request that is not there."""
    return NotFound(
        Text("There is no request {id} in the ledger; see: provision request list", id=shown(text))
    )
