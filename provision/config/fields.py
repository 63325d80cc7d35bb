"""The kinds of field that the site's files and requests have, for pydantic models.

A parser that raises BadInput keeps its own sentence, which `Document.validate` sets behind file,
line and key path. No sentence repeats a value that was meant to be a secret.
"""

import re
from collections.abc import Callable
from datetime import date
from ipaddress import ip_network
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, PlainValidator

from provision.errors import BadInput
from provision.i18n import Text
from provision.model.networks import Network
from provision.names import Fqdn, Ip, Slug, line, parse_ip, shown

T = TypeVar("T")
NIP = re.compile(r"[0-9]{18}")


class Strict(BaseModel):
    """A mapping with exactly these keys; what it refuses, it does not repeat."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True
    )


class Told(ValueError):
    """Carries a sentence through pydantic."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class Absent(Told):
    """Tells of a key that is not there, and without which the others do not do."""


def told(parse: Callable[[str], T]) -> PlainValidator:
    """Return a validator that hands a text to `parse`, whose BadInput keeps its sentence."""
    return PlainValidator(lambda value: tell(parse, value))


def tell(parse: Callable[[str], T], value: Any) -> T:
    """Return what `parse` makes of a text; its BadInput becomes an error that pydantic carries."""
    if not isinstance(value, str):
        raise Told(Text("must be a text"))
    try:
        return parse(value)
    except BadInput as error:
        text = error.text
    raise Told(text)


def parse_network(text: str) -> Network:
    """Return the network written as `text` (`10.0.0.0/8`). Raises BadInput."""
    try:
        return ip_network(text)
    except ValueError as error:
        raise BadInput(Text("{text} is not a network, as 203.0.113.0/24 is", text=shown(text))) from error


def parse_day(text: str) -> date:
    """Return the day written as `text`, in ISO form. Raises BadInput."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(Text("{text} is not a day, as 2026-11-24 is", text=shown(text))) from error


def parse_inner_path(text: str) -> PurePosixPath:
    """Return a path that stays inside the site's folder. Raises BadInput."""
    path = PurePosixPath(line(text))
    if path.is_absolute() or ".." in path.parts:
        raise BadInput(Text("{text}: write a path inside the site's folder, without ..", text=shown(text)))
    return path


def parse_nip(text: str) -> str:
    """Return a civil servant's number in its printed groups, 8-6-1-3 digits. Raises BadInput."""
    digits = text.replace(" ", "")
    if not NIP.fullmatch(digits):
        raise BadInput(Text("{text} is not a NIP: 18 digits, in groups if you like", text=shown(text)))
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def parse_time_zone(text: str) -> str:
    """Return the name of a time zone that this machine knows. Raises BadInput."""
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise BadInput(Text("{text} is not a time zone, as Asia/Jakarta is", text=shown(text))) from error


Host = Annotated[Fqdn, told(Fqdn.host)]
Address = Annotated[Ip, told(parse_ip)]
AddressRange = Annotated[Network, told(parse_network)]
Key = Annotated[Slug, told(Slug.parse)]
Line = Annotated[str, told(line)]
Day = Annotated[date, told(parse_day)]
InnerPath = Annotated[PurePosixPath, told(parse_inner_path)]
DayText = Annotated[str, told(lambda text: parse_day(text).isoformat())]
NipText = Annotated[str, told(parse_nip)]
TimeZone = Annotated[str, told(parse_time_zone)]
