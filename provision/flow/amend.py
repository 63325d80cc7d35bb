"""Amending an open request: what was typed wrong is corrected, and what it was stays on record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from provision.config.document import Document
from provision.errors import BadInput, Refused
from provision.flow.border import Border
from provision.flow.desk import Desk
from provision.flow.draft import Draft
from provision.flow.follow import followed
from provision.flow.halt import refuse_begun
from provision.flow.intake import OPTIONS, read_draft
from provision.flow.roles import CLERKS
from provision.flow.scans import look_at
from provision.i18n import Text
from provision.ledger import Ledger
from provision.model.amendment import Correction
from provision.model.event import Event
from provision.model.request import Request
from provision.names import line
from provision.services.subdomain.record import Record

# Said about both actions of a request; the rest belongs to the one it had.
OF_EVERY_ACTION = ("purpose",)


def amend(desk: Desk, request: Request, typed: Mapping[str, Any], reason: str) -> Sequence[Correction]:
    """Correct an open request by what was typed for some of its fields; return what differs, [] for nothing.

    Every field is judged as a new letter's is. Raises BadInput, Refused once it was applied or closed
    or where the letter would then be recorded twice.
    """
    desk.need(*CLERKS)
    why = line(reason)
    border = Border(desk.site, desk.today)
    with desk.locked([request]):
        refuse_begun(desk, request)
        now = desk.ledger.request(request.id)
        draft = read_draft(Document.typed(_over(now, typed), OPTIONS), border)
        if draft.scan:
            draft.scan.keep()
        return _told(
            desk.ledger.amend(request.id, lambda old: _made(desk.ledger, old, draft), why, desk.actor)
        )


def add_scan(desk: Desk, request: Request, path: Path) -> bool:
    """Keep the scan of a request's letter, at any time; return whether it is another than before.

    Raises NotFound, BadInput.
    """
    desk.need(*CLERKS)
    scan = look_at(path, desk.site.folder)
    scan.keep()

    def make(old: Request) -> Request:
        return replace(old, letter=replace(old.letter, scan=scan.digest))

    return bool(_told(desk.ledger.amend(request.id, make, "", desk.actor)))


def _told(event: Event | None) -> Sequence[Correction]:
    return [Correction.from_json(change) for change in event.body["changes"]] if event and event.body else []


def _over(request: Request, typed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the request as the form has it, with what was typed laid over it; what is empty is taken away."""
    form = as_form(request)
    if typed.get("action", form["action"]) != form["action"]:
        form = {
            key: value for key, value in form.items() if key not in request.fields or key in OF_EVERY_ACTION
        }
    laid = {**form, **typed, "letter": {**form["letter"], **typed.get("letter", {})}}
    return {key: value for key, value in laid.items() if value != ""}


def as_form(request: Request) -> dict[str, Any]:
    """Return a request as its form has it, from which `read_draft` makes the same one; without its scan."""
    told = request.letter.to_json()
    return {
        "service": request.service,
        "action": request.action.value,
        "agency": request.agency.text,
        "letter": {key: told[key] for key in ("number", "date", "subject", "received")},
        "name": request.object,
        "follows": request.follows,
        **_fields(request.fields),
    }


def _fields(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the service's own fields in the words of the form."""
    told = {key: value for key, value in fields.items() if key not in {"zone", "ns", "records", "cds"}}
    if fields.get("zone") or "ns" in fields:
        told["ns"] = ["zone"] if fields.get("zone") else fields["ns"] or ["office"]
    if fields.get("cds") or "ds" in fields:
        told["ds"] = ["cds"] if fields.get("cds") else fields["ds"] or ["none"]
    if "records" in fields:
        told["records"] = [str(Record.from_json(record)) for record in fields["records"]]
    return told


def _made(ledger: Ledger, old: Request, draft: Draft) -> Request:
    """Return the request that the draft makes of an old one. Raises what `followed` raises, Refused."""
    if (draft.follows, draft.agency) != (old.follows, old.agency):
        draft = replace(draft, follows=followed(ledger, draft.follows, draft.agency, draft.service))
    new = draft.numbered(old.id)
    if new.follows == str(old.id):
        raise BadInput(
            Text("{id} cannot follow itself; name the request that was returned or cancelled", id=old.id)
        )
    other = ledger.same_letter(new.agency, new.letter.number, new.action, new.grant_key, new.letter.dated)
    if other and other.id != old.id:
        raise Refused(
            Text("Letter {number} for {object} is already recorded as {id}; correct or cancel that one", number=new.letter.number,
                 object=new.object, id=other.id)
        )  # fmt: skip
    return new if draft.scan else replace(new, letter=replace(new.letter, scan=old.letter.scan))
