"""Amended requests: the sums follow, a replay rebuilds them, and what is erased is missed nowhere."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_samples import PHONE, Ticking, opened

from provision.errors import NotFound, Refused
from provision.i18n import Text
from provision.ledger import Ledger, open_ledger
from provision.model.event import Kind, Status
from provision.model.request import Request
from provision.names import RequestId, Slug
from tests.ledger.behind import alter, rows

OTHER = "0813-9000-1111"
FIRST = RequestId("SUB", 2026, 1)


def told(**fields: str) -> Callable[[Request], Request]:
    return lambda request: replace(request, fields={**request.fields, **fields})


def moved(request: Request) -> Request:
    return replace(request, agency=Slug("disdik"), object="disdik.bengkaliskab.go.id")


def amended(ledger: Ledger) -> None:
    """Fill a ledger: opened, amended twice, held, released, amended, cancelled."""
    opened(ledger, "dinkes")
    ledger.amend(FIRST, told(phone=OTHER), "salah ketik", "prakom")
    ledger.amend(FIRST, moved, "salah nama", "prakom")
    ledger.append(Kind.HELD, str(FIRST), {"reason": "menunggu"}, "kabid")
    ledger.append(Kind.RELEASED, str(FIRST), {"reason": "sudah", "back": "open"}, "kabid")
    ledger.amend(FIRST, told(purpose="Situs"), "kurang", "prakom")
    ledger.append(Kind.CANCELLED, str(FIRST), {"reason": "ditarik"}, "kabid")


def test_the_sums_are_those_of_the_amended_request(ledger: Ledger) -> None:
    amended(ledger)
    now = ledger.request(FIRST)
    assert (now.agency, now.object, now.fields) == (
        Slug("disdik"),
        "disdik.bengkaliskab.go.id",
        {"phone": OTHER, "purpose": "Situs"},
    )
    assert ledger.find("disdik") == now
    with pytest.raises(NotFound):
        ledger.find("dinkes.bengkaliskab.go.id")
    assert ledger.same_letter(now.agency, now.letter.number, now.action, now.grant_key) == now
    assert ledger.status(FIRST) is Status.CANCELLED
    assert ledger.verify() == []


def test_what_it_was_stands_in_the_log(ledger: Ledger) -> None:
    amended(ledger)
    [first, second, _] = ledger.events(kind=Kind.AMENDED)
    assert first.body == {
        "reason": "salah ketik",
        "changes": [{"field": "fields.phone", "before": PHONE, "after": OTHER}],
    }
    assert second.body
    assert [change["field"] for change in second.body["changes"]] == ["agency", "object"]


def test_amending_to_the_same_writes_nothing(ledger: Ledger) -> None:
    opened(ledger, "dinkes")
    assert ledger.amend(FIRST, lambda request: request, "sama", "prakom") is None
    assert len(ledger) == 1


def test_what_refuses_to_amend_writes_nothing(ledger: Ledger) -> None:
    opened(ledger, "dinkes")

    def refuses(request: Request) -> Request:
        raise Refused(Text("no"))

    with pytest.raises(Refused):
        ledger.amend(FIRST, refuses, "salah", "prakom")
    with pytest.raises(NotFound):
        ledger.amend(RequestId("SUB", 2026, 9), moved, "salah", "prakom")
    assert len(ledger) == 1


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE requests SET agency = 'dinkes'",
        "UPDATE requests SET object = 'dinkes.bengkaliskab.go.id'",
        "UPDATE requests SET data = replace(data, 'Situs', 'Judi')",
        "UPDATE requests SET status = 'open'",
    ],
)
def test_an_altered_sum_of_an_amended_request_is_found(url: str, sql: str) -> None:
    with open_ledger(url, Ticking()) as ledger:
        amended(ledger)
    alter(url, sql)
    with open_ledger(url, Ticking()) as ledger:
        assert [finding.tag for finding in ledger.verify()] == ["LEDGER_PROJECTION_DIFFERS"]


ORDERS = list(itertools.permutations((1, 2, 3, 4, 5, 6, 7)))[::797]


@pytest.mark.parametrize("order", ORDERS)
def test_all_can_be_erased_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(f"sqlite:///{path}", Ticking()) as ledger:
        amended(ledger)
        for seq in order:
            ledger.erase(seq, "kabid")
            assert ledger.verify() == []
        assert ledger.status(FIRST) is Status.CANCELLED
    assert not [word for word in (PHONE, OTHER) if word.encode() in path.read_bytes()]


def test_an_erased_correction_is_gone_from_the_request_too(ledger: Ledger, url: str) -> None:
    amended(ledger)
    ledger.erase(2, "kabid")
    assert ledger.request(FIRST).fields == {}
    assert OTHER not in str([rows(url, "SELECT data FROM requests"), rows(url, "SELECT body FROM bodies")])
    ledger.amend(FIRST, told(purpose="Lain"), "lagi", "prakom")
    assert ledger.request(FIRST).fields == {"purpose": "Lain"}
    assert ledger.verify() == []


def test_the_columns_of_an_old_ledger_say_the_same(ledger: Ledger) -> None:
    """What has no scan and follows nothing is written as it was before there were any."""
    opened(ledger, "dinkes")
    [event] = ledger.events()
    assert event.body
    assert not {"follows", "scan"} & {*event.body, *event.body["letter"]}
