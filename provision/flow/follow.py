"""Resubmissions: a letter that comes in again for one that was returned or cancelled."""

from collections.abc import Sequence

from provision.errors import BadInput, Refused
from provision.i18n import Text
from provision.ledger import Ledger
from provision.model.event import Status
from provision.model.request import Request
from provision.names import Slug

MAY_BE_FOLLOWED = frozenset({Status.RETURNED, Status.CANCELLED})


def followed(ledger: Ledger, text: str, agency: Slug, service: str) -> str:
    """Return the id of the request that a new one of the agency may follow; "" for no text.

    Raises NotFound, BadInput where it is another agency's or service's, Refused where it is neither
    returned nor cancelled.
    """
    if not text:
        return ""
    first = ledger.find(text)
    if (first.agency, first.service) != (agency, service):
        raise BadInput(
            Text(
                "{id} cannot be followed: it is of {agency}, for the service {service}; a resubmission is of the same "
                "agency and service",
                id=first.id,
                agency=first.agency,
                service=first.service,
            )
        )
    if ledger.status(first.id) not in MAY_BE_FOLLOWED:
        raise Refused(
            Text(
                "{id} cannot be followed: it is neither returned nor cancelled; to correct it on its way: "
                "provision request amend {id}",
                id=first.id,
            )
        )
    return str(first.id)


def followers(ledger: Ledger, request: Request) -> Sequence[Request]:
    """Return the requests that were sent in again for this one, the oldest first."""
    return [other for other, _ in ledger.requests() if other.follows == str(request.id)]
