"""Recording drafts as requests: the same letter makes nothing again, one that says other things is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from provision.errors import BadInput, Refused
from provision.flow.draft import Draft
from provision.flow.follow import followed
from provision.i18n import Text
from provision.ledger import Ledger
from provision.model.event import Kind
from provision.model.request import Request
from provision.names import REQUEST_ID, RequestId
from provision.ports import Clock
from provision.services.registry import service


class _Known(Exception):
    """Leaves the making of a request that is there already, before a number is used."""

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self.request = request


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


def recorded(ledger: Ledger, draft: Draft) -> Request | None:
    """Return the request that was made before from the same letter for the same object, if any."""
    letter = draft.letter
    return ledger.same_letter(draft.agency, letter.number, draft.action, draft.grant_key, letter.dated)


def linked(ledger: Ledger, draft: Draft) -> Draft:
    """Return the draft with the id of the request that it follows; a letter recorded before has its own already.

    Raises what `followed` raises.
    """
    if not draft.follows or recorded(ledger, draft):
        return draft
    return replace(draft, follows=followed(ledger, draft.follows, draft.agency, draft.service))


def _others(request: Request, draft: Draft) -> Iterator[str]:
    """Yield the keys that the draft fills otherwise than the request; what it leaves out is not meant."""
    for key in sorted({*request.fields, *draft.fields}):
        if request.fields.get(key) != draft.fields.get(key):
            yield key
    # An object's name would mean the latest request for it, this one.
    if REQUEST_ID.fullmatch(draft.follows) and draft.follows != request.follows:
        yield "follows"
    if draft.letter.scan not in {"", request.letter.scan}:
        yield "scan"


def unchanged(ledger: Ledger, request: Request, draft: Draft) -> Request:
    """Return the request, where the draft says what it says, or what it said before it was amended.

    Raises Refused, naming what differs, where it says other things.
    """
    other = list(_others(request, draft))
    if other and [*_others(_as_opened(ledger, request), draft)]:
        raise Refused(
            Text(
                "Letter {number} for {object} is already recorded as {id}, with other data ({keys}); to correct what was "
                "typed wrong: provision request amend {id}; a corrected letter has a number of its own",
                number=request.letter.number,
                object=request.object,
                id=request.id,
                keys=other,
            )
        )
    return request


def _as_opened(ledger: Ledger, request: Request) -> Request:
    """Return a request as its letter was recorded at first; as it is now, where that was erased."""
    [event] = ledger.events(str(request.id), kind=Kind.OPENED)
    return Request.from_json(event.body) if event.body else request
