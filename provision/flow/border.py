"""What a request is judged by when it comes in: the site's agencies and zones, and the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import PlainValidator, ValidationInfo

from provision.config.fields import tell
from provision.errors import BadInput
from provision.flow.scans import Scan, look_at
from provision.flow.written_day import written_day
from provision.i18n import Text
from provision.model.site import Site
from provision.names import Fqdn, Slug, shown
from provision.ports import Clock

T = TypeVar("T")

OLDEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Border:
    """What a request is judged by when it comes in; a scan's path begins at `folder`."""

    site: Site
    today: date
    folder: Path = Path()

    @classmethod
    def at(cls, site: Site, clock: Clock) -> "Border":
        """Return the border as it stands now, on the day of the office's own time zone."""
        return cls(site, site.day(clock.now()))

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
        return tell(lambda text: parse(border_of(info), text), value)

    return PlainValidator(validate)


def border_of(info: ValidationInfo) -> Border:
    """Return the border that a document is validated at."""
    if not isinstance(info.context, Border):
        raise TypeError(info.context)
    return info.context
