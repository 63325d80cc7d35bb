"""The serial: which comes next, and where it stands in the file; nothing else there changes."""

import re
from datetime import date, timedelta
from itertools import dropwhile

from provision.drivers.zonefile.entries import Entry, Word, entries

WRAP, HALF = 2**32, 2**31  # RFC 1982 section 3: SERIAL_BITS is 32
DAY = 100  # YYYYMMDDnn: a hundred a day
FIRST, LAST = date(1990, 1, 1), date(2150, 1, 1)
BEFORE_TYPE = re.compile(rb"IN|[0-9][0-9SMHDW]*", re.IGNORECASE)  # class and TTL, in either order
BEFORE_SERIAL = 2  # the primary's name, the mailbox


def is_later(one: int, other: int) -> bool:
    """Tell whether a serial comes after another (RFC 1982 section 3.2)."""
    return 0 < (one - other) % WRAP < HALF


def following(serial: int, today: date) -> int:
    """Return the serial to write after this one.

    One that is a day with a number (YYYYMMDDnn) becomes the first of today, or one more where it is of
    today or later; after the 99th of a day comes the next day. Any other becomes one more, and never 0,
    which some programs take for "none".
    """
    day = _day(serial)
    if day is None:
        return (serial + 1) % WRAP or 1
    first = _serial(today, 1)
    if first > serial:
        return first
    return serial + 1 if serial % DAY < DAY - 1 else _serial(day + timedelta(days=1), 0)


def place(content: bytes) -> Word | None:
    """Return the serial in a file, None where the file holds no SOA record in plain form."""
    found = (_of_soa(entry) for entry in entries(content))
    return next((word for word in found if word), None)


def with_serial(content: bytes, word: Word, serial: int) -> bytes:
    """Return the file with another serial; every other byte is kept."""
    return content[: word.start] + str(serial).encode() + content[word.end :]


def _of_soa(entry: Entry) -> Word | None:
    """Return the serial of a SOA record: [owner] [TTL] [class] SOA primary mailbox serial ..."""
    words = entry.words if entry.indented else entry.words[1:]
    typed = list(dropwhile(lambda word: BEFORE_TYPE.fullmatch(word.value), words))
    if entry.directive or not typed or typed[0].value.upper() != b"SOA":
        return None
    after = typed[1 + BEFORE_SERIAL :]
    return after[0] if after and after[0].value.isdigit() else None


def _serial(day: date, number: int) -> int:
    return int(f"{day:%Y%m%d}") * DAY + number


def _day(serial: int) -> date | None:
    year, month, day = serial // 10**6, serial // 10**4 % 100, serial // DAY % 100
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST <= found < LAST else None
