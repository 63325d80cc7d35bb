"""What `request show` tells about one request."""

from collections.abc import Iterator
from typing import Any

from provision.flow.deadline import deadline
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


def status_word(status: Status) -> Text:
    """Return the word for where a request stands."""
    return Text(STATUS[status])


def page(site: Site, request: Request, status: Status) -> Iterator[Text]:
    """Yield the lines of the page."""
    letter = request.letter
    agency = site.agencies[request.agency].name if request.agency in site.agencies else request.agency
    yield Text("{id}  {object}  ({service}, {action})", id=request.id, object=request.object,
               service=request.service, action=Text(ACTION[request.action]))  # fmt: skip
    yield Text("Agency: {agency}", agency=agency)
    yield Text("Letter: {number} of {dated}, “{subject}”, received {received}", number=letter.number,
               dated=letter.dated, subject=letter.subject, received=letter.received)  # fmt: skip
    yield Text("Status: {status}", status=status_word(status))
    yield from _fields(request)
    yield from _due(site, request)


def _fields(request: Request) -> Iterator[Text]:
    fields = request.fields
    if ips := fields.get("ips"):
        yield Text("IP addresses: {ips}", ips=ips)
    if "ns" in fields:
        own = [" ".join([server["name"], *server["addresses"]]) for server in fields["ns"]]
        ours = Text("the office's, as a zone of its own") if fields.get("zone") else Text("the office's")
        yield Text("Name servers: {ns}", ns=own or ours)
    if fields.get("www"):
        yield Text("Also www.{object}", object=request.object)
    for record in fields.get("records", ()):
        yield Text("Record: {label} {type} {value}", **record)
    if to := fields.get("to"):
        yield Text("New name: {name}", name=to)
    if receiver := fields.get("receiver"):
        yield Text("To be held by: {agency}", agency=receiver)
    if until := fields.get("until"):
        yield Text("Last day: {day}", day=until)
    if purpose := fields.get("purpose"):
        yield Text("Purpose: {purpose}", purpose=purpose)


def _due(site: Site, request: Request) -> Iterator[Text]:
    due = deadline(site, request)
    yield Text("To be answered by {day}, counted from the receipt of the letter", day=due.day)
    for skipped in due.skipped:
        yield Text("  {day} does not count: {reason}", day=skipped.day, reason=skipped.reason)
    if not due.certain:
        yield Text("  Collective leave of that year is not decreed yet: the day may still move")


def page_json(site: Site, request: Request, status: Status, lang: str) -> dict[str, Any]:
    """Return the page as plain data."""
    due = deadline(site, request)
    skipped = [{"day": day.day.isoformat(), "reason": day.reason.to(lang)} for day in due.skipped]
    until = {"day": due.day.isoformat(), "skipped": skipped, "certain": due.certain}
    return {**request.to_json(), "status": status.value, "due": until}
