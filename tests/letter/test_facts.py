"""The facts of a letter, as its template sees them."""

from dataclasses import replace
from datetime import date

import pytest

from provision.errors import BadConfig
from provision.letter.facts import NUMBER_BLANK
from provision.model.site import Official
from tests.letter.samples import DELEGATED, OFFICE, RETURNED

NBSP = "\u00a0"


def test_number_and_day_are_blank_until_they_are_known() -> None:
    context = DELEGATED.context()
    assert context["number"] == NUMBER_BLANK
    assert context["date"] == f"........{NBSP}November{NBSP}2026"


def test_number_and_day_once_known() -> None:
    context = replace(DELEGATED, number="500.12.6/17/APTIKA", signed=date(2026, 11, 25)).context()
    assert context["number"] == "500.12.6/17/APTIKA"
    assert context["date"] == f"25{NBSP}November{NBSP}2026"


def test_the_incoming_letter_is_quoted() -> None:
    assert DELEGATED.context()["letter"] == {
        "number": "555/DINKES/2026/101",
        "date": f"23{NBSP}November{NBSP}2026",
        "subject": "Permohonan Subdomain",
    }


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Kepala Dinas Komunikasi", "KEPALA DINAS KOMUNIKASI"),
        ("Plt. Kepala Dinas Komunikasi", "Plt. KEPALA DINAS KOMUNIKASI"),
        ("a.n. Kepala Dinas u.b. Sekretaris", "a.n. KEPALA DINAS u.b. SEKRETARIS"),
    ],
)
def test_the_signers_post_is_in_capitals(title: str, printed: str) -> None:
    office = replace(OFFICE, officials={"head": Official(title, "Contoh")})
    assert replace(DELEGATED, office=office).context()["signer"]["title"] == printed


@pytest.mark.parametrize(
    ("nip", "printed"),
    [
        ("197001012000031001", "19700101 200003 1 001"),
        ("19700101 200003 1 001", "19700101 200003 1 001"),
        ("", ""),
    ],
)
def test_a_nip_is_printed_in_groups(nip: str, printed: str) -> None:
    office = replace(OFFICE, officials={"head": Official("Kepala Dinas", "Contoh", nip=nip)})
    assert replace(DELEGATED, office=office).context()["signer"]["nip"] == printed


def test_a_letter_needs_a_signer() -> None:
    with pytest.raises(BadConfig, match="no official for the role secretary"):
        replace(DELEGATED, signer="secretary").context()


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("bel\x07l", "bel l"),
        ("nul\x00l", "nul l"),
        ("tab\tl", "tab l"),
        ("two\nlines", "two\nlines"),
        ("page\x0cbreak", "page break"),
        ("\u202egnirts\u202c", "gnirts"),
        ("lone \ud800", "lone  "),
        ("\uffff", " "),
        ("${ttd_pengirim}", "$ {ttd_pengirim}"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
def test_nothing_is_printed_that_reads_otherwise_than_it_is(text: str, printed: str) -> None:
    context = replace(RETURNED, reasons=[(text, "x")], usage=[text], object=text).context()
    assert (context["reasons"][0]["why"], context["usage"], context["object"]) == (
        printed,
        [printed],
        printed,
    )
