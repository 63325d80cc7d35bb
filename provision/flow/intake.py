"""The way in: from what a letter asks for, typed or in a file, to a request in the ledger."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from provision.config.document import Document
from provision.errors import BadInput
from provision.flow.draft import Draft
from provision.flow.form import Border, OwnZone, RequestsFile, ServerForm, SubdomainForm
from provision.flow.recorded import linked, recorded, unchanged
from provision.i18n import Text
from provision.ledger import Ledger
from provision.model.request import Action, Letter, Request
from provision.names import RequestId
from provision.ports import Clock
from provision.services.registry import service

TEMPLATES = Path(__file__).with_name("templates")
# The option behind each key of a request, for `request new`.
OPTIONS = {
    "agency": "--agency",
    "letter.number": "--number",
    "letter.date": "--date",
    "letter.subject": "--subject",
    "letter.received": "--received",
    "letter.scan": "--scan",
    "letter": "--number",
    "name": "--name",
    "ips": "--ip",
    "ns": "--ns",
    "www": "--www",
    "records": "--record",
    "until": "--until",
    "to": "--to",
    "receiver": "--receiver",
    "reduces": "--reduces",
    "purpose": "--purpose",
    "action": "--action",
    "follows": "--follows",
}


class _Known(Exception):
    """Leaves the making of a request that is there already, before a number is used."""

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self.request = request


def read_draft(document: Document, border: Border) -> Draft:
    """Return the one request of a document. Raises BadConfig that tells every fault, each with its place."""
    return _draft(document.validate(SubdomainForm, border))


def read_drafts(document: Document, border: Border) -> Sequence[Draft]:
    """Return the request of a file, or those in its list `requests`. Raises BadConfig, as `read_draft`."""
    if isinstance(document.data, dict) and "requests" in document.data:
        return [_draft(form) for form in document.validate(RequestsFile, border).requests]
    return [read_draft(document, border)]


def fault_of(key: str, answers: Mapping[str, object], border: Border) -> Text | None:
    """Return what is wrong with the last answer of a dialogue, whose other fields may still be missing."""
    document = Document.typed(answers, OPTIONS)
    keys = tuple(key.split("."))
    faults = document.faults(SubdomainForm, border)
    return next((fault.what for fault in faults if fault.keys[: len(keys)] == keys), None)


def _draft(form: SubdomainForm) -> Draft:
    letter, scan = form.letter, form.letter.scan
    digest = scan.digest if scan else ""
    return Draft(
        service=form.service,
        action=form.action,
        agency=form.agency,
        object=form.name.text,
        letter=Letter(letter.number, letter.dated, letter.subject, letter.received, digest),
        fields=_fields(form),
        follows=form.follows or "",
        scan=scan,
    )


def _fields(form: SubdomainForm) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "ips": None if form.ips is None else [str(ip) for ip in form.ips],
        "ns": None if form.ns is None else [_server(server) for server in form.ns],
        "zone": _zone(form),
        "www": bool(form.www) if form.action is Action.NEW else form.www,
        "records": None if form.records is None else [record.to_json() for record in form.records],
        "until": form.until and form.until.isoformat(),
        "to": form.to and form.to.text,
        "receiver": form.receiver and form.receiver.text,
        "reduces": form.reduces,
        "purpose": form.purpose,
    }
    return {key: value for key, value in told.items() if value is not None}


def _zone(form: SubdomainForm) -> bool | None:
    """Return whether the name shall be a zone of its own: as the name servers tell, if they are told."""
    if isinstance(form.ns, OwnZone):
        return True
    return None if form.ns is None or form.action is Action.NEW else False


def _server(server: ServerForm) -> Mapping[str, Any]:
    return {"name": server.name.text, "addresses": [str(address) for address in server.addresses]}


def register(ledger: Ledger, draft: Draft, actor: str, clock: Clock) -> tuple[Request, bool]:
    """Return the request that the draft became, and whether it is new.

    A letter that was recorded before makes nothing; Refused is raised where it then said other things.
    Raises what `followed` raises, too.
    """
    draft = linked(ledger, draft)
    if draft.scan:
        draft.scan.keep()

    def make(request_id: RequestId) -> Request:
        # Looked up here, while others wait: two clerks may record the same letter.
        if known := recorded(ledger, draft):
            raise _Known(known)
        return draft.numbered(request_id)

    try:
        prefix = service(draft.service).prefix
        return ledger.open_request(prefix, clock.now().year, make, actor), True
    except _Known as same:
        return unchanged(ledger, same.request, draft), False


def register_all(
    ledger: Ledger, drafts: Sequence[Draft], actor: str, clock: Clock
) -> Sequence[tuple[Request, bool]]:
    """Do as `register` for each draft, once it is sure that none of them will be refused."""
    drafts = [linked(ledger, draft) for draft in drafts]
    first: dict[tuple[Any, ...], Draft] = {}
    for draft in drafts:
        if known := recorded(ledger, draft):
            unchanged(ledger, known, draft)
        if first.setdefault(draft.identity, draft) != draft:
            raise BadInput(
                Text(
                    "Letter {number} asks twice for {object}, with different data; keep one",
                    number=draft.letter.number,
                    object=draft.object,
                )
            )
    return [register(ledger, draft, actor, clock) for draft in drafts]


def template(name: str, lang: str) -> str:
    """Return a form to fill in, with comments in a language, for a service. Raises NotFound."""
    return (TEMPLATES / f"{service(name).name}.{lang}.yaml").read_text(encoding="utf-8")
