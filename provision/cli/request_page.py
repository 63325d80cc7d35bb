"""What `request show` tells about one request."""

from collections.abc import Iterator, Mapping
from typing import Any

from provision.cli.correction import ITEMS
from provision.flow.deadline import Deadline
from provision.i18n import Text, msg
from provision.model.event import Status
from provision.model.request import Action, Request
from provision.model.site import Site

STATUS = {
    Status.OPEN: msg("open"),
    Status.CHECKED: msg("checked"),
    Status.PLANNED: msg("planned"),
    Status.APPLYING: msg("applying"),
    Status.APPLIED: msg("applied"),
    Status.PENDING: msg("pending propagation"),
    Status.VERIFIED: msg("verified"),
    Status.ANSWERED: msg("answered"),
    Status.RETURNED: msg("returned"),
    Status.UNDONE: msg("undone"),
    Status.HELD: msg("held"),
    Status.CANCELLED: msg("cancelled"),
}
ACTION = {
    Action.NEW: msg("new"),
    Action.CHANGE: msg("change"),
    Action.RENAME: msg("new name"),
    Action.SUSPEND: msg("suspension"),
    Action.RESUME: msg("resumption"),
    Action.REVOKE: msg("revocation"),
    Action.HANDOVER: msg("hand-over"),
}


def action_word(request: Request) -> Text:
    """Return the words for what a letter asks for: its action, and of which service."""
    return Text("{service}, {action}", service=request.service, action=Text(ACTION[request.action]))


def status_word(status: Status) -> Text:
    """Return the word for where a request stands."""
    return Text(STATUS[status])


def page(site: Site, request: Request, status: Status, last: Deadline, lang: str) -> Iterator[Text]:
    """Yield the lines of the page."""
    letter = request.letter
    yield Text("{id}  {object}  ({asks})", id=request.id, object=request.object, asks=action_word(request))
    yield Text("Agency: {agency}", agency=site.agency_name(request.agency))
    yield Text("Letter: {number} of {dated}, “{subject}”, received {received}", number=letter.number,
               dated=letter.dated, subject=letter.subject, received=letter.received)  # fmt: skip
    yield Text("Status: {status}", status=status_word(status))
    yield from _fields(request)
    yield from due_lines(last, lang)


def _fields(request: Request) -> Iterator[Text]:
    fields = request.fields
    if ips := fields.get("ips"):
        yield Text("IP addresses: {ips}", ips=ips)
    if "ns" in fields:
        own = [ITEMS["fields.ns"](server) for server in fields["ns"]]
        ours = Text("the office's, as a zone of its own") if fields.get("zone") else Text("the office's")
        yield Text("Name servers: {ns}", ns=own or ours)
    if fields.get("www"):
        yield Text("Also www.{object}", object=request.object)
    for record in fields.get("records", ()):
        yield Text("Record: {label} {type} {value}", **record)
    yield from _vouching(fields)
    if to := fields.get("to"):
        yield Text("New name: {name}", name=to)
    if receiver := fields.get("receiver"):
        yield Text("To be held by: {agency}", agency=receiver)
    if until := fields.get("until"):
        yield Text("Last day: {day}", day=until)
    if purpose := fields.get("purpose"):
        yield Text("Purpose: {purpose}", purpose=purpose)


def _vouching(fields: Mapping[str, Any]) -> Iterator[Text]:
    if fields.get("cds"):
        yield Text("DS records: those that the zone asks for (CDS)")
    elif "ds" in fields:
        yield Text("DS records: {ds}", ds=fields["ds"] or Text("none"))


def due_lines(last: Deadline, lang: str) -> Iterator[Text]:
    """Yield until when the answer is owed, where the count began, and what did not count."""
    yield _due(last, lang)
    if last.stands_still:
        yield Text("  The clock stands still: the day moves on until the request is taken up again")
    for pause in last.pauses:
        yield Text("  {since} to {until} do not count: {reason}", since=pause.since, until=pause.until,
                   reason=pause.reason)  # fmt: skip
    for skipped in last.due.skipped:
        yield Text("  {day} does not count: {reason}", day=skipped.day, reason=skipped.reason)
    if not last.due.certain:
        yield Text("  Collective leave of that year is not decreed yet: the day may still move")


def _due(last: Deadline, lang: str) -> Text:
    if last.step is None:
        return Text("To be answered by {day}, counted from the receipt of the letter", day=last.day)
    return Text("To be answered by {day}, counted from {start}: {step}", day=last.day, start=last.start,
                step=last.step.title.to(lang))  # fmt: skip


def page_json(request: Request, status: Status, last: Deadline, lang: str) -> dict[str, Any]:
    """Return the page as plain data."""
    return {**request.to_json(), "status": status.value, "due": last.to_json(lang)}
