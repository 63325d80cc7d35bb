"""Working days of an Indonesian government office, and dates as its letters write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from provision.i18n import Text

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SATURDAY = 5
NO_REGIONAL: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that does not count, and why."""

    day: date
    reason: Text


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the clock stood still, and why; the first and the last are days of the pause too."""

    since: date
    until: date
    reason: Text

    def covers(self, day: date) -> bool:
        """Tell whether the clock stood still on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which work is still in time, with the days that did not count before it.

    Not `certain` where the government has not yet decreed the collective leave of a year on the
    way: the day may then move to a later one.
    """

    day: date
    skipped: tuple[Skipped, ...]
    certain: bool


def due(
    start: date,
    working_days: int,
    regional: Mapping[str, str] = NO_REGIONAL,
    pauses: Sequence[Pause] = (),
) -> Due:
    """Return the day on which `working_days` working days after `start` are over.

    The day of the start itself does not count, nor any day of a pause. `regional` names the
    regency's own holidays by ISO date.
    """
    day, left, skipped = start, working_days, []
    while left > 0:
        day += timedelta(days=1)
        if any(pause.covers(day) for pause in pauses):
            continue
        if reason := day_off(day, regional):
            skipped.append(Skipped(day, reason))
        else:
            left -= 1
    years = range(start.year, day.year + 1)
    return Due(day, tuple(skipped), all(_national(year).leave for year in years))


def day_off(day: date, regional: Mapping[str, str] = NO_REGIONAL) -> Text | None:
    """Return why a day is no working day, or None where it is one."""
    national = _national(day.year)
    if day in national.holidays:
        return Text("public holiday: {name}", name=national.holidays[day])
    if day in national.leave:
        return Text("collective leave: {name}", name=national.leave[day])
    if day.isoformat() in regional:
        return Text("regional holiday: {name}", name=regional[day.isoformat()])
    return Text("weekend") if day.weekday() >= SATURDAY else None


def long_date(day: date) -> str:
    """Return a date as Indonesian letters write it: `24 November 2026`."""
    return f"{day.day} {long_month(day)}"


def long_month(day: date) -> str:
    """Return month and year as Indonesian letters write them: `November 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def long_span(seconds: int) -> str:
    """Return a time to live as Indonesians say it: `1 jam 30 menit`."""
    units = ((86400, "hari"), (3600, "jam"), (60, "menit"), (1, "detik"))
    words = []
    for size, unit in units:
        count, seconds = divmod(seconds, size)
        if count:
            words.append(f"{count} {unit}")
    return " ".join(words) or "0 detik"


@dataclass(frozen=True, slots=True)
class _Year:
    holidays: Mapping[date, str]
    leave: Mapping[date, str]


@lru_cache
def _national(year: int) -> _Year:
    import holidays  # noqa: PLC0415  # slow to load, and most commands count no days

    # Collective leave (cuti bersama) is a category of its own, which the package leaves out unasked.
    public, leave = (
        holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for category in ("public", "government")
    )
    return _Year(dict(public), dict(leave))
