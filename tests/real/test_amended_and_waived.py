"""Corrections and waivers against the real servers: nothing is written that was amended away, held or not waived."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from provision.flow.survey_all import survey_all
from provision.model.event import Status
from provision.model.finding import Level
from provision.model.request import Request
from provision.names import Fqdn
from tests.real.office import PARENT, Office, ns
from tests.real.test_returned_letters import words_of

pytestmark = pytest.mark.sandbox

WRONG, RIGHT = "103.150.30.91", "103.150.30.90"
TCP = "CN02_NO_RESPONSE_TCP"
WHY = ("--reason", "Salah ketik")


class Ahead:
    """A clock that is some days ahead."""

    def __init__(self, days: int) -> None:
        self.days = days

    def now(self) -> datetime:
        return datetime.now().astimezone() + timedelta(days=self.days)


def status(office: Office, request: Request) -> Status:
    with office.desk() as desk:
        return desk.ledger.status(request.id)


def test_only_what_was_shown_after_the_amendment_is_written(office: Office) -> None:
    letter = office.letter("dlh", "dlh", {"ips": [WRONG]})
    request, before = str(letter.id), office.records()
    assert WRONG in office.must("plan", request)
    assert f"IP addresses: {WRONG} → {RIGHT}" in office.must("request", "amend", request, *WHY, "--ip", RIGHT)
    assert status(office, letter) is Status.OPEN
    stale = office.must("apply", request, "--yes", code=4)
    assert f"{request} was amended after its plan was shown" in stale
    assert office.records() == before
    assert RIGHT in office.must("plan", request)
    office.must("apply", request, "--yes")
    made = office.records()
    assert made[Fqdn(f"dlh.{PARENT}"), "A"].values == (RIGHT,)
    for step in (("amend", request, *WHY, "--ip", WRONG), ("hold", request, *WHY), ("cancel", request, *WHY)):
        assert "has been applied already" in office.must("request", *step, code=4)
    assert office.records() == made
    assert "whole" in office.must("ledger", "verify")


def test_what_is_held_or_cancelled_is_not_written(office: Office) -> None:
    held, other = office.letter("dlh", "dlh"), office.letter("dlh", "taman")
    before = office.records()
    office.must("request", "hold", str(held.id), "--reason", "Menunggu surat asli")
    for step in ("apply", "fulfil"):
        assert "Menunggu surat asli" in office.must(step, str(held.id), "--yes", code=4)
    assert office.records() == before
    done = office.must("apply", "--all-open", "--yes")
    assert f"Held, and left out: {held.id}" in done
    assert {name for name, _ in office.records().keys() - before.keys()} == {Fqdn(f"taman.{PARENT}")}
    office.must("request", "release", str(held.id), "--reason", "Surat asli diterima")
    office.must("request", "cancel", str(held.id), "--reason", "Ditarik kembali")
    assert "Ditarik kembali" in office.must("apply", str(held.id), "--yes", code=4)
    assert status(office, other) is Status.APPLIED
    assert "whole" in office.must("ledger", "verify")


def test_a_waived_fault_is_granted_told_and_counts_again(office: Office) -> None:
    servers = ns("disdukcapil", "103.147.11.15", "103.148.22.15")
    request = str(office.letter("disdukcapil", "disdukcapil", {"ips": ["103.147.11.80"], "ns": servers}).id)
    assert TCP in office.must("check", request, code=3)
    until = (datetime.now().astimezone() + timedelta(days=30)).date()
    office.must("waive", request, TCP, "--reason", "Firewall diganti bulan depan", "--until", str(until))
    assert f"waived until {until} by" in office.must("check", request)
    office.must("fulfil", request, "--yes")
    [letter] = (office.folder / "outbox").glob("*granted.docx")
    assert re.search(
        r"Pengecualian.*name server seharusnya juga menjawab melalui TCP", words_of(letter), re.DOTALL
    )
    office.followed()
    office.must("audit", "dns")
    with office.desk() as desk:
        later = replace(desk, world=replace(desk.world, clock=Ahead(31)))
        told = [(one.tag, one.level) for one in survey_all(later).findings if one.level > Level.INFO]
    assert told == [(TCP, Level.WARNING)]


def test_a_scan_comes_with_the_letter(office: Office, tmp_path: Path) -> None:
    request = str(office.letter("dlh", "dlh").id)
    (tmp_path / "surat.pdf").write_bytes(b"%PDF-1.7")
    office.must("request", "scan", request, str(tmp_path / "surat.pdf"))
    office.must("fulfil", request, "--yes")
    assert "Scan: " in office.must("request", "show", request)
