"""DS records of a letter: what the grant wants of the zone, and when they have no place in it."""

from typing import Any

import pytest

from provision.checks.office.record import record
from provision.checks.office.vouching import vouching
from provision.decide.diff import differences
from provision.model.rrset import RRset
from provision.model.zone import SeenZone
from provision.services.subdomain.holding import Holding, wanted_of
from tests.checks.driving import judged
from tests.checks.office.judging import SITE, case, grant, request
from tests.samples import APEX

DS = "31406 13 2 f78cf3344f72137235098ecbbd08947c2c9001c7f6a085a17f518b5d8f6b916d"
OTHER = "4711 13 2 0badc0dea1b2c3d4e5f60718293a4b5c6d7e8f901234567890abcdef01234567"
NS = [{"name": "ns1.penyedia.id", "addresses": []}]
NAME = APEX.child("dinkes")
ZONE = SITE.zones[APEX]


def in_zone(*values: str) -> SeenZone:
    cut = RRset.of(NAME, "NS", ZONE.delegation_ttl, ["ns1.penyedia.id."])
    ds = [RRset.of(NAME, "DS", ZONE.delegation_ttl, values)] if values else []
    return SeenZone.of(APEX, [cut, *ds])


@pytest.mark.parametrize(
    ("told", "seen", "wanted"),
    [
        ({"ds": [DS]}, (), [("create", (DS,))]),
        ({"ds": [DS]}, (DS,), []),
        ({"ds": [DS, OTHER]}, (DS,), [("replace", (DS, OTHER))]),
        ({"ds": []}, (DS,), [("delete", (DS,))]),
        ({}, (DS,), []),
    ],
    ids=["new", "there", "a second key", "none any more", "made by hand, and nobody told us"],
)
def test_wanted(
    told: dict[str, Any], seen: tuple[str, ...], wanted: list[tuple[str, tuple[str, ...]]]
) -> None:
    held = grant(params={"ips": [], "ns": NS, **told})
    changes = differences(wanted_of(held, ZONE), in_zone(*seen))
    assert [(change.op, change.rrset.values) for change in changes] == wanted


def test_a_suspended_grant_wants_none_and_answers_for_it() -> None:
    held = Holding.of(NAME.text, {"ns": NS, "ds": [DS]})
    assert (NAME, "DS") in held.keys


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"ns": NS, "ds": [DS]}, []),
        ({"ns": [], "ds": [DS]}, ["DS_WITHOUT_DELEGATION"]),
        ({"ns": [], "zone": True, "ds": [DS]}, ["DS_WITHOUT_DELEGATION"]),
        ({"ns": [], "ds": []}, []),
        ({"ns": []}, []),
        ({"ns": NS, "cds": True}, []),
        ({"ns": [], "cds": True}, ["DS_WITHOUT_DELEGATION"]),
    ],
)
def test_place(fields: dict[str, Any], found: list[str]) -> None:
    asked = case(request(**fields))
    assert [tag for tag, *_ in judged([*vouching(asked), *record(asked)])] == found
