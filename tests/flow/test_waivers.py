"""Waivers: who may give which, for how long, what they do to findings, and what the letter says of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest

from provision.checks.tags import CASES
from provision.errors import BadInput, NotFound, NotYours, ProvisionError, Refused
from provision.flow import answer
from provision.flow.amend import add_scan, amend
from provision.flow.answer import draft
from provision.flow.check import check
from provision.flow.exemption import RULES
from provision.flow.fulfil import apply
from provision.flow.halt import cancel
from provision.flow.survey_all import survey_all
from provision.flow.undo import undo
from provision.flow.verify import passed
from provision.flow.waive import waive
from provision.i18n import Text
from provision.letter.pdf import NoPdfMaker
from provision.model.event import Kind
from provision.model.finding import Finding, Level
from provision.model.playbook import Role
from provision.model.policy import Policy
from provision.model.request import Action, Request
from provision.model.site import Tenure
from provision.model.waiver import NEVER, WAIVABLE
from tests.flow.offices import Office, office, yes

LATER, MONTH = "24 Februari 2027", date(2027, 2, 24)
# What may be said of the name server below: it answers for nothing, as memory serves the parent's zone alone.
LAME = frozenset(tag for case in CASES.values() for tag in case.messages) - NEVER
ONE_SERVER = [{"name": "ns1.dinkes.bengkaliskab.go.id", "addresses": ["103.94.10.7"]}]
TWO_SERVERS = [*ONE_SERVER, {"name": "ns2.dinkes.bengkaliskab.go.id", "addresses": ["103.94.10.8"]}]
NAME = "NAME_NOT_OFFICIAL"


def sitting(room: Office, **policy: Any) -> Office:
    site = room.desk.site
    room.desk = replace(room.desk, site=replace(site, policy=replace(site.policy, **policy)))
    return room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    """Return an office that returns letters for names that are not official."""
    with office(tmp_path) as one:
        yield sitting(one, levels={NAME: Level.ERROR}, waivable=WAIVABLE | LAME)


def later(room: Office, days: int) -> None:
    room.desk.world.clock.at += timedelta(days=days)  # type: ignore[attr-defined]


def unofficial(room: Office) -> Request:
    request = room.letter("lomba")
    check(room.desk, [request])
    return request


def serious(findings: Sequence[Finding]) -> set[str]:
    return {one.tag for one in findings if one.level >= Level.ERROR and one.change is None}


def of(findings: Sequence[Finding], tag: str) -> Finding:
    [found] = [finding for finding in findings if finding.tag == tag]
    return found


def test_what_is_waived_no_longer_blocks_and_tells_why(room: Office) -> None:
    request = unofficial(room)
    with pytest.raises(Refused, match="is not an official name"):
        apply(room.desk, [request], yes)
    done = waive(room.desk, request, "name_not_official", "Lomba HUT kabupaten", LATER)
    assert (done.new, done.blocks) == (True, True)
    found = of(check(room.desk, [request]).findings, NAME)
    assert found.level is Level.NOTICE
    assert str(found.why).endswith("waived until 2027-02-24 by prakom: Lomba HUT kabupaten")
    apply(room.desk, [request], yes)
    [event] = room.desk.ledger.events(kind=Kind.WAIVED)
    assert (event.subject, event.actor) == (str(request.id), "prakom")
    assert event.body == {
        "code": NAME,
        "reason": "Lomba HUT kabupaten",
        "until": "2027-02-24",
        "request": str(request.id),
        "grant": request.grant_key,
        "agency": "dinkes",
    }
    assert room.desk.ledger.verify() == []


def test_its_last_day_counts_and_the_next_does_not(room: Office) -> None:
    request = unofficial(room)
    waive(room.desk, request, NAME, "Lomba", LATER)
    for days, level in ((92, Level.NOTICE), (1, Level.ERROR)):
        later(room, days)
        assert of(check(room.desk, [request]).findings, NAME).level is level


def test_the_same_waiver_in_verification_and_audit(room: Office) -> None:
    request = room.letter("dinkes", ns=TWO_SERVERS)
    lame = serious(check(room.desk, [request]).findings)
    assert "B02_NO_WORKING_NS" in lame
    for code in lame:
        waive(room.desk, request, code, "Sedang dipasang", LATER)
    apply(room.desk, [request], yes)
    assert passed(room.desk, room.verified(request).findings)
    audit = survey_all(room.desk).findings
    assert passed(room.desk, audit)
    assert of(audit, "B02_NO_WORKING_NS").level is Level.NOTICE
    later(room, 93)
    # An undelegated zone is asked at the letter's addresses, one that stands at those of the parent.
    assert "B02_NO_WORKING_NS" in serious(survey_all(room.desk).findings)


def test_a_site_that_blocks_at_notices_lets_it_pass_too(room: Office) -> None:
    sitting(room, blocks=Level.NOTICE)
    request = unofficial(room)
    waive(room.desk, request, NAME, "Lomba", LATER)
    found = check(room.desk, [request])
    assert of(found.findings, NAME).level is Level.INFO
    assert found.reasons(room.desk.site) == []


def test_another_agency_has_no_part_in_it(room: Office) -> None:
    request = unofficial(room)
    waive(room.desk, request, NAME, "Lomba", LATER)
    cancel(room.desk, request, "ditarik")
    other = room.letter("lomba", agency="disdik")
    assert of(check(room.desk, [other]).findings, NAME).level is Level.ERROR


def test_a_later_letter_about_the_same_grant_is_covered(room: Office) -> None:
    request = unofficial(room)
    waive(room.desk, request, NAME, "Lomba", LATER)
    cancel(room.desk, request, "ditarik")
    again = room.letter("lomba")
    assert of(check(room.desk, [again]).findings, NAME).level is Level.NOTICE


def test_the_name_it_was_amended_to_is_not_covered(room: Office) -> None:
    request = unofficial(room)
    waive(room.desk, request, NAME, "Lomba", LATER)
    amend(room.desk, request, {"name": "pameran"}, "nama lain")
    now = room.desk.ledger.request(request.id)
    assert of(check(room.desk, [now]).findings, NAME).level is Level.ERROR


def test_twice_the_same_is_written_once_and_another_day_replaces_it(room: Office) -> None:
    request = unofficial(room)
    waive(room.desk, request, NAME, "Lomba", LATER)
    assert not waive(room.desk, request, NAME, "Lomba", "2027-02-24").new
    assert waive(room.desk, request, NAME, "Lomba", "1 Maret 2027").new
    [waiver] = room.desk.ledger.waivers()
    assert waiver.until == date(2027, 3, 1)
    assert room.kinds(request).count(Kind.WAIVED) == 2


def test_what_does_not_block_may_be_waived_and_that_is_said(room: Office) -> None:
    sitting(room, levels={})
    done = waive(room.desk, unofficial(room), NAME, "Lomba", LATER)
    assert (done.new, done.blocks) == (True, False)


def test_an_erased_waiver_is_none(room: Office) -> None:
    request = unofficial(room)
    waive(room.desk, request, NAME, "Lomba", LATER)
    [event] = room.desk.ledger.events(kind=Kind.WAIVED)
    room.desk.ledger.erase(event.seq, "kabid")
    assert room.desk.ledger.waivers() == []
    assert of(check(room.desk, [request]).findings, NAME).level is Level.ERROR
    assert room.desk.ledger.verify() == []


BAD: list[tuple[tuple[str, str, str], type[ProvisionError], str]] = [
    ((NAME, "Lomba", "2026-11-24"), BadInput, "2026-11-24 does not lie in the future; today is 2026-11-24"),
    ((NAME, "Lomba", "1 Mei 2020"), BadInput, "2020-05-01 does not lie in the future"),
    ((NAME, "Lomba", "2027-11-25"), BadInput, "a waiver runs for 365 days at most here, until 2027-11-24"),
    ((NAME, "Lomba", "kapan-kapan"), BadInput, "kapan-kapan is not a day"),
    ((NAME, " ", LATER), BadInput, "write 1 to 300 characters"),
    (("NAME_NOT_OFICIAL", "Lomba", LATER), NotFound, "did not find NAME_NOT_OFICIAL; did you mean NAME_NOT_OFFICIAL?"),
    (("IP_HELD_BY_OTHER", "Lomba", LATER), NotFound, "The last check of SUB-2026-0001 did not find IP_HELD_BY_OTHER"),
    (("X", "Lomba", LATER), NotFound, "did not find X; there is nothing to waive"),
    (("NAME_HELD", "Lomba", LATER), Refused, "NAME_HELD is never waived"),
    (("RECORD_MISSING", "Lomba", LATER), Refused, "RECORD_MISSING is never waived"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "error", "said"), BAD, ids=[row[2][:30] for row in BAD])
def test_bad_input_is_told_and_changes_nothing(
    room: Office, typed: tuple[str, str, str], error: type[ProvisionError], said: str
) -> None:
    request = unofficial(room)
    with pytest.raises(error) as raised:
        waive(room.desk, request, *typed)
    assert said in str(raised.value)
    assert Kind.WAIVED not in room.kinds(request)


def test_what_the_site_does_not_list_is_not_waived(room: Office) -> None:
    sitting(room, waivable=frozenset())
    with pytest.raises(Refused, match="is not waived at this office"):
        waive(room.desk, unofficial(room), NAME, "Lomba", LATER)


@pytest.mark.parametrize(("tag", "fields"), [("A01_ADDR_NOT_GLOBALLY_REACHABLE", {"ips": ["10.0.0.1"]})])
def test_a_private_address_is_never_waived_whatever_the_site_lists(
    room: Office, tag: str, fields: dict[str, Any]
) -> None:
    sitting(room, waivable=WAIVABLE | {tag})
    request = room.letter(**fields)
    check(room.desk, [request])
    with pytest.raises(Refused, match="is never waived"):
        waive(room.desk, request, tag, "Intranet", LATER)
    # Nor does a waiver count that found its way into the ledger by another hand.
    room.desk.ledger.append(
        Kind.WAIVED,
        str(request.id),
        {"code": tag, "grant": request.grant_key, "agency": "dinkes", "request": str(request.id), "reason": "x", "until": "2027-02-24"},
        "x",
    )  # fmt: skip
    assert of(check(room.desk, [request]).findings, tag).level is Level.ERROR


def test_no_code_is_both_waivable_and_never_waived() -> None:
    assert set() == WAIVABLE & NEVER
    assert Policy().waivable == WAIVABLE == {*RULES}


def test_it_is_checked_as_it_stands(room: Office) -> None:
    fresh = room.letter("lomba")
    with pytest.raises(Refused, match="run provision check"):
        waive(room.desk, fresh, NAME, "Lomba", LATER)
    check(room.desk, [fresh])
    amend(room.desk, fresh, {"ips": ["103.94.10.6"]}, "salah ketik")
    with pytest.raises(Refused, match="was not checked as it stands now"):
        waive(room.desk, room.desk.ledger.request(fresh.id), NAME, "Lomba", LATER)


def test_a_scan_added_after_the_check_changes_nothing_of_it(room: Office, tmp_path: Path) -> None:
    request = unofficial(room)
    room.desk = replace(room.desk, site=replace(room.desk.site, folder=tmp_path))
    (tmp_path / "surat.pdf").write_bytes(b"%PDF-1.7")
    assert add_scan(room.desk, request, tmp_path / "surat.pdf")
    assert waive(room.desk, request, NAME, "Lomba", LATER).new


def cancelled(room: Office, request: Request) -> None:
    cancel(room.desk, request, "ditarik")


def returned(room: Office, request: Request) -> None:
    room.answered(request, "returned")


def undone(room: Office, request: Request) -> None:
    waive(room.desk, request, NAME, "Lomba", LATER)
    apply(room.desk, [request], yes)
    undo(room.desk, request, yes)


@pytest.mark.parametrize("close", [cancelled, returned, undone])
def test_nothing_is_waived_for_a_closed_request(room: Office, close: Any) -> None:
    request = unofficial(room)
    close(room, request)
    with pytest.raises(Refused, match="is closed, and nothing stands by it"):
        waive(room.desk, request, NAME, "Lomba lagi", LATER)


DAY = date(2026, 11, 24)
HELD: list[tuple[str, tuple[Tenure, ...], bool]] = [
    ("head of division", (Tenure(Role.DIVISION_HEAD),), True),
    ("until today", (Tenure(Role.DIVISION_HEAD, until=DAY),), True),
    ("expired yesterday", (Tenure(Role.DIVISION_HEAD, until=DAY - timedelta(days=1)),), False),
    ("from tomorrow", (Tenure(Role.DIVISION_HEAD, since=DAY + timedelta(days=1)),), False),
    ("another role", (Tenure(Role.PRAKOM),), False),
]


@pytest.mark.parametrize(("tenures", "may"), [row[1:] for row in HELD], ids=[row[0] for row in HELD])
def test_only_the_head_of_division_waives(room: Office, tenures: tuple[Tenure, ...], *, may: bool) -> None:
    request = unofficial(room)
    room.desk = replace(room.desk, site=replace(room.desk.site, users={"prakom": tenures}))
    if may:
        assert waive(room.desk, request, NAME, "Lomba", LATER).new
        return
    with pytest.raises(NotYours, match="head of division") as refused:
        waive(room.desk, request, NAME, "Lomba", LATER)
    assert refused.value.exit_code == 4
    assert Kind.WAIVED not in room.kinds(request)


@pytest.fixture
def no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Sequence[Path]) -> Sequence[Path]:
        raise NoPdfMaker(Text("none"))

    monkeypatch.setattr(answer, "to_pdf", missing)


def table(path: Path) -> dict[str, str]:
    rows = [[cell.text for cell in row.cells] for one in docx.Document(str(path)).tables for row in one.rows]
    return {row[0]: row[-1] for row in rows}


@pytest.mark.usefixtures("no_pdf")
def test_the_letter_tells_the_rule_in_words_and_until_when(room: Office) -> None:
    request, plain = unofficial(room), room.letter()
    waive(room.desk, request, NAME, "Lomba", LATER)
    apply(room.desk, [request, plain], yes)
    exempt, usual = draft(room.desk, [request, plain])
    assert table(exempt.docx)["Pengecualian"] == (
        "nama subdomain seharusnya nama resmi perangkat daerah (dikecualikan sampai dengan 24 Februari 2027)"
    )
    assert "Pengecualian" not in table(usual.docx)


@pytest.mark.usefixtures("no_pdf")
def test_a_letter_that_ends_a_grant_tells_of_no_exemption(room: Office) -> None:
    request = unofficial(room)
    waive(room.desk, request, NAME, "Lomba", LATER)
    room.granted(request)
    ending = room.letter("lomba", action=Action.REVOKE)
    apply(room.desk, [ending], yes)
    [letter] = draft(room.desk, [ending])
    assert "Pengecualian" not in table(letter.docx)
