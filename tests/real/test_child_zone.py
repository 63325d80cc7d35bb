"""An agency's own zone on the office's servers: made before it is delegated, removed after, brought back as it was."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provision.drivers.catalog import CatalogHosting
from provision.drivers.dns import SocketDns
from provision.errors import Outside
from provision.model.change import Change
from provision.model.query import Query
from provision.model.request import Action
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.real.office import PARENT, PATIENCE, Office, edit, stopped
from tests.real.test_killed import KILL

pytestmark = pytest.mark.sandbox

TAMAN = Fqdn(f"taman.{PARENT}")
ZONE: dict[str, Any] = {"ips": ["103.150.30.90"], "www": True, "zone": True}
WRITTEN = RRset.of(TAMAN.child("surat"), "MX", 300, ["10 mail.bengkaliskab.go.id."])


@pytest.fixture(autouse=True)
def nothing_left(office: Office) -> Iterator[None]:
    """Take off the catalog what a test left there, and wait until the office's servers have forgotten it."""
    yield
    catalog = hosting(office).catalog()
    if left := [Change(rrset, None) for rrset in catalog.read() if rrset.type == "PTR"]:
        catalog.write(left, [])
    until_served(office, TAMAN, "SOA")


def hosting(office: Office) -> CatalogHosting:
    assert office.zone.children
    return CatalogHosting(office.zone, office.zone.children)


def listed(office: Office) -> list[Fqdn]:
    return [
        target
        for rrset in hosting(office).catalog().read()
        if rrset.type == "PTR"
        for target in rrset.targets
    ]


def content(office: Office) -> set[str]:
    zone = hosting(office).zone(TAMAN).read()
    return {str(rrset) for rrset in zone if rrset.type != "SOA"}


def served(office: Office, name: Fqdn, rtype: str) -> set[tuple[str, ...]]:
    asked = [Query(server.address, name, rtype) for server in office.zone.servers]
    return {
        rrset.values if (rrset := answer.get(name, rtype)) else () for answer in SocketDns().exchange(asked)
    }


def until_served(office: Office, name: Fqdn, rtype: str, *values: str) -> None:
    until = time.monotonic() + PATIENCE
    while served(office, name, rtype) != {values}:
        assert time.monotonic() < until, served(office, name, rtype)
        time.sleep(0.1)


def test_made_removed_and_brought_back(office: Office) -> None:
    before = office.records()
    request = str(office.letter("dlh", "taman", ZONE).id)
    said = office.must("apply", request, "--yes")
    assert f"Plan for the zone {TAMAN}" in said
    assert "Done: 4 " in said
    assert listed(office) == [TAMAN]
    assert office.records()[TAMAN, "NS"].targets == office.zone.office_ns
    assert "Done: 0 " in office.must("apply", request, "--yes")
    assert office.must("verify", request).endswith("Verified: the world shows it\n")
    until_served(office, TAMAN.child("www"), "A", "103.150.30.90")
    office.followed()
    office.must("audit", "dns")
    office.must("undo", request, "--yes")
    assert listed(office) == []
    assert office.records() == before
    until_served(office, TAMAN, "SOA")


def test_what_the_agency_wrote_is_not_lost(office: Office) -> None:
    office.granted("dlh", "taman", ZONE)
    hosting(office).zone(TAMAN).write([Change(None, WRITTEN)], [])
    full = content(office)
    assert str(WRITTEN) in full
    office.followed()
    office.must("audit", "dns")
    request = str(office.letter("dlh", "taman", action=Action.REVOKE).id)
    said = office.must("apply", request, "--yes", code=4)
    assert f"still holds these: {WRITTEN}" in said
    assert content(office) == full
    office.must("apply", request, "--yes", "--accept-dependents")
    assert listed(office) == []
    assert "Done: 0 " in office.must("apply", request, "--yes")
    office.must("verify", request)
    office.must("undo", request, "--yes")
    assert content(office) == full
    until_served(office, WRITTEN.name, "MX", *WRITTEN.values)
    assert office.must("audit", "dns") == ""


def test_a_suspended_zone_answers_nobody_and_comes_back_full(office: Office) -> None:
    office.granted("dlh", "taman", ZONE)
    hosting(office).zone(TAMAN).write([Change(None, WRITTEN)], [])
    full, delegated = content(office), office.records()
    suspend = str(office.letter("dlh", "taman", action=Action.SUSPEND).id)
    office.must("fulfil", suspend, "--yes")
    until_served(office, TAMAN.child("www"), "A")
    resume = str(office.letter("dlh", "taman", action=Action.RESUME).id)
    office.must("fulfil", resume, "--yes")
    assert (content(office), office.records()) == (full, delegated)
    until_served(office, WRITTEN.name, "MX", *WRITTEN.values)
    office.must("undo", resume, "--yes")
    office.must("undo", suspend, "--yes")
    assert (content(office), office.records()) == (full, delegated)
    assert "whole" in office.must("ledger", "verify")


# What is journaled: the zone is listed, filled, delegated; and the way back in the other order.
LEDGER = ("provision.ledger.ledger", "Ledger")
STEPS = [
    *(("intend", nth, when) for nth in (1, 2, 3) for when in ("before", "after")),
    *(("done", nth, when) for nth in (1, 2, 3) for when in ("before", "after")),
    ("change_grants", 1, "before"),
]


@pytest.mark.parametrize("action", ["new", "revoke", "undo"])
@pytest.mark.parametrize(("method", "nth", "when"), STEPS)
def test_killed_and_run_again(office: Office, action: str, method: str, nth: int, when: str) -> None:
    before = office.records()
    words, full = prepared(office, action)
    module, cls = LEDGER
    killed = office.run(*words, script=KILL.format(module=module, cls=cls, method=method, nth=nth, when=when))
    assert killed.returncode == -9
    office.must(*words)
    if action == "revoke":
        assert (listed(office), office.records()) == ([], before)
    else:
        assert (listed(office), content(office)) == ([TAMAN], full)
        assert office.records()[TAMAN, "NS"].targets == office.zone.office_ns
    with office.desk() as desk:
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []


def prepared(office: Office, action: str) -> tuple[tuple[str, ...], set[str]]:
    """Return the command that will be killed, everything before it done, and what the zone then holds."""
    if action == "new":
        words = ("apply", str(office.letter("dlh", "taman", ZONE).id), "--yes")
        begin = {f"{name} 3600 A 103.150.30.90" for name in (TAMAN, TAMAN.child("www"))}
        ns = RRset.hosts(TAMAN, "NS", 3600, office.zone.office_ns)
        return words, {*begin, str(ns)}
    office.granted("dlh", "taman", ZONE)
    hosting(office).zone(TAMAN).write([Change(None, WRITTEN)], [])
    full = content(office)
    revoke = (
        "apply",
        str(office.letter("dlh", "taman", action=Action.REVOKE).id),
        "--yes",
        "--accept-dependents",
    )
    if action == "revoke":
        return revoke, full
    office.must(*revoke)
    return ("undo", revoke[1], "--yes"), full


def test_a_zone_that_does_not_come_is_not_delegated(office: Office) -> None:
    """The secondary stands still: the zone is made, and waits for its delegation until both servers answer."""
    edit(office.folder, "patience: 30", "patience: 2")
    before = office.records()
    request = str(office.letter("dlh", "taman", ZONE).id)
    with stopped("knotd", "secondary"):
        said = office.must("apply", request, "--yes", code=5)
    assert "do not answer for taman" in said
    assert office.records() == before
    office.must("apply", request, "--yes")
    assert (TAMAN, "NS") in office.records()


def test_doctor_tells_whether_zones_can_be_made(office: Office) -> None:
    assert "may list zones in the catalog" in office.must("doctor")
    edit(office.folder, r"(children:\n.*\n.*address: )\S+", r'\1"103.131.105.2"}')
    assert "✗" in office.must("doctor", code=1)


def test_a_zone_survives_its_server(office: Office) -> None:
    """`kill -9` of the server that makes zones: what was written lives in its journal, not in a file."""
    office.granted("dlh", "taman", ZONE)
    hosting(office).zone(TAMAN).write([Change(None, WRITTEN)], [])
    full = content(office)
    home = "/var/lib/knot/children"
    words = ["knotd", "-c", f"{home}/knot.conf"]
    line = b"\0".join(word.encode() for word in words)
    [process] = [path.parent for path in Path("/proc").glob("[0-9]*/cmdline") if line in path.read_bytes()]
    os.kill(int(process.name), signal.SIGKILL)
    until = time.monotonic() + PATIENCE
    while (process / "cmdline").exists() and (process / "cmdline").read_bytes():
        assert time.monotonic() < until
        time.sleep(0.05)
    subprocess.run(
        ["setsid", "--fork", *words],
        cwd=home,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while is_silent(office):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert content(office) == full


def is_silent(office: Office) -> bool:
    try:
        hosting(office).zone(TAMAN).serial()
    except Outside:
        return True
    return False
