"""A hand-made zone on a real BIND is adopted: its file and serial stay, the first audit is quiet, letters work.

Of delegations it tells what their own servers do, as of any: that is no news of the adoption.
"""

import json
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from provision.drivers.bind_file import bind_file
from provision.errors import Refused
from provision.flow import hand_edited
from provision.flow.adopt.convert import convert
from provision.model.event import Kind
from provision.model.request import Action
from provision.model.site import Server
from tests.real.hand_made import served
from tests.real.office import PARENT, Office, edit

pytestmark = pytest.mark.sandbox


GRANTED = {
    "a.b.c.d.bapenda", "bantan", "bapenda", "bpbd", "dinkes", "disdik", "dishub", "dlh", "inspektorat", "kesehatan", "pajak.bapenda",
    "rsud", "www.bantan",
}  # fmt: skip


def news(office: Office) -> set[str]:
    """Return what an audit has something to say about; it must end well."""
    done = office.run("audit", "dns", "--output", "json")
    assert done.returncode == 0, done.stdout
    quiet = {"DEBUG", "INFO"}
    told = {
        report["subject"]: {one["level"] for one in report["findings"]} for report in json.loads(done.stdout)
    }
    return {subject for subject, levels in told.items() if levels - quiet}


def decide(path: Path, **agencies: str) -> None:
    """Let a person decide: some names get an agency, what is left is the office's own."""
    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    for row in range(2, sheet.max_row + 1):
        label = sheet[f"A{row}"].value.removesuffix(f".{PARENT}")
        if label in agencies:
            sheet[f"D{row}"], sheet[f"E{row}"] = agencies[label], "berikan"
        elif sheet[f"E{row}"].value in {"tanyakan", "ask"}:
            sheet[f"E{row}"], sheet[f"F{row}"] = "infrastruktur", "Perangkat di gedung kantor"
    book.save(path)


def test_140_hand_made_records_are_adopted_and_nothing_changes(office: Office, tmp_path: Path) -> None:
    book = tmp_path / "nama.xlsx"
    with served(office) as file:
        before, serial = file.read_bytes(), office.serial()
        listed = json.loads(office.run("adopt", "dns", PARENT, "--to", str(book), "--output", "json").stdout)
        assert sum(len(rrset["values"]) for row in listed["names"] for rrset in row["records"]) >= 140
        decide(book, rsud="rsud", kesehatan="dinkes")
        dry = office.must("adopt", "import", str(book))
        assert "No record in the zone will change" in dry
        assert office.grants() == []
        said = office.must("adopt", "import", str(book), "--yes")
        assert "no record was changed" in said
        assert news(office) <= {
            f"subdomain:{label}.{PARENT}" for label in ("dinkes", "disdik", "inspektorat")
        }
        assert "Decided about before" in office.must("adopt", "import", str(book), "--yes")
        assert "0 names to decide about" in office.must(
            "adopt", "dns", PARENT, "--to", str(tmp_path / "lagi.xlsx")
        )
        assert "Adopted: it was there before us; confirmed by" in office.must("show", "bapenda")
        assert (file.read_bytes(), office.serial()) == (before, serial)
        assert [path.name for path in file.parent.glob("zone*")] == ["zone"]
    assert "whole" in office.must("ledger", "verify")
    assert {grant.object.removesuffix(f".{PARENT}") for grant in office.grants()} == GRANTED
    with office.desk() as desk:
        assert len(desk.ledger.events(kind=Kind.ADOPTED)) == len(office.grants())
        assert desk.ledger.events(kind=Kind.INTENDED) == []


def test_letters_about_adopted_names_on_a_server_that_takes_updates(office: Office, tmp_path: Path) -> None:
    book = tmp_path / "nama.csv"
    before = office.records()
    office.must("adopt", "dns", PARENT, "--to", str(book))
    office.must("adopt", "import", str(book), "--yes")
    assert office.records() == before
    change = office.letter("bpbd", "bpbd", {"ips": ["103.150.30.95"]}, Action.CHANGE)
    office.must("fulfil", str(change.id), "--yes")
    revoke = office.letter("rsud", "rsud", action=Action.REVOKE)
    office.must("fulfil", str(revoke.id), "--yes")
    gone = {name.text for name, _ in before} - {name.text for name, _ in office.records()}
    assert gone == {f"rsud.{PARENT}", f"ns1.rsud.{PARENT}", f"ns2.rsud.{PARENT}"}
    office.must("undo", str(revoke.id), "--yes")
    office.must("undo", str(change.id), "--yes")
    assert office.records() == before
    office.followed()


def test_a_colleagues_edit_between_sheet_and_import_survives(office: Office, tmp_path: Path) -> None:
    from provision.drivers.rfc2136 import Rfc2136Parent
    from provision.model.change import Change
    from provision.names import Fqdn

    office.must("adopt", "dns", PARENT, "--to", str(tmp_path / "nama.xlsx"))
    old = office.records()[Fqdn(f"bpbd.{PARENT}"), "CNAME"]
    new = old.of(old.name, "CNAME", 600, [f"cdn.{PARENT}."])
    Rfc2136Parent(office.zone).write([Change(old, new)], [])
    edited = office.records()
    said = office.must("adopt", "import", str(tmp_path / "nama.xlsx"), "--yes")
    assert (
        f"Changed in the zone since the sheet was written, and left out; take a fresh sheet for them:\n  bpbd.{PARENT}"
        in said
    )
    assert office.records() == edited
    assert [grant.object.partition(".")[0] for grant in office.grants()] == [
        "bapenda",
        "perpustakaan",
        "rsud",
    ]


def test_a_zone_that_cannot_be_read_leaves_no_sheet(office: Office, tmp_path: Path) -> None:
    edit(office.folder, r'address: "103\.131\.104\.2"', 'address: "127.0.0.77"')
    said = office.must("adopt", "dns", PARENT, "--to", str(tmp_path / "nama.xlsx"), code=1)
    assert "cannot be reached" in said
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_zone_that_people_edit_stays_a_file_until_it_is_converted(office: Office) -> None:
    with served(office, updates=True) as file:
        edit(office.folder, "    timeout: 2", f"    timeout: 2\n    people_edit: {file}")
        before = file.read_bytes()
        request = str(office.letter("dlh", "taman").id)
        for words in (("plan", request), ("apply", request, "--yes"), ("fulfil", request, "--yes")):
            said = office.must(*words, code=4)
            assert "would lose remarks (8), $GENERATE (2)" in said
            assert f"provision adopt dns {PARENT} --convert" in said
        assert "nobody said yes" in office.must("adopt", "dns", PARENT, "--convert", code=4)
        office.must("plan", request, code=4)
        said = office.must("adopt", "dns", PARENT, "--convert", "--yes")
        (kept,) = (office.folder / "backup").iterdir()
        assert kept.read_bytes() == file.read_bytes() == before
        assert kept.stat().st_mode & 0o777 == 0o600
        assert f"A copy is kept as {kept}" in said
        assert not file.with_name("zone.jnl").exists()
        file.write_bytes(before + b"; satu lagi\n")
        assert "was edited by hand after" in office.must("plan", request, code=4)
        file.write_bytes(before)
        office.must("apply", request, "--yes")
        assert file.with_name("zone.jnl").exists()
        assert "takes updates already" in office.must("adopt", "dns", PARENT, "--convert", "--yes")
        office.must("undo", request, "--yes")
    with office.desk() as desk:
        (event,) = desk.ledger.events(PARENT, Kind.CONVERTED)
        assert event.body
        assert event.body["lost"] == {"remarks": 8, "generate": 2}
    assert "whole" in office.must("ledger", "verify")


def test_a_bind_on_this_machine_tells_itself_which_file_people_edit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(office, updates=True) as file:
        config = file.with_name("named.conf")
        assert bind_file(office.zone, config) == file
        assert bind_file(replace(office.zone, name=office.zone.name.child("lain")), config) is None
        assert bind_file(replace(office.zone, primary=Server(ip_address("103.131.99.99"))), config) is None
        assert bind_file(office.zone, file.with_name("tidak-ada")) is None
        monkeypatch.setattr(hand_edited, "bind_file", lambda zone: bind_file(zone, config))
        request = office.letter("dlh", "taman")
        with pytest.raises(Refused, match=r"would lose remarks \(8\)"):
            office.applied(request)
        with office.desk() as desk:
            assert convert(desk, office.zone, lambda _: True).kept
        office.applied(request)
        office.undone(request)
