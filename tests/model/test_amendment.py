"""Corrections: what differs between two states of a request leads from the one to the other, and back."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from provision.model.amendment import Correction, corrected, corrections, moves_the_plan
from provision.model.request import Request
from tests.samples import REQUESTS


def without_none(request: Request) -> Request:
    return replace(request, fields={key: told for key, told in request.fields.items() if told is not None})


@given(REQUESTS, REQUESTS)
def test_corrections_lead_there_and_back(first: Request, second: Request) -> None:
    before, after = without_none(first), replace(without_none(second), id=first.id)
    made = corrections(before, after)
    assert corrected(before, [Correction.from_json(one.to_json()) for one in made]) == after
    assert corrected(after, [Correction(one.field, one.after, one.before) for one in made]) == before
    assert bool(made) is (before != after)


@pytest.mark.parametrize(
    ("body", "moves"),
    [
        ({"changes": [{"field": "letter.scan", "before": None, "after": "ab"}]}, False),
        ({"changes": [{"field": "letter.scan"}, {"field": "fields.ips"}]}, True),
        ({"changes": [{"field": "fields.ips"}]}, True),
        (None, True),
    ],
)
def test_all_but_a_scan_moves_the_plan(body: dict[str, Any] | None, *, moves: bool) -> None:
    assert moves_the_plan(body) is moves
