"""The form of a request: what a letter asks for, field by field, judged where it comes in.

Only what cannot be written down is refused here. What can, but should not be granted (an inner
address, a reserved name), is recorded, and becomes a finding that the reply letter tells.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from provision.config.fields import Absent, Address, Line, Strict, Told, tell, told
from provision.errors import BadInput
from provision.flow.scans import Scan, look_at
from provision.flow.written_day import written_day
from provision.i18n import Text
from provision.model.request import Action
from provision.model.site import Site
from provision.names import Fqdn, Slug, shown
from provision.ports import Clock
from provision.services.subdomain.record import Record

T = TypeVar("T")

OLDEST = date(2000, 1, 1)
MIN_LABELS = 2
# What each kind of letter must name, and what it may name beside that.
ADDRESSING = ("ips", "ns", "www", "records")
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
LISTS = ("ips", "ns", "records")
MISSING = {
    "to": Text("is missing: the new name"),
    "until": Text("is missing: the day until which the old name stays beside the new one"),
    "receiver": Text("is missing: the agency that shall hold the name"),
    "ips": Text("is missing: the public IP address of the server, as the letter states it"),
    "ns": Text("is missing: the agency's name servers as the letter states them, or the word office or zone"),
}


@dataclass(frozen=True, slots=True)
class Border:
    """What a request is judged by when it comes in; a scan's path begins at `folder`."""

    site: Site
    today: date
    folder: Path = Path()

    @classmethod
    def at(cls, site: Site, clock: Clock) -> "Border":
        """Return the border as it stands now, on the day of the office's own time zone."""
        return cls(site, clock.now().astimezone(ZoneInfo(site.timezone)).date())

    def agency(self, text: str) -> Slug:
        """Return the agency of that key or official name. Raises BadInput, with what was meant."""
        names = {agency.name.casefold(): key for key, agency in self.site.agencies.items()}
        names |= {key.text: key for key in self.site.agencies}
        if key := names.get(text.strip().casefold()):
            return key
        near = get_close_matches(text.casefold(), names, 1)
        if near:
            raise BadInput(
                Text(
                    "{text} is no agency of this site; did you mean {near}?",
                    text=shown(text),
                    near=names[near[0]],
                )
            )
        raise BadInput(
            Text("{text} is no agency of this site; inventory/agencies.yaml lists them", text=shown(text))
        )

    def subdomain(self, text: str) -> Fqdn:
        """Return the name; a single label is completed with the office's zone. Raises BadInput."""
        if "." in text or len(self.site.zones) > 1:
            name = Fqdn.host(text)
        else:
            name = Fqdn.host(f"{text}.{next(iter(self.site.zones))}")
        self.site.zone_of(name)
        return name

    def scan(self, text: str) -> Scan:
        """Return the file that shows the letter, looked at. Raises NotFound, BadInput."""
        return look_at(self.folder / text, self.site.folder)

    def day(self, text: str) -> date:
        """Return a day that is past or today. Raises BadInput."""
        day = written_day(text)
        if day > self.today:
            raise BadInput(Text("{day} lies in the future; today is {today}", day=day, today=self.today))
        if day < OLDEST:
            raise BadInput(Text("{day} is too long ago; look at the year", day=day))
        return day


def bordered(parse: Callable[[Border, str], T]) -> PlainValidator:
    """Return a validator that hands a text, and the border it crosses, to `parse`."""

    def validate(value: Any, info: ValidationInfo) -> T:
        return tell(lambda text: parse(_border(info), text), value)

    return PlainValidator(validate)


def _border(info: ValidationInfo) -> Border:
    if not isinstance(info.context, Border):
        raise TypeError(info.context)
    return info.context


def _once(values: tuple[T, ...]) -> tuple[T, ...]:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise Told(Text("{value} is written twice; keep it once", value=value))
    return values


def _full_host(text: str) -> Fqdn:
    name = Fqdn.host(text)
    if len(name.labels) < MIN_LABELS:
        raise BadInput(Text("{name}: write the full name of the server", name=name))
    return name


def _server(value: object) -> object:
    """Read `NAME/IP,IP` as the mapping it stands for."""
    if not isinstance(value, str):
        return value
    name, _, addresses = value.partition("/")
    return {"name": name, "addresses": addresses.split(",") if addresses else []}


def _named_once(servers: "tuple[ServerForm, ...]") -> "tuple[ServerForm, ...]":
    _once(tuple(server.name for server in servers))
    return servers


Addresses = Annotated[tuple[Address, ...], AfterValidator(_once)]
Records = Annotated[tuple[Annotated[Record, told(Record.parse)], ...], AfterValidator(_once)]
DayPassed = Annotated[date, bordered(Border.day)]


def _received(value: Any, info: ValidationInfo) -> date:
    """Return the day of receipt, today where none is told; it is never before the letter's date."""
    border, dated = _border(info), info.data.get("dated")
    day = border.today if value is None else tell(border.day, value)
    if isinstance(dated, date) and day < dated:
        raise Told(Text("{day} is before the letter's own date, {dated}", day=day, dated=dated))
    return day


class LetterForm(Strict):
    """The incoming letter."""

    number: Line
    dated: DayPassed = Field(alias="date")
    subject: Line
    received: Annotated[date, PlainValidator(_received)] = Field(default=None, validate_default=True)
    scan: Annotated[Scan, bordered(Border.scan)] | None = None


class ServerForm(Strict):
    """A name server of the agency's own, with its addresses where its name lies inside the subdomain."""

    name: Annotated[Fqdn, told(_full_host)]
    addresses: Addresses = ()


Servers = Annotated[
    tuple[Annotated[ServerForm, BeforeValidator(_server)], ...],
    AfterValidator(_named_once),
]


class OwnZone(tuple[ServerForm, ...]):
    """What `ns` of the word `zone` reads as: no servers of the agency's own, but a zone, on the office's."""

    __slots__ = ()


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
        return [] if field == "ns" and _is_word("office", listed) else listed

    @field_validator("ns", mode="wrap")
    @classmethod
    def may_be_a_zone(cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Return the servers, or what stands for a zone on the office's servers."""
        takes = "ns" in TAKES[Action(info.data.get("action", Action.NEW))]
        listed = [value] if isinstance(value, str) else value
        return OwnZone() if takes and _is_word("zone", listed) else read(value)

    @field_validator("to")
    @classmethod
    def stays_in_the_zone(cls, to: Fqdn | None, info: ValidationInfo) -> Fqdn | None:
        """Return the new name; raise where it is the old one, or lies in another of the office's zones."""
        name = info.data.get("name")
        if to is None or name is None:
            return to
        site = _border(info).site
        if to == name or site.zone_of(to).name != site.zone_of(name).name:
            raise Told(Text("{to} must be another name in the zone of {name}", to=to, name=name))
        return to

    @model_validator(mode="after")
    def changes_something(self) -> "SubdomainForm":
        """Raise where a letter asks for a change and names none."""
        named = (self.ips, self.ns, self.www, self.records, self.until)
        if self.action is Action.CHANGE and all(value is None for value in named):
            raise Absent(Text("asks for a change and names none: ips, ns, www, records or until"))
        return self


class RequestsFile(Strict):
    """Several requests in one file."""

    requests: Annotated[tuple[SubdomainForm, ...], Field(min_length=1)]


def _is_word(word: str, listed: Any) -> bool:
    return isinstance(listed, list) and [str(one).lower() for one in listed] == [word]
