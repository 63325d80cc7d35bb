"""Days as people write them."""

import re
from datetime import date

from provision.calendar import MONTHS
from provision.errors import BadInput
from provision.i18n import Text
from provision.names import shown

ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})", re.ASCII)
IN_WORDS = re.compile(r"(?P<day>\d{1,2}) +(?P<month>[A-Za-z]+) +(?P<year>\d{4})", re.ASCII)
ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Nopember and Pebruari: older spellings that letters still use.
OLDER = {"nopember": 11, "pebruari": 2}
MONTH_NUMBERS = {
    name.lower(): number for names in (MONTHS, ENGLISH) for number, name in enumerate(names, 1)
} | OLDER


def written_day(text: str) -> date:
    """Return the day written as `2026-11-24`, `24-11-2026`, `24/11/2026` or `24 November 2026`.

    The day comes before the month, as Indonesians write it. Raises BadInput.
    """
    words = text.strip()
    match = ISO.fullmatch(words) or DAY_FIRST.fullmatch(words) or IN_WORDS.fullmatch(words)
    try:
        if match:
            return date(int(match["year"]), _month(match["month"]), int(match["day"]))
    except ValueError:
        pass
    raise BadInput(Text("{text} is not a day; write it as 2026-11-24 or 24 November 2026", text=shown(text)))


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else MONTH_NUMBERS.get(word.lower(), 0)
