"""The form of a request: what a letter asks for, field by field, judged where it comes in.

Only what cannot be written down is refused here. What can, but should not be granted (an inner
address, a reserved name), is recorded, and becomes a finding that the reply letter tells.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Field,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from provision.config.fields import Absent, Line, Strict, Told, told
from provision.flow.border import Border, border_of, bordered
from provision.flow.ds_form import DsRecords, FromZone
from provision.flow.letter_form import LetterForm
from provision.flow.server_form import Addresses, OwnZone, Servers, once
from provision.flow.written_day import written_day
from provision.i18n import Text
from provision.model.request import Action
from provision.names import Fqdn, Slug
from provision.services.subdomain.record import Record

# What each kind of letter must name, and what it may name beside that.
ADDRESSING = ("ips", "ns", "www", "records", "ds")
NEEDS: Mapping[Action, tuple[str, ...]] = {
    **dict.fromkeys(Action, ()),
    Action.NEW: ("ips", "ns"),
    Action.RENAME: ("to", "until"),
    Action.HANDOVER: ("receiver",),
}
TAKES: Mapping[Action, tuple[str, ...]] = {
    **NEEDS,
    Action.NEW: (*ADDRESSING, "until"),
    Action.CHANGE: (*ADDRESSING, "until", "reduces"),
    Action.RENAME: (*ADDRESSING, "to", "until"),
}
PLACED = (*ADDRESSING, "until", "to", "receiver", "reduces")
LISTS = ("ips", "ns", "records", "ds")
MISSING = {
    "to": Text("is missing: the new name"),
    "until": Text("is missing: the day until which the old name stays beside the new one"),
    "receiver": Text("is missing: the agency that shall hold the name"),
    "ips": Text("is missing: the public IP address of the server, as the letter states it"),
    "ns": Text("is missing: the agency's name servers as the letter states them, or the word office or zone"),
}
Records = Annotated[tuple[Annotated[Record, told(Record.parse)], ...], AfterValidator(once)]


class SubdomainForm(Strict):
    """A request about a subdomain; `ns` of the word `office` reads as no servers of its own.

    A field that the letter does not name is None: which of them an action needs, and which have no
    place in it, `NEEDS` and `TAKES` tell.
    """

    service: Literal["subdomain"] = "subdomain"
    action: Action = Action.NEW
    agency: Annotated[Slug, bordered(Border.agency)]
    letter: LetterForm
    name: Annotated[Fqdn, bordered(Border.subdomain)]
    follows: Line | None = None
    # Before `ips`: a zone of its own can begin empty.
    ns: Servers | None = Field(default=None, validate_default=True)
    ips: Addresses | None = Field(default=None, validate_default=True)
    www: bool | None = None
    records: Records | None = None
    ds: DsRecords | None = None
    until: Annotated[date, told(written_day)] | None = Field(default=None, validate_default=True)
    to: Annotated[Fqdn, bordered(Border.subdomain)] | None = Field(default=None, validate_default=True)
    receiver: Annotated[Slug, bordered(Border.agency)] | None = Field(default=None, validate_default=True)
    reduces: bool | None = None
    purpose: Line | None = None

    @field_validator(*PLACED, mode="before")
    @classmethod
    def belongs_to_the_action(cls, value: Any, info: ValidationInfo) -> Any:
        """Return the value, lists as lists; raise where the action needs it, or has no place for it."""
        field, action = str(info.field_name), Action(info.data.get("action", Action.NEW))
        listed = [value] if isinstance(value, str) and field in LISTS else value
        if listed in (None, [], ()):
            own_zone = field == "ips" and isinstance(info.data.get("ns"), OwnZone)
            if field in NEEDS[action] and "action" in info.data and not own_zone:
                raise Absent(MISSING[field])
            return None
        if field not in TAKES[action]:
            raise Told(Text("is no part of such a letter ({action}); remove it", action=action.value))
        nothing = {"ns": "office", "ds": "none"}.get(field)
        return [] if nothing and _is_word(nothing, listed) else listed

    @field_validator("ns", mode="wrap")
    @classmethod
    def may_be_a_zone(cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Return the servers, or what stands for a zone on the office's servers."""
        takes = "ns" in TAKES[Action(info.data.get("action", Action.NEW))]
        listed = [value] if isinstance(value, str) else value
        return OwnZone() if takes and _is_word("zone", listed) else read(value)

    @field_validator("ds", mode="wrap")
    @classmethod
    def may_come_from_the_zone(
        cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        """Return the records, or what stands for those that the zone itself asks for."""
        takes = "ds" in TAKES[Action(info.data.get("action", Action.NEW))]
        listed = [value] if isinstance(value, str) else value
        return FromZone() if takes and _is_word("cds", listed) else read(value)

    @field_validator("to")
    @classmethod
    def stays_in_the_zone(cls, to: Fqdn | None, info: ValidationInfo) -> Fqdn | None:
        """Return the new name; raise where it is the old one, or lies in another of the office's zones."""
        name = info.data.get("name")
        if to is None or name is None:
            return to
        site = border_of(info).site
        if to == name or site.zone_of(to).name != site.zone_of(name).name:
            raise Told(Text("{to} must be another name in the zone of {name}", to=to, name=name))
        return to

    @model_validator(mode="after")
    def changes_something(self) -> "SubdomainForm":
        """Raise where a letter asks for a change and names none."""
        named = (self.ips, self.ns, self.www, self.records, self.ds, self.until)
        if self.action is Action.CHANGE and all(value is None for value in named):
            raise Absent(Text("asks for a change and names none: ips, ns, www, records, ds or until"))
        return self


class RequestsFile(Strict):
    """Several requests in one file."""

    requests: Annotated[tuple[SubdomainForm, ...], Field(min_length=1)]


def _is_word(word: str, listed: Any) -> bool:
    return isinstance(listed, list) and [str(one).lower() for one in listed] == [word]
