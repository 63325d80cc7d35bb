"""Working days, as the office must count them."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import date

import pytest

from provision.calendar import Pause, day_off, due, long_date, long_month, long_span
from provision.i18n import Text


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-11-24", 1, "2026-11-25"),  # an ordinary Tuesday
        ("2026-11-27", 1, "2026-11-30"),  # Friday: the weekend does not count
        ("2026-11-28", 1, "2026-11-30"),  # received on a Saturday
        ("2026-03-17", 1, "2026-03-25"),  # collective leave, Nyepi, Idulfitri: a naive count says 18 March
        ("2026-03-17", 7, "2026-04-02"),
        ("2026-12-23", 1, "2026-12-28"),  # collective leave before Christmas, then a weekend
        ("2026-12-31", 1, "2027-01-04"),  # over the end of the year
        ("2026-11-24", 0, "2026-11-24"),
    ],
)
def test_due(start: str, days: int, last: str) -> None:
    assert due(date.fromisoformat(start), days).day == date.fromisoformat(last)


def pause(since: str, until: str) -> Pause:
    return Pause(date.fromisoformat(since), date.fromisoformat(until), Text("on hold"))


@pytest.mark.parametrize(
    ("pauses", "last"),
    [
        ([], "2026-11-26"),
        ([pause("2026-11-25", "2026-11-25")], "2026-11-27"),
        ([pause("2026-11-25", "2026-11-27")], "2026-12-01"),  # ends before a weekend
        ([pause("2026-11-28", "2026-11-29")], "2026-11-26"),  # after the last day
        ([pause("2026-11-20", "2026-11-24")], "2026-11-26"),  # over before the first
        ([pause("2026-11-25", "2026-11-26"), pause("2026-11-26", "2026-11-27")], "2026-12-01"),  # overlapping
    ],
)
def test_the_days_of_a_pause_do_not_count(pauses: Sequence[Pause], last: str) -> None:
    assert due(date(2026, 11, 24), 2, pauses=pauses).day == date.fromisoformat(last)


def test_every_skipped_day_has_a_reason() -> None:
    skipped = {str(skip.day): str(skip.reason) for skip in due(date(2026, 3, 17), 1).skipped}
    assert skipped == {
        "2026-03-18": "collective leave: Cuti Bersama Hari Suci Nyepi",
        "2026-03-19": "public holiday: Hari Suci Nyepi",
        "2026-03-20": "collective leave: Cuti Bersama Hari Raya Idul Fitri",
        "2026-03-21": "public holiday: Hari Raya Idul Fitri",
        "2026-03-22": "public holiday: Hari kedua dari Hari Raya Idul Fitri",
        "2026-03-23": "collective leave: Cuti Bersama Hari Raya Idul Fitri",
        "2026-03-24": "collective leave: Cuti Bersama Hari Raya Idul Fitri",
    }


def test_the_regency_has_holidays_of_its_own() -> None:
    regional = {"2026-11-25": "Hari Jadi Kabupaten"}
    answer = due(date(2026, 11, 24), 1, regional)
    assert answer.day == date(2026, 11, 26)
    assert str(answer.skipped[0].reason) == "regional holiday: Hari Jadi Kabupaten"


@pytest.mark.parametrize(
    ("start", "certain"),
    [("2026-11-24", True), ("2027-06-01", True), ("2039-06-01", False), ("2038-12-30", False)],
)
def test_a_year_without_decreed_collective_leave_is_uncertain(start: str, certain: bool) -> None:
    assert due(date.fromisoformat(start), 1).certain is certain


def test_a_working_day_is_no_day_off() -> None:
    assert day_off(date(2026, 11, 24)) is None
    assert str(day_off(date(2026, 11, 28))) == "weekend"


def test_the_slow_package_loads_only_when_days_are_counted() -> None:
    code = "import sys, provision.calendar; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_dates_as_letters_write_them() -> None:
    assert long_date(date(2026, 11, 4)) == "4 November 2026"
    assert long_month(date(2026, 8, 17)) == "Agustus 2026"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3600, "1 jam"), (5400, "1 jam 30 menit"), (172800, "2 hari"), (61, "1 menit 1 detik"), (0, "0 detik")],
)
def test_spans_as_letters_write_them(seconds: int, words: str) -> None:
    assert long_span(seconds) == words
