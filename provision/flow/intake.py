"""The way in: from what a letter asks for, typed or in a file, to a draft whose every field was judged."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from provision.config.document import Document
from provision.flow.border import Border
from provision.flow.draft import Draft
from provision.flow.ds_form import FromZone
from provision.flow.form import RequestsFile, SubdomainForm
from provision.flow.server_form import OwnZone, ServerForm
from provision.i18n import Text
from provision.model.request import Action, Letter
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
    "ds": "--ds",
    "until": "--until",
    "to": "--to",
    "receiver": "--receiver",
    "reduces": "--reduces",
    "purpose": "--purpose",
    "action": "--action",
    "follows": "--follows",
}


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
        "ds": None if form.ds is None or isinstance(form.ds, FromZone) else [*form.ds],
        "cds": _from_zone(form),
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


def _from_zone(form: SubdomainForm) -> bool | None:
    """Return whether the DS records shall be those that the zone asks for: as `ds` tells, if it is told."""
    if isinstance(form.ds, FromZone):
        return True
    return None if form.ds is None or form.action is Action.NEW else False


def _server(server: ServerForm) -> Mapping[str, Any]:
    return {"name": server.name.text, "addresses": [str(address) for address in server.addresses]}


def template(name: str, lang: str) -> str:
    """Return a form to fill in, with comments in a language, for a service. Raises NotFound."""
    return (TEMPLATES / f"{service(name).name}.{lang}.yaml").read_text(encoding="utf-8")
