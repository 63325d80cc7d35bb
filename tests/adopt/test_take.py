"""Adopting what a person decided: no record changes, and afterwards a name is as any other."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provision.config.load import load_site
from provision.engine.surveyed import Survey
from provision.errors import BadConfig, BadInput, NotFound, NotYours, Refused, Stale, StorageFull
from provision.flow.adopt.take import forget, look_at_sheet, take
from provision.flow.carry import NotConfirmed
from provision.flow.fulfil import apply
from provision.flow.inquiry import Known, inquire
from provision.flow.survey_all import survey_all, without_holder
from provision.flow.undo import undo
from provision.i18n import Text
from provision.ledger import Ledger
from provision.model.change import Change
from provision.model.event import Kind
from provision.model.grant import Grant, Origin, State
from provision.model.request import Action
from provision.model.rrset import RRset
from tests.adopt.sheets import HAND_MADE, edited, hand_made, names, put, sheet
from tests.engine.fakes import without_soa
from tests.flow.offices import Office, no, yes
from tests.flow.staff import seat
from tests.samples import APEX, a, name, ns, txt, zone

# The delegation's servers answer nowhere here: its checks are for the real ones.
ADDRESSED = tuple(rrset for rrset in HAND_MADE if not rrset.name.is_at_or_below(name("rsud")))
ZONE = zone(*ADDRESSED)
DECIDED = put("jdih", E="berikan", D="diskominfotik", H="045/12/2019")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    with hand_made(tmp_path / "office", *ADDRESSED) as one:
        yield one


@pytest.fixture
def book(tmp_path: Path, room: Office) -> Path:
    return edited(sheet(room.desk, tmp_path / "nama.xlsx"), DECIDED)


def reread(room: Office) -> None:
    """Let the next run read the list of infrastructure."""
    ignored = load_site(room.desk.site.folder).ignored
    room.desk = replace(room.desk, site=replace(room.desk.site, ignored=ignored))


def adopted(room: Office, book: Path) -> None:
    take(room.desk, book, yes)
    reread(room)


def told(room: Office) -> list[str]:
    found: Survey = survey_all(room.desk)
    zones = [finding for report in without_holder(room.desk, found) for finding in report.findings]
    return [finding.tag for finding in (*found.findings, *zones)]


def grant_of(room: Office, label: str) -> Grant:
    grant = room.desk.ledger.grant(f"subdomain:{label}.{APEX}")
    assert grant
    return grant


def test_grants_are_made_of_what_stands_and_no_record_changes(room: Office, book: Path) -> None:
    before = room.parent.read()
    adopted(room, book)
    assert room.parent.read() is before
    assert room.parent.sent == []
    grants = room.desk.ledger.grants()
    assert [grant.object.partition(".")[0] for grant in grants] == ["dinkes", "disdik", "jdih"]
    assert {(grant.origin, grant.state, grant.since) for grant in grants} == {
        (Origin.ADOPTED, State.ACTIVE, room.desk.today)
    }
    assert grant_of(room, "dinkes").params == {
        "ips": ["103.94.10.5"],
        "www": True,
        "records": [
            {"label": "@", "type": "MX", "value": "10 mail.penyedia.id."},
            {"label": "_dmarc", "type": "TXT", "value": '"x"'},
        ],
        "ttls": {"@ A": 300, "@ MX": 7200, "www A": 60},
    }
    assert names([*room.desk.site.ignored.names]) == ["*.desa", "_sip._tcp", "mail"]
    assert room.desk.ledger.verify() == []


def test_the_first_audit_is_quiet_and_the_next_hand_made_name_is_news(room: Office, book: Path) -> None:
    assert told(room) == ["ZONE_NOT_ADOPTED"]
    adopted(room, book)
    assert told(room) == []
    room.parent.elsewhere([Change(None, a("baru")), Change(None, txt("dinkes")), Change(None, a("x.desa"))])
    assert told(room) == ["NAME_WITHOUT_GRANT", "NAME_WITHOUT_GRANT"]
    room.parent.elsewhere([Change(a("dinkes", ttl=300), a("dinkes"))])
    assert told(room)[0] == "RECORD_DIFFERS"


def test_the_second_import_changes_nothing(room: Office, book: Path) -> None:
    adopted(room, book)
    entries, listed = len(room.desk.ledger), (room.desk.site.folder / "inventory/ignored.yaml").read_bytes()
    made = take(room.desk, book, no)
    assert not made
    assert names(made.known)
    assert not made.changed
    adopted(room, book)
    assert len(room.desk.ledger) == entries
    assert (room.desk.site.folder / "inventory/ignored.yaml").read_bytes() == listed


def test_nothing_is_done_without_a_yes(room: Office, book: Path) -> None:
    look_at_sheet(room.desk, book)
    with pytest.raises(NotConfirmed):
        take(room.desk, book, no)
    assert room.desk.ledger.grants() == []
    assert "ignored: {}" in (room.desk.site.folder / "inventory/ignored.yaml").read_text()


@pytest.mark.parametrize(
    ("login", "may"), [("siti", True), ("budi", True), ("kabid", True), ("jaga", False), ("rina", False)]
)
def test_who_may_say_whose_a_name_is(room: Office, book: Path, login: str, may: bool) -> None:
    desk = seat(room.desk, login)
    look_at_sheet(desk, book)
    if may:
        assert take(desk, book, yes).granted
        return
    with pytest.raises(NotYours):
        take(desk, book, yes)
    assert room.desk.ledger.grants() == []


# What a colleague does between the sheet and its import, what is left out, and what is granted all the same.
MEANWHILE: list[tuple[str, Change, list[str], list[str]]] = [
    ("value", Change(a("jdih", "103.94.10.30"), a("jdih", "103.94.10.31")), ["jdih"], ["dinkes", "disdik"]),
    ("ttl", Change(a("dinkes", ttl=300), a("dinkes", ttl=301)), ["dinkes"], ["disdik", "jdih"]),
    ("another type", Change(None, txt("dinkes")), ["dinkes"], ["disdik", "jdih"]),
    ("a part", Change(txt("_dmarc.dinkes"), txt("_dmarc.dinkes", '"y"')), ["_dmarc.dinkes", "dinkes"], ["disdik", "jdih"]),
    ("gone", Change(a("jdih", "103.94.10.30"), None), ["jdih"], ["dinkes", "disdik"]),
    ("a part gone", Change(a("www.dinkes", ttl=60), None), ["dinkes", "www.dinkes"], ["disdik", "jdih"]),
    ("delegated", Change(None, ns("x.jdih")), [], ["dinkes", "disdik", "jdih"]),
]  # fmt: skip


@pytest.mark.parametrize("row", MEANWHILE, ids=[row[0] for row in MEANWHILE])
def test_a_colleagues_edit_survives_and_is_told(
    room: Office, book: Path, row: tuple[str, Change, list[str], list[str]]
) -> None:
    what, edit, changed, granted = row
    room.parent.elsewhere([edit])
    after = room.parent.read()
    made = take(room.desk, book, yes)
    assert sorted(names(made.changed)) == changed
    assert [one.grant.object.partition(".")[0] for one in made.granted] == granted
    assert room.parent.read() is after
    if what == "delegated":
        assert names(made.missing) == ["x.jdih"]


def test_what_came_into_the_ledger_meanwhile_stays(
    room: Office, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at the ledger and the writing another run may be faster."""
    real = Ledger.adopt

    def later(self: Ledger, changes: Any, actor: str, kind: Kind = Kind.ADOPTED) -> None:
        monkeypatch.setattr(Ledger, "adopt", real)
        self.adopt([(changes[0][0], {})], "siti")
        self.adopt(changes, actor, kind)

    monkeypatch.setattr(Ledger, "adopt", later)
    with pytest.raises(Stale, match="siti"):
        take(room.desk, book, yes)
    assert len(room.desk.ledger.grants()) == 1


def test_names_that_are_granted_or_listed_are_known(room: Office, book: Path) -> None:
    room.granted(room.letter("taman"))
    (room.desk.site.folder / "inventory/ignored.yaml").write_text(f"ignored:\n  jdih.{APEX}: Milik kantor\n")
    reread(room)
    made = look_at_sheet(room.desk, book)
    assert names(made.known) == ["jdih"]


def test_parts_without_their_whole_stay_open(room: Office, tmp_path: Path) -> None:
    book = edited(sheet(room.desk, tmp_path / "n.xlsx"), put("dinkes", E="tanyakan"))
    made = look_at_sheet(room.desk, book)
    assert names(made.open) == ["_dmarc.dinkes", "www.dinkes", "dinkes", "jdih"]


def test_a_part_may_be_left_open_and_its_whole_granted(room: Office, tmp_path: Path) -> None:
    book = edited(sheet(room.desk, tmp_path / "n.xlsx"), put("_dmarc.dinkes", E=""))
    adopted(room, book)
    assert {record["label"] for record in grant_of(room, "dinkes").params["records"]} == {"@"}
    assert "NAME_WITHOUT_GRANT" in told(room)


def test_show_tells_that_it_was_there_before_us(room: Office, book: Path) -> None:
    adopted(room, book)
    (known,) = inquire(room.desk, "jdih")
    assert isinstance(known, Known)
    assert known.adoption
    assert (known.adoption.actor, (known.adoption.body or {})["letter"]) == ("prakom", "045/12/2019")
    assert known.to_json("en")["adopted"]["letter"] == "045/12/2019"


def test_forgetting_is_as_if_nobody_had_said_anything(room: Office, book: Path) -> None:
    adopted(room, book)
    before = room.parent.read()
    forget(room.desk, "jdih", "Milik kantor")
    assert room.parent.read() is before
    assert told(room) == ["NAME_WITHOUT_GRANT"]
    assert [event.subject for event in room.desk.ledger.events(kind=Kind.FORGOTTEN)] == [f"jdih.{APEX}"]
    with pytest.raises(NotFound):
        forget(room.desk, "jdih", "Milik kantor")
    with pytest.raises(BadInput):
        forget(room.desk, "dinkes", " ")
    assert names(look_at_sheet(room.desk, book).missing) == []
    assert [one.grant.object for one in take(room.desk, book, yes).granted] == [f"jdih.{APEX}"]
    assert room.desk.ledger.verify() == []


def test_what_stands_by_a_letter_is_not_forgotten(room: Office, book: Path) -> None:
    adopted(room, book)
    room.granted(room.letter("taman"))
    apply(room.desk, [room.letter("dinkes", action=Action.SUSPEND)], yes, accept_dependents=True)
    for label in ("taman", "dinkes"):
        with pytest.raises(Refused, match="SUB-2026-000"):
            forget(room.desk, label, "salah")


DINKES = {rrset for rrset in ADDRESSED if rrset.name.is_at_or_below(name("dinkes"))}
HELD = {rrset for rrset in DINKES if rrset.type != "CAA"}
CAA = DINKES - HELD
PORTAL = {a("disdik", "103.94.10.8")}

# A letter about an adopted name, and what then stands of it, old name and new.
LETTERS: list[tuple[str, str, Action, dict[str, Any], set[RRset]]] = [
    ("address", "dinkes", Action.CHANGE, {"ips": ["103.94.10.9"]},
     (HELD - {a("dinkes", ttl=300), a("www.dinkes", ttl=60)}) | {a("dinkes", "103.94.10.9", ttl=300), a("www.dinkes", "103.94.10.9", ttl=60)} | CAA),
    ("suspended", "dinkes", Action.SUSPEND, {}, CAA),
    ("revoked", "dinkes", Action.REVOKE, {}, CAA),
    ("handed over", "jdih", Action.HANDOVER, {"receiver": "rsud"}, {a("jdih", "103.94.10.30")}),
    ("an alias to an address", "disdik", Action.CHANGE, {"ips": ["103.94.10.8"]}, PORTAL),
    ("an alias revoked", "disdik", Action.REVOKE, {}, set()),
]  # fmt: skip


def standing(room: Office, *labels: str) -> set[RRset]:
    return {r for r in room.parent.read() for label in labels if r.name.is_at_or_below(name(label))}


@pytest.mark.parametrize("row", LETTERS, ids=[row[0] for row in LETTERS])
def test_letters_about_an_adopted_name_and_back(
    room: Office, book: Path, row: tuple[str, str, Action, dict[str, Any], set[RRset]]
) -> None:
    what, label, action, fields, shows = row
    adopted(room, book)
    before = without_soa(room.parent.read())
    request = room.letter(label, agency=grant_of(room, label).agency.text, action=action, **fields)
    apply(room.desk, [request], yes, accept_dependents=True)  # the CAA beside it is somebody's
    assert standing(room, label) == shows, what
    assert not any(apply(room.desk, [request], no))
    undo(room.desk, request, yes)
    assert without_soa(room.parent.read()) == before
    assert grant_of(room, label).origin is Origin.ADOPTED
    assert room.desk.ledger.verify() == []


def test_an_adopted_name_is_renamed_and_resumed_with_its_ttls(room: Office, book: Path) -> None:
    adopted(room, book)
    suspended = room.letter("dinkes", action=Action.SUSPEND)
    apply(room.desk, [suspended], yes, accept_dependents=True)
    room.answered(suspended)
    room.granted(room.letter("dinkes", action=Action.RESUME))
    assert standing(room, "dinkes") == DINKES
    room.granted(room.letter("dinkes", action=Action.RENAME, to=f"kesehatan.{APEX}", until="2026-12-24"))
    new = {replace(r, name=type(r.name)(r.name.text.replace("dinkes", "kesehatan"))) for r in HELD}
    assert standing(room, "kesehatan") == new
    assert standing(room, "dinkes") == DINKES
    assert grant_of(room, "kesehatan").origin is Origin.GRANTED


def test_another_agency_does_not_get_an_adopted_name(room: Office, book: Path) -> None:
    adopted(room, book)
    for request in (
        room.letter("dinkes", agency="rsud"),
        room.letter("dinkes", agency="rsud", action=Action.REVOKE),
    ):
        with pytest.raises(Refused, match="is held by"):
            apply(room.desk, [request], yes)


def test_a_zone_that_cannot_be_listed_is_not_adopted(room: Office, book: Path, tmp_path: Path) -> None:
    room.parent.read = lambda: replace(ZONE, whole=False)
    for attempt in (lambda: look_at_sheet(room.desk, book), lambda: sheet(room.desk, tmp_path / "lagi.xlsx")):
        with pytest.raises(Refused, match="cannot be listed"):
            attempt()
    assert without_holder(room.desk, survey_all(room.desk)) == []


def test_what_broke_off_between_the_list_and_the_ledger_is_finished_by_the_next_run(
    room: Office, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise StorageFull(Text("No space is left"))

    with monkeypatch.context() as broken:
        broken.setattr(Ledger, "adopt", full)
        with pytest.raises(StorageFull):
            take(room.desk, book, yes)
    reread(room)
    assert room.desk.ledger.grants() == []
    made = take(room.desk, book, yes)
    assert len(made.granted) == 3
    assert not made.ignored
    reread(room)
    assert told(room) == []


def test_a_list_that_cannot_be_written_leaves_the_ledger_as_it_is(room: Office, book: Path) -> None:
    """What stands in the list of infrastructure comes first: a name is never granted and forgotten."""
    path = room.desk.site.folder / "inventory/ignored.yaml"
    path.write_text("ignored: [rusak\n")
    with pytest.raises(BadConfig, match=r"ignored\.yaml:"):
        take(room.desk, book, yes)
    assert room.desk.ledger.grants() == []
    assert path.read_text() == "ignored: [rusak\n"
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []


def test_comments_of_the_list_stay(room: Office, book: Path) -> None:
    path = room.desk.site.folder / "inventory/ignored.yaml"
    path.write_text(f"# dari rapat 2019\nignored:\n  # surel\n  surel.{APEX}: Lama # jangan dihapus\n")
    path.chmod(0o640)
    adopted(room, book)
    text = path.read_text()
    assert text.startswith(f"# dari rapat 2019\nignored:\n  # surel\n  surel.{APEX}: Lama # jangan dihapus\n")
    assert f"  mail.{APEX}: " in text
    assert path.stat().st_mode & 0o777 == 0o640
