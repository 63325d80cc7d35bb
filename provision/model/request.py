"""A request: one letter with an action on a grant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from provision.model.grant import key_of
from provision.names import RequestId, Slug


class Action(StrEnum):
    """What a letter asks for."""

    NEW = "new"
    CHANGE = "change"
    RENAME = "rename"
    SUSPEND = "suspend"
    RESUME = "resume"
    REVOKE = "revoke"
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Letter:
    """The incoming letter: its own number, date and subject, and the day it was received.

    `scan` is the SHA-256 of the file that shows it, in hexadecimal; "" where none was kept.
    """

    number: str
    dated: date
    subject: str
    received: date
    scan: str = ""

    def to_json(self) -> dict[str, str]:
        """Return plain data, from which `from_json` makes an equal letter; what is not there has no key."""
        scan = {"scan": self.scan} if self.scan else {}
        return {
            "number": self.number,
            "date": self.dated.isoformat(),
            "subject": self.subject,
            "received": self.received.isoformat(),
            **scan,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> "Letter":
        """Make a letter from what `to_json` returned."""
        return cls(
            data["number"],
            date.fromisoformat(data["date"]),
            data["subject"],
            date.fromisoformat(data["received"]),
            data.get("scan", ""),
        )


@dataclass(frozen=True, slots=True)
class Request:
    """One letter's wish: an action on an object of a service; `fields` are the service's own, as plain data.

    `follows` is the id of the request that this one was sent in again for; "" where it is the first.
    """

    id: RequestId
    service: str
    action: Action
    agency: Slug
    object: str
    letter: Letter
    fields: Mapping[str, Any] = field(default_factory=dict)
    follows: str = ""

    @property
    def grant_key(self) -> str:
        """The key of the grant it acts on."""
        return key_of(self.service, self.object)

    @property
    def grant_keys(self) -> tuple[str, ...]:
        """The keys of all grants it acts on: a rename acts on two."""
        return tuple(key_of(self.service, name) for name in dict.fromkeys((self.object, self.becomes)))

    @property
    def becomes(self) -> str:
        """What the object is called once the request is carried out."""
        return str(self.fields["to"]) if self.action is Action.RENAME else self.object

    def to_json(self) -> dict[str, Any]:
        """Return plain data, from which `from_json` makes an equal request; what is not there has no key."""
        follows = {"follows": self.follows} if self.follows else {}
        return {
            "id": str(self.id),
            "service": self.service,
            "action": self.action.value,
            "agency": self.agency.text,
            "object": self.object,
            "letter": self.letter.to_json(),
            "fields": dict(self.fields),
            **follows,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Request":
        """Make a request from what `to_json` returned."""
        return cls(
            RequestId.parse(data["id"]),
            data["service"],
            Action(data["action"]),
            Slug.parse(data["agency"]),
            data["object"],
            Letter.from_json(data["letter"]),
            data["fields"],
            data.get("follows", ""),
        )
