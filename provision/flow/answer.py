"""The reply letter: its outcome follows from the survey, never from a flag."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from provision.checks.office.conflict import WAITS
from provision.config.data import site_folder
from provision.engine.survey import survey
from provision.engine.surveyed import Surveyed
from provision.errors import NotVerified, Refused
from provision.flow.begun import begun
from provision.flow.check import report_of
from provision.flow.deadline import playbook_of
from provision.flow.desk import Desk
from provision.flow.exemption import exemptions
from provision.flow.halt import refuse_halted
from provision.flow.progress import DRAFT
from provision.flow.propose import granted, last_changed, proposals
from provision.flow.turn import need_turn
from provision.flow.verify import passed
from provision.i18n import Text
from provision.letter.facts import LetterFacts, Outcome
from provision.letter.pdf import NoPdfMaker, to_pdf
from provision.letter.render import render
from provision.model.event import Kind
from provision.model.finding import Finding
from provision.model.grant import Grant
from provision.model.playbook import Playbook
from provision.model.request import Action, Request
from provision.services.registry import service
from provision.services.service import Pair

LETTERS = "id"  # letters are Indonesian, whatever the clerk reads


@dataclass(frozen=True, slots=True)
class Drafted:
    """A letter in the outbox; `pdf` is None where LibreOffice is missing, and `note` then says so."""

    request: Request
    outcome: Outcome
    docx: Path
    pdf: Path | None
    note: Text | None = None


def draft(desk: Desk, requests: Sequence[Request], folder: Path | None = None) -> Sequence[Drafted]:
    """Write the letters that answer the requests, and record them.

    A letter that was fulfilled is told so once the world shows it; one whose check blocks is
    returned with the reasons. Raises NotYours where it is somebody else's turn, Refused where a request
    is neither, held or cancelled, NotVerified where the world does not show what was granted.
    """
    need_turn(desk, requests, DRAFT)
    refuse_halted(desk, requests)
    found = survey(desk.world, desk.site, proposals(desk, requests))
    outcomes = [_outcome(desk, *letter) for letter in found.letters]
    files = [
        _write(desk, *letter, outcome, folder)
        for letter, outcome in zip(found.letters, outcomes, strict=True)
    ]
    pdfs, note = _pdfs(files)
    return [
        _record(desk, Drafted(request, outcome, docx, pdf, note))
        for request, outcome, docx, pdf in zip(requests, outcomes, files, pdfs, strict=True)
    ]


def _outcome(desk: Desk, request: Request, about: Sequence[Surveyed]) -> Outcome:
    if not about[0].proposal.judged:
        _refuse_past(desk, request)
        findings = report_of(request, about).findings
        if passed(desk, findings):
            return "granted"
        raise NotVerified(Text("{request} was granted, but the world does not show it: {why}",
                               request=request.id, why=[finding.why for finding in findings]))  # fmt: skip
    if reasons := [finding for one in about for finding in one.reasons(desk.site)]:
        _refuse_half_done(desk, request)
        _refuse_waiting(request, reasons)
        return "returned"
    raise Refused(
        Text("{request} may be granted and has not been fulfilled: run provision fulfil {request}",
             request=request.id)
    )  # fmt: skip


def _refuse_waiting(request: Request, reasons: Sequence[Finding]) -> None:
    """Raise Refused where nothing but an earlier letter stands in the way: this one waits, it is not returned."""
    if all(finding.tag == WAITS for finding in reasons):
        raise Refused(
            Text(
                "{request} waits and is not returned: {why}", request=request.id, why=[f.why for f in reasons]
            )
        )


def _refuse_half_done(desk: Desk, request: Request) -> None:
    """Raise Refused where something was begun for a letter that is to be returned: it is taken back first."""
    if begun(desk, request):
        raise Refused(
            Text("{request} was begun and interrupted: take back what may be written with provision undo {request}",
                 request=request.id)
        )  # fmt: skip


def _refuse_past(desk: Desk, request: Request) -> None:
    """Raise Refused where the letter would tell what is no longer so: another letter, or its last day, came after."""
    grants = [Grant.from_json(change["after"]) for change in granted(desk, request)]
    for grant in grants:
        if desk.ledger.grant(grant.key) != grant:
            raise Refused(
                Text("No letter says any more that {request} was done: {later} changed {name} after it",
                     request=request.id, later=last_changed(desk, grant.key), name=grant.object)
            )  # fmt: skip
    if request.action is not Action.REVOKE and not any(grant.stands for grant in grants):
        raise Refused(
            Text("No letter says any more that {request} was done: {name} ended by itself on {day}",
                 request=request.id, name=grants[0].object, day=grants[0].until or "")
        )  # fmt: skip


def _write(
    desk: Desk, request: Request, about: Sequence[Surveyed], outcome: Outcome, folder: Path | None
) -> Path:
    playbook = playbook_of(desk.site, request.service)
    template = site_folder(desk.site.folder, "letters") / playbook.letter(outcome)
    target = _unused(folder or desk.site.outbox, f"{request.id}-{outcome}")
    target.parent.mkdir(parents=True, exist_ok=True)
    render(template, _facts(desk, request, about, outcome, playbook), target)
    return target


def _unused(folder: Path, stem: str) -> Path:
    """Return a file name that is free: a letter that people may have edited is never written over."""
    versions = (folder / f"{stem}{suffix}.docx" for suffix in ("", *(f"-v{n}" for n in range(2, 1000))))
    return next(path for path in versions if not path.exists())


def _facts(
    desk: Desk, request: Request, about: Sequence[Surveyed], outcome: Outcome, playbook: Playbook
) -> LetterFacts:
    kind, pairs = service(request.service), [one.proposal.pair for one in about]
    granted = outcome == "granted"
    against = [finding for one in about for finding in one.reasons(desk.site)]
    return LetterFacts(
        office=desk.site.office,
        agency=desk.site.agency(request.agency),
        letter=request.letter,
        outcome=outcome,
        action=request.action,
        object=request.becomes if granted else request.object,
        today=desk.today,
        working_days=playbook.time.working_days,
        rows=_rows(desk, request, pairs) if granted else (),
        usage=kind.letter_usage(request, pairs, desk.site) if granted else (),
        reasons=() if granted else reasons(against),
        copies=kind.letter_copies(request, desk.site) if granted else (),
    )


def _rows(desk: Desk, request: Request, pairs: Sequence[Pair]) -> Sequence[tuple[str, str]]:
    waived = [row for _, after in pairs for row in exemptions(desk, after)]
    return [*service(request.service).letter_rows(request, pairs, desk.site), *dict.fromkeys(waived)]


def reasons(findings: Sequence[Finding]) -> Sequence[tuple[str, str]]:
    """Return (what is wrong, what to correct) for the agency, each once, in Indonesian.

    A finding without words for agencies is told only where there is nothing else to tell.
    """
    told = [finding.letter.to(LETTERS) for finding in findings if finding.letter]
    plain = [f"{finding.why.to(LETTERS)}.\n{finding.do.to(LETTERS)}." for finding in findings]
    pairs = [text.partition("\n") for text in dict.fromkeys(told or plain)]
    return [(why, do) for why, _, do in pairs]


def _pdfs(files: Sequence[Path]) -> tuple[Sequence[Path | None], Text | None]:
    try:
        return to_pdf(files), None
    except NoPdfMaker as missing:
        return [None] * len(files), missing.text


def _record(desk: Desk, drafted: Drafted) -> Drafted:
    written = [path for path in (drafted.docx, drafted.pdf) if path]
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in written}
    desk.ledger.append(
        Kind.DRAFTED, str(drafted.request.id), {"outcome": drafted.outcome, "files": files}, desk.actor
    )
    return drafted
