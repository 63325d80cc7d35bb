"""Requests: numbers, the same letter again, and finding the one that is meant."""

from datetime import date

import pytest
from ledger_samples import ZONE, asks, opened

from provision.errors import NotFound
from provision.ledger import Ledger
from provision.ledger.find import Known, find
from provision.model.event import Kind, Status
from provision.model.request import Action, Request
from provision.names import RequestId, Slug

KEY = f"subdomain:dinkes.{ZONE}"


def test_numbers_run_within_a_service_and_a_year(ledger: Ledger):
    assert opened(ledger, "a", "b") == ["SUB-2026-0001", "SUB-2026-0002"]
    assert opened(ledger, "c", year=2027) == ["SUB-2027-0001"]
    assert str(ledger.open_request("APP", 2026, asks("d"), "prakom").id) == "APP-2026-0001"
    assert opened(ledger, "e") == ["SUB-2026-0003"]


def test_what_fails_uses_no_number(ledger: Ledger):
    def fails(_: RequestId) -> Request:
        raise NotFound(None)  # type: ignore[arg-type]

    with pytest.raises(NotFound):
        ledger.open_request("SUB", 2026, fails, "prakom")
    assert len(ledger) == 0
    assert opened(ledger, "a") == ["SUB-2026-0001"]


def test_a_request_comes_back_as_it_went_in(ledger: Ledger):
    request = ledger.open_request("SUB", 2026, asks(), "prakom")
    assert ledger.request(request.id) == request
    assert ledger.requests() == [(request, Status.OPEN)]


def test_making_a_request_may_read_the_ledger(ledger: Ledger):
    opened(ledger, "dinkes")

    def make(request_id: RequestId) -> Request:
        assert [str(request.id) for request, _ in ledger.requests()] == ["SUB-2026-0001"]
        return asks("disdik")(request_id)

    assert ledger.open_request("SUB", 2026, make, "prakom").id.number == 2


def test_a_request_of_another_number_is_refused(ledger: Ledger):
    with pytest.raises(ValueError, match="SUB"):
        ledger.open_request("SUB", 2026, lambda _: asks()(RequestId("SUB", 2026, 7)), "prakom")


@pytest.mark.parametrize(
    ("letter", "found"),
    [
        (("dinkes", "500/12/DINKES", Action.NEW, KEY), True),
        (("disdik", "500/12/DINKES", Action.NEW, KEY), False),
        (("dinkes", "500/13/DINKES", Action.NEW, KEY), False),
        (("dinkes", "500/12/DINKES", Action.REVOKE, KEY), False),
        (("dinkes", "500/12/DINKES", Action.NEW, KEY + "x"), False),
    ],
)
def test_the_same_letter_for_the_same_object_is_known(
    ledger: Ledger, letter: tuple[str, str, Action, str], found: bool
):
    opened(ledger, "dinkes")
    agency, *rest = letter
    assert bool(ledger.same_letter(Slug(agency), *rest)) is found


@pytest.mark.parametrize(("day", "found"), [(date(2026, 8, 3), True), (date(2027, 8, 3), False)])
def test_an_agency_that_numbers_anew_each_year_writes_another_letter(ledger: Ledger, day: date, found: bool):
    opened(ledger, "dinkes")
    same = ledger.same_letter(Slug("dinkes"), "500/12/DINKES", Action.NEW, KEY, day)
    assert bool(same) is found


def test_open_are_those_that_wait_for_an_answer(ledger: Ledger):
    first, second = opened(ledger, "dinkes", "disdik")
    ledger.append(Kind.DRAFTED, first, {"outcome": "returned", "files": []}, "prakom")
    assert [str(request.id) for request in ledger.open_requests()] == [second]


@pytest.mark.parametrize("call", ["request", "status"])
def test_an_unknown_request_is_told(ledger: Ledger, call: str):
    with pytest.raises(NotFound, match="SUB-2026-0009"):
        getattr(ledger, call)(RequestId("SUB", 2026, 9))


def test_nothing_is_told_of_an_unknown_request(ledger: Ledger):
    with pytest.raises(NotFound):
        ledger.append(Kind.CHECKED, "SUB-2026-0009", {}, "prakom")
    assert len(ledger) == 0


KNOWN = [
    Known("SUB-2025-0001", f"dinkes.{ZONE}", is_open=False),
    Known("SUB-2026-0001", f"dinkes.{ZONE}", is_open=True),
    Known("SUB-2026-0002", f"disdik.{ZONE}", is_open=True),
    Known("SUB-2026-0003", f"dinkes.{ZONE}", is_open=False),
    Known("SUB-2026-0010", f"bpbd.{ZONE}", is_open=False),
    Known("SUB-2026-0011", f"bpbd.{ZONE}", is_open=False),
    Known("APP-2026-0012", "sikda", is_open=True),
    Known("SUB-2026-0013", f"Ppid.{ZONE}", is_open=True),
    Known("SUB-2026-0014", "ppid.desa.id", is_open=True),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SUB-2026-0002", "SUB-2026-0002"),
        ("sub-2026-0002", "SUB-2026-0002"),
        (" SUB-2026-0002 ", "SUB-2026-0002"),
        ("2", "SUB-2026-0002"),
        ("0012", "APP-2026-0012"),
        ("app", "APP-2026-0012"),
        ("SUB-2025", "SUB-2025-0001"),
        ("disdik", "SUB-2026-0002"),
        (f"disdik.{ZONE}.", "SUB-2026-0002"),
        (f"DISDIK.{ZONE}", "SUB-2026-0002"),
        ("dinkes", "SUB-2026-0001"),  # the open one, though a later one is closed
        ("bpbd", "SUB-2026-0011"),  # none is open: the latest
        ("ppid.desa.id", "SUB-2026-0014"),
        ("sikda", "APP-2026-0012"),
    ],
)
def test_a_request_is_found_by_what_people_call_it(text: str, wanted: str):
    assert find(text, KNOWN) == wanted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1", ["SUB-2025-0001", "SUB-2026-0001"]),
        ("SUB-2026-001", ["SUB-2026-0010", "SUB-2026-0011"]),
        ("SUB", ["…", "SUB-2026-0014"]),
        ("ppid", ["SUB-2026-0013", "SUB-2026-0014"]),
        ("dinkse", ["did you mean", "dinkes"]),
        ("SUB-2026-0022", ["did you mean", "SUB-2026-0002"]),
        ("zzz", ["zzz", "provision request list"]),
        ("", ["No request"]),
        ("\x1b[31m", ["\\u001b"]),
    ],
)
def test_what_is_ambiguous_or_unknown_names_candidates(text: str, names: list[str]):
    with pytest.raises(NotFound) as error:
        find(text, KNOWN)
    assert all(name in str(error.value) for name in names), str(error.value)


def test_find_returns_the_request(ledger: Ledger):
    opened(ledger, "dinkes", "disdik")
    assert str(ledger.find("disdik").id) == "SUB-2026-0002"
