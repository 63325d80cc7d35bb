"""What was recorded before: the same letter makes nothing again, and a letter that says other things is refused."""

from collections.abc import Iterator
from dataclasses import replace

from provision.errors import Refused
from provision.flow.draft import Draft
from provision.flow.follow import followed
from provision.i18n import Text
from provision.ledger import Ledger
from provision.model.event import Kind
from provision.model.request import Request
from provision.names import REQUEST_ID


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
