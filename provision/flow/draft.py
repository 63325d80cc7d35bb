"""A request that has no number yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from provision.flow.scans import Scan
from provision.model.grant import key_of
from provision.model.request import Action, Letter, Request
from provision.names import RequestId, Slug


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that has no number yet; every field has been judged.

    `follows` is what was written for the request that this one was sent in again for; `scan` is to be kept.
    """

    service: str
    action: Action
    agency: Slug
    object: str
    letter: Letter
    fields: Mapping[str, Any]
    follows: str = ""
    scan: Scan | None = None

    @property
    def grant_key(self) -> str:
        """The key of the grant it would act on."""
        return key_of(self.service, self.object)

    @property
    def identity(self) -> tuple[Any, ...]:
        """What tells the same wish of the same letter from others."""
        return self.agency, self.letter.number, self.letter.dated, self.action, self.grant_key

    def numbered(self, request_id: RequestId) -> Request:
        """Return the request of that id."""
        told = (self.service, self.action, self.agency, self.object, self.letter, self.fields, self.follows)
        return Request(request_id, *told)
