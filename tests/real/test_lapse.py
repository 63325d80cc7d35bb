"""A name whose last day is over, on real servers: it ends by the letter that set the day, also where that is cut short."""

from dataclasses import replace

import pytest

from provision.flow.propose import over
from provision.model.grant import State
from provision.model.request import Action, Request
from tests.real.office import PARENT, Office
from tests.real.test_letters_judged import DINKES

pytestmark = pytest.mark.sandbox

TOMORROW = """
from datetime import timedelta
from provision.cli.office import SystemClock
real = SystemClock.now
SystemClock.now = lambda self: real(self) + timedelta(days=1)
"""
SHAPES = [
    ("dlh", "pekan", {"ips": ["103.150.30.90"], "www": True}),
    ("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": DINKES}),
]


def until_today(office: Office, agency: str, name: str, fields: dict[str, object]) -> Request:
    with office.desk() as desk:
        return office.granted(agency, name, {**fields, "until": desk.today.isoformat()})


@pytest.mark.parametrize(("agency", "name", "fields"), SHAPES)
def test_it_ends_once_and_is_told_before(
    office: Office, agency: str, name: str, fields: dict[str, object]
) -> None:
    before = office.records()
    request = until_today(office, agency, name, fields)
    office.followed()
    assert office.run("apply", "--ended", "--yes").stderr == ""
    office.must("audit", "dns")
    told = office.must("audit", "dns", code=3, script=TOMORROW)
    assert "GRANT_LAPSED" in told
    assert "RECORD_UNWANTED" in told
    assert "nobody said yes" in office.must("apply", "--ended", code=4, script=TOMORROW)
    office.must("apply", "--ended", "--yes", script=TOMORROW)
    assert office.records() == before
    office.followed()
    assert office.run("apply", "--ended", "--yes", script=TOMORROW).stderr == ""
    office.must("audit", "dns", script=TOMORROW)
    assert "ended by itself" in office.must("undo", str(request.id), "--yes", code=4, script=TOMORROW)
    assert "whole" in office.must("ledger", "verify")


def test_the_old_name_of_a_rename_ends_and_the_new_one_stays(office: Office) -> None:
    office.granted("dlh", "taman")
    with office.desk() as desk:
        fields = {"to": f"kebun.{PARENT}", "until": desk.today.isoformat()}
    rename = office.letter("dlh", "taman", fields, Action.RENAME)
    office.must("fulfil", str(rename.id), "--yes")
    office.must("apply", "--ended", "--yes", script=TOMORROW)
    names = {name.text for name, _ in office.records()}
    assert f"kebun.{PARENT}" in names
    assert f"taman.{PARENT}" not in names
    office.must("verify", str(rename.id), script=TOMORROW)


STEPS = [
    (method, when) for method in ("intend", "write", "done", "change_grants") for when in ("before", "after")
]


@pytest.mark.parametrize(("method", "when"), STEPS)
@pytest.mark.parametrize("shape", SHAPES, ids=["addressed", "delegated"])
def test_killed_and_run_again(
    office: Office, shape: tuple[str, str, dict[str, object]], method: str, when: str
) -> None:
    before = office.records()
    request = until_today(office, *shape)
    later = replace(office, days=1)
    later.killed(method, when, later.ended, request, dies=True)
    later.ended()
    assert office.records() == before
    with later.desk() as desk, desk.locked([request]):  # a dead process holds no lock
        assert [grant.state for grant in desk.ledger.grants()] == [State.ENDED]
        assert over(desk) == []
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
