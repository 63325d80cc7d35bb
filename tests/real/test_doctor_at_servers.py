"""The doctor among real servers: what it sees of them, and of their clocks."""

import json
import re
import time
from dataclasses import replace
from ipaddress import ip_address

import pytest

from provision.drivers.aside import clock_ahead, version
from provision.model.site import Server
from tests.real.office import Office, edit, stopped
from tests.real.servers import serving, silence

pytestmark = pytest.mark.sandbox

SPARE = "127.0.0.78"
SLOW = 20  # what a busy machine may take to answer


def test_all_is_well(office: Office) -> None:
    said = office.must("doctor")
    for statement in (
        "compares the served serial",
        "the clocks here and of",
        "may change AAAA records",
        "answers for",
    ):
        assert statement in said
    assert "✗" not in said
    assert {row["good"] for row in json.loads(office.run("doctor", "--output", "json").stdout)} == {True}


@pytest.mark.parametrize("shift", [-100, 0, 200, 1000, -5000])
def test_how_far_a_clock_is_ahead(office: Office, monkeypatch: pytest.MonkeyPatch, shift: int) -> None:
    """Within five minutes BIND signs its answer; beyond, it refuses our time and tells its own."""
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + shift)
    ahead = clock_ahead(office.zone)
    assert ahead is not None
    assert abs(ahead + shift) < SLOW


def test_a_clock_that_is_apart_is_told(office: Office) -> None:
    shift = "import time; real = time.time; time.time = lambda: real() + 4000"
    said = office.must("doctor", code=1, script=shift)
    apart = re.search(r"They are (\d+) seconds apart", said)
    assert apart
    assert abs(int(apart[1]) - 4000) < SLOW


def test_who_tells_nothing_beside(office: Office) -> None:
    zone = replace(office.zone, primary=Server(ip_address(SPARE)), timeout=1)
    assert (clock_ahead(zone), version(zone)) == (None, "")
    with serving(SPARE, silence):
        assert (clock_ahead(zone), version(zone)) == (None, "")


def test_what_the_secondary_calls_itself(office: Office) -> None:
    assert "Knot" in version(replace(office.zone, primary=office.zone.secondaries[0]))


def test_a_secondary_that_hangs(office: Office) -> None:
    with stopped("knotd", "secondary"):
        said = office.must("doctor", code=1)
    assert "Verifying waits for it in vain" in said
    assert said.count("✗") == 1


def test_offline_is_quick_and_asks_nobody(office: Office) -> None:
    edit(office.folder, r'address: "103\.131\.104\.2"', f'address: "{SPARE}"')
    said = office.must("doctor", "--offline")
    assert "transfer with the key" not in said
    assert "answers for" not in said
