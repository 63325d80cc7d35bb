"""Every action, each step twice: apply, nothing left to do, undo, as it was before."""

from typing import Any

import pytest

from provision.model.event import Status
from provision.model.request import Action
from tests.real.office import PARENT, Office, edit
from tests.real.test_letters_judged import DINKES, PENYEDIA

pytestmark = pytest.mark.sandbox

SHAPES = [
    ("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": DINKES}, 5),
    ("disdik", "disdik", {"ips": ["103.28.12.80"], "ns": PENYEDIA}, 1),
    ("dlh", "dlh", {"ips": ["103.150.30.90"]}, 1),
    ("dlh", "dlh", {"ips": ["103.150.30.90", "2001:df4:a30::90"], "www": True}, 4),
    ("dlh", "a.b.taman", {"ips": ["103.150.30.90"]}, 1),
    ("dlh", "sungaialam.desa", {"ips": ["103.150.30.90"]}, 1),
]


@pytest.mark.parametrize(("agency", "name", "fields", "sets"), SHAPES)
def test_new_then_undo(office: Office, agency: str, name: str, fields: Any, sets: int) -> None:
    before = office.records()
    request = str(office.letter(agency, name, fields).id)
    assert f"Done: {sets} " in office.must("apply", request, "--yes")
    made = office.records()
    assert len(made) == len(before) + sets
    assert "Done: 0 " in office.must("apply", request, "--yes")
    assert office.must("verify", request).endswith("Verified: the world shows it\n")
    assert office.records() == made
    office.must("undo", request, "--yes")
    assert office.records() == before
    assert "has changed nothing" in office.must("undo", request, "--yes", code=4)
    assert office.records() == before
    assert "whole" in office.must("ledger", "verify")


@pytest.mark.parametrize(("agency", "name", "fields", "sets"), SHAPES)
def test_revoke_then_undo(office: Office, agency: str, name: str, fields: Any, sets: int) -> None:
    before = office.records()
    office.granted(agency, name, fields)
    granted = office.records()
    request = str(office.letter(agency, name, action=Action.REVOKE).id)
    assert f"Done: {sets} " in office.must("apply", request, "--yes")
    assert office.records() == before
    assert "Done: 0 " in office.must("apply", request, "--yes")
    office.must("verify", request)
    office.must("undo", request, "--yes")
    assert office.records() == granted
    office.followed()
    office.must("audit", "dns")


def test_a_revoked_name_rests_and_may_then_be_granted_again(office: Office) -> None:
    office.granted("dlh", "taman")
    office.must("fulfil", str(office.letter("dlh", "taman", action=Action.REVOKE).id), "--yes")
    early = str(office.letter("bpbd", "taman").id)
    assert "rests until" in office.must("fulfil", early, "--yes", code=3)
    edit(office.folder, "rest_days: 30", "rest_days: 0", "site.yaml")
    office.must("fulfil", str(office.letter("bpbd", "taman").id), "--yes")
    assert "Holder: Badan Penanggulangan Bencana Daerah" in office.must("show", "taman")


def test_undo_is_refused_after_a_later_request(office: Office) -> None:
    first = office.letter("dlh", "taman")
    office.must("fulfil", str(first.id), "--yes")
    later = office.letter("dlh", "taman", action=Action.REVOKE)
    office.must("fulfil", str(later.id), "--yes")
    said = office.must("undo", str(first.id), "--yes", code=4)
    assert f"{later.id} changed the same grant after it" in said
    office.must("undo", str(later.id), "--yes")
    office.must("undo", str(first.id), "--yes")


def test_a_name_that_others_depend_on_stays_until_told_so(office: Office) -> None:
    office.granted("dlh", "taman")
    office.granted("dlh", "kota.taman")
    request = str(office.letter("dlh", "taman", action=Action.REVOKE).id)
    said = office.must("apply", request, "--yes", code=4)
    assert f"depend on taman.{PARENT}: kota.taman.{PARENT}" in said
    office.must("apply", request, "--yes", "--accept-dependents")
    names = {name.text for name, _ in office.records()}
    assert f"kota.taman.{PARENT}" in names
    assert f"taman.{PARENT}" not in names


def test_nothing_is_changed_without_a_yes(office: Office) -> None:
    before = office.records()
    request = office.letter("dlh", "taman")
    assert "nobody said yes" in office.must("apply", str(request.id), code=4)
    assert office.records() == before
    with office.desk() as desk:
        assert desk.ledger.grants() == []
        assert desk.ledger.status(request.id) is Status.CHECKED


def test_a_hand_over_is_asked_for_though_no_record_changes(office: Office) -> None:
    office.granted("dlh", "taman")
    request = str(office.letter("dlh", "taman", {"receiver": "bpbd"}, Action.HANDOVER).id)
    assert "nobody said yes" in office.must("apply", request, code=4)
    assert "Holder: Dinas Lingkungan Hidup" in office.must("show", "taman")
    office.must("apply", request, "--yes")
    assert "Holder: Badan Penanggulangan Bencana Daerah" in office.must("show", "taman")


def test_names_end_by_themselves_but_for_one_in_use(office: Office) -> None:
    for name, ip in (("taman", "103.150.30.90"), ("kota.taman", "103.150.30.91"), ("pesta", "103.150.30.92")):
        until = {} if name == "kota.taman" else {"until": "2099-12-31"}
        office.granted("dlh", name, {"ips": [ip], **until})
    said = office.must("apply", "--ended", "--yes", code=4, script=IN_2100)
    assert f"depend on taman.{PARENT}" in said
    names = {name.text.removesuffix(f".{PARENT}") for name, _ in office.records()}
    assert names & {"taman", "kota.taman", "pesta"} == {"taman", "kota.taman"}


IN_2100 = """
from datetime import datetime, timezone
from provision.cli.office import SystemClock
SystemClock.now = lambda _: datetime(2100, 1, 5, 9, tzinfo=timezone.utc)
"""


def test_plan_tells_with_its_exit_code_whether_there_is_something_to_do(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    office.must("plan", request, "--exit-code", code=3)
    office.must("apply", request, "--yes")
    assert "Nothing to change" in office.must("plan", request, "--exit-code")


def test_drift_is_found_and_mended(office: Office) -> None:
    from provision.drivers.rfc2136 import Rfc2136Parent
    from provision.model.change import Change
    from provision.names import Fqdn

    request = str(office.letter("dlh", "taman").id)
    office.must("fulfil", request, "--yes")
    good = office.records()
    Rfc2136Parent(office.zone).write([Change(good[Fqdn(f"taman.{PARENT}"), "A"], None)], [])
    assert "RECORD_MISSING" in office.must("audit", "dns", code=3)
    office.must("apply", request, "--yes")
    assert office.records() == good
    office.followed()
    office.must("audit", "dns")
