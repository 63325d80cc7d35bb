"""Whether the site is in order: sites broken in each way, and what the doctor says."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from provision.config.init import init_site
from provision.config.load import load_site
from provision.errors import BadAnswer, BadKey, Outside
from provision.flow.amend import add_scan
from provision.flow.desk import Desk
from provision.flow.doctor import Examined, examine, visit
from provision.flow.doctor.aside import Aside
from provision.flow.doctor.examined import Mark
from provision.i18n import Text
from provision.model.playbook import Role
from provision.model.site import Site, Tenure
from provision.secret import SecretRef
from tests.flow.offices import Office, office
from tests.samples import APEX

SECRET = "c2VjcmV0LXRoYXQtbm9ib2R5LXNlZXM="


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    """An office on a site of its own, with keys and one person who may do all."""
    folder = tmp_path / "site"
    init_site(folder)
    for name in ("read", "write"):
        path = folder / "keys" / f"{name}.key"
        path.write_text(SECRET)
        path.chmod(0o600)
    with office(tmp_path) as one:
        me = {_login(): tuple(Tenure(role) for role in Role)}
        site = replace(load_site(folder), ledger=f"sqlite:///{tmp_path}/ledger.db", users=me)
        one.desk = replace(one.desk, site=site, actor=_login())
        yield one


def _login() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def told(room: Office, mark: Mark = Mark.WRONG, *, letters: bool = False, **wanted: object) -> list[str]:
    """Return what the doctor says; to fill in letters takes most of the time, so only where they matter."""
    with pytest.MonkeyPatch.context() as patch:
        if not letters:
            patch.setattr("provision.flow.doctor.examine_letters", lambda *_: ())
        found = examine(room.desk, **wanted)
    assert SECRET not in "".join(f"{one.what}{one.do}" for one in found)
    return [f"{one.what}: {one.do}" for one in found if one.mark is mark]


def users(room: Office, **held: Sequence[Tenure]) -> None:
    given = {login: tuple(tenures) for login, tenures in held.items()}
    room.desk = replace(room.desk, site=replace(room.desk.site, users=given))


def test_all_in_order(room: Office) -> None:
    assert told(room, letters=True) == []
    machine = ("LibreOffice", "this is", "the font", "set by the network")
    warned = told(room, Mark.WARNING, letters=True)
    assert [line for line in warned if not any(word in line for word in machine)] == []
    before = room.records
    examine(room.desk)
    assert room.records == before


def test_who_does_not_compare_serials(room: Office) -> None:
    room.parent.compares = False
    assert told(room) == []
    assert any("compares the served serial" in line for line in told(room, Mark.WARNING))


def test_a_key_that_may_not_write(room: Office) -> None:
    def refuse(_: int) -> None:
        raise BadAnswer(Text("REFUSED"))

    room.parent.fail = refuse
    types = ("NS", "A", "AAAA", "CNAME", "MX", "TXT")
    assert [fault.rpartition(" may change ")[2] for fault in told(room)] == [
        f"{rtype} records: REFUSED" for rtype in types
    ]


def test_a_key_that_may_not_read(room: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise BadKey(Text("BADKEY"))

    monkeypatch.setattr(room.parent, "read", refuse)
    # The servers of the fake answer from the same parent.
    monkeypatch.setattr(room.dns, "exchange", lambda queries: [])
    room.desk = replace(room.desk, site=_without_others(room.desk.site))
    [fault] = told(room)
    assert fault.endswith("transfer with the key provision-read: BADKEY")
    monkeypatch.setattr(room.parent, "compares_serial", refuse)
    assert len(told(room)) == 2


def _without_others(site: Site) -> Site:
    return replace(site, zones={APEX: replace(site.zones[APEX], secondaries=(), resolver=None)})


def test_offline_asks_no_server(room: Office) -> None:
    room.parent.fail = lambda _: pytest.fail("a server was asked")
    assert told(room, offline=True) == []
    assert room.dns.asked == []


CLOCKS = [(0.2, Mark.GOOD), (-29, Mark.GOOD), (31, Mark.WARNING), (-299, Mark.WARNING), (300, Mark.WRONG), (-86400, Mark.WRONG)]  # fmt: skip


@pytest.mark.parametrize(("ahead", "mark"), CLOCKS)
def test_clocks(room: Office, ahead: float, mark: Mark) -> None:
    found = examine(room.desk, lambda _: Aside(ahead, "BIND 9.18"))
    assert [one.mark for one in found if "the clocks here and of" in str(one.what)] == [mark]
    assert any("is BIND 9.18" in str(one.what) for one in found)


def test_a_server_that_tells_nothing_beside(room: Office) -> None:
    found = [str(one.what) for one in examine(room.desk, lambda _: Aside(None, ""))]
    assert not [what for what in found if "clocks" in what]


Breaking = Callable[[Path], object]


def write(path: str, text: str) -> Breaking:
    return lambda site: (site / path).write_text(text)


def mode(path: str, bits: int) -> Breaking:
    return lambda site: (site / path).chmod(bits)


BROKEN: Sequence[tuple[Breaking, str]] = [
    (mode("inventory/zones.yaml", 0o666), "can change inventory.* chmod o-w .*inventory/zones.yaml"),
    (mode("playbooks", 0o777), "chmod o-w .*playbooks"),
    (mode(".", 0o757), "chmod o-w"),
    (lambda site: (site / "outbox").rmdir() or (site / "outbox").touch(), "outbox is no folder"),
    (mode("outbox", 0o500), "Let the office's group write to .*outbox"),
    (lambda site: (site / "keys/read.key").unlink(), "read.key cannot be read .*Nothing can be checked"),
    (lambda site: (site / "keys/write.key").unlink(), "write.key cannot be read .*Only apply"),
    (lambda site: (site / "keys/write.key").write_bytes(b"\xff\xfe"), "write.key cannot be read"),
    (mode("keys/read.key", 0o644), "read.key is closed to others: Close it: chmod o= .*read.key"),
    (mode("keys/write.key", 0o601), "write.key is closed to others"),
    (mode("keys/write.key", 0o620), "cannot be replaced by its group: .* chmod g-w"),
    (mode("keys", 0o703), "put other files into .*keys: Close it: chmod o= .*keys"),
    (write("playbooks/subdomain.yaml", "service: subdomain\n"), "the playbook of subdomain can be read: .*subdomain.yaml"),
    (lambda site: (site / "letters/surat-balasan-granted.docx").unlink(), "template granted .* There is no letter template"),
    (write("letters/surat-balasan-returned.docx", "no Word file"), "template returned .* is not a Word file"),
]  # fmt: skip


@pytest.mark.parametrize(("breaking", "wanted"), BROKEN)
def test_a_broken_site(room: Office, breaking: Breaking, wanted: str) -> None:
    breaking(room.desk.site.folder)
    found = told(room, letters="playbook" in wanted or "template" in wanted)
    assert len([fault for fault in found if re.search(wanted, fault, re.DOTALL)]) == 1, found
    # One thing is broken, and one is told.
    assert len(found) == 1, found


def secret(room: Office, kind: str, place: str) -> None:
    [home] = room.desk.site.zones.values()
    key = replace(home.read_key, secret=SecretRef(kind, place, room.desk.site.folder))
    room.desk = replace(room.desk, site=replace(room.desk.site, zones={APEX: replace(home, read_key=key)}))


SECRETS = [
    ("env", "PROVISION_NO_SUCH", "PROVISION_NO_SUCH is not set"),
    ("cmd", "false", "The command that fetches a secret failed"),
    ("cmd", "/no/such/program", "The command that fetches a secret failed"),
    ("cmd", "cat keys/read.key", None),
]


@pytest.mark.parametrize(("kind", "place", "fault"), SECRETS)
def test_references_to_secrets(room: Office, kind: str, place: str, fault: str | None) -> None:
    secret(room, kind, place)
    found = told(room)
    assert (fault or "") in "".join(found)
    assert len(found) == bool(fault)


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_a_key_of_somebody_else(room: Office) -> None:
    path = room.desk.site.folder / "keys/read.key"
    os.chown(path, 65534, 0)
    [fault] = told(room)
    assert "belongs to nobody" in fault
    os.chown(path, 0, 65534)
    path.chmod(0o640)
    assert any("Its group is not that of the site's folder" in line for line in told(room, Mark.WARNING))


def test_who_writes_nothing_needs_no_key_that_writes(room: Office) -> None:
    (room.desk.site.folder / "keys/write.key").unlink()
    users(
        room,
        **{_login(): [Tenure(Role.PRAKOM)], "root": [Tenure(Role.SERVER_ADMIN), Tenure(Role.DIVISION_HEAD)]},
    )
    if _login() == "root":
        users(
            room, root=[Tenure(Role.PRAKOM)], nobody=[Tenure(Role.SERVER_ADMIN), Tenure(Role.DIVISION_HEAD)]
        )
    assert not [fault for fault in told(room) if "key" in fault]
    assert any("Only apply, fulfil and undo need it" in line for line in told(room, Mark.WARNING))
    assert room.parent.sent == []


TODAY = date(2026, 11, 24)
ALL = [Tenure(role) for role in (Role.SERVER_ADMIN, Role.DIVISION_HEAD)]
PEOPLE: Sequence[tuple[Sequence[Tenure], Mark, str]] = [
    ([*ALL, Tenure(Role.PRAKOM)], Mark.GOOD, "somebody is Prakom today"),
    ([*ALL, Tenure(Role.PRAKOM, until=TODAY - timedelta(days=1))], Mark.WRONG, "somebody is Prakom today"),
    ([*ALL, Tenure(Role.PRAKOM, since=TODAY + timedelta(days=1))], Mark.WRONG, "somebody is Prakom today"),
    ([*ALL, Tenure(Role.PRAKOM, until=TODAY)], Mark.WARNING, "is Prakom until 2026-11-24"),
    ([*ALL, Tenure(Role.PRAKOM, until=TODAY + timedelta(days=30))], Mark.WARNING, "is Prakom until 2026-12-24"),
]  # fmt: skip


@pytest.mark.parametrize(("held", "mark", "wanted"), PEOPLE)
def test_roles_and_dates(room: Office, held: Sequence[Tenure], mark: Mark, wanted: str) -> None:
    users(room, **{_login(): held})
    assert len([line for line in told(room, mark) if wanted in line]) == 1


NOT_TOLD = [
    [*ALL, Tenure(Role.PRAKOM, until=TODAY + timedelta(days=31))],
    [*ALL, Tenure(Role.PRAKOM, until=TODAY), Tenure(Role.PRAKOM, since=TODAY + timedelta(days=1))],
    [*ALL, Tenure(Role.PRAKOM), Tenure(Role.ON_CALL, until=TODAY - timedelta(days=1))],
]


@pytest.mark.parametrize("held", NOT_TOLD)
def test_a_tenure_that_goes_on_is_not_told(room: Office, held: Sequence[Tenure]) -> None:
    users(room, **{_login(): held})
    assert not [
        line for line in [*told(room, Mark.WARNING), *told(room)] if "until" in line or "somebody" in line
    ]


def test_a_login_that_is_no_account_and_one_without_a_role(room: Office) -> None:
    users(room, **{"no-such-login-here": [*ALL, Tenure(Role.PRAKOM)]})
    warned = "\n".join(told(room, Mark.WARNING))
    assert "no-such-login-here has an account here: No such login" in warned
    assert f"{_login()} holds no role today" in warned


def test_nobody_is_listed(room: Office) -> None:
    users(room)
    assert [line for line in told(room, Mark.WARNING) if "everybody may do everything" in line]


def test_a_ledger_for_several_hands(room: Office, tmp_path: Path) -> None:
    users(room, **{_login(): [*ALL, Tenure(Role.PRAKOM)], "nobody": ALL})
    ledger = tmp_path / "ledger.db"
    tmp_path.chmod(0o750)
    assert any("chmod 2770" in fault for fault in told(room))
    tmp_path.chmod(0o2770)
    ledger.chmod(0o660)
    assert told(room) == []
    ledger.chmod(0o664)
    assert any("ledger.db is closed to others" in fault for fault in told(room))


def test_a_scan_that_is_gone_or_altered(room: Office, tmp_path: Path) -> None:
    paper = tmp_path / "letter.pdf"
    paper.write_bytes(b"%PDF-1.7 a letter")
    asked = room.letter()
    add_scan(room.desk, asked, paper)
    assert told(room) == []
    [kept] = (room.desk.site.folder / "scans").iterdir()
    kept.chmod(0o640)
    kept.write_bytes(b"%PDF-1.7 another letter")
    [fault] = told(room)
    assert "is not what it was" in fault
    kept.unlink()
    [fault] = told(room)
    assert f"The scan of the letter of {asked.id} is missing" in fault


FREE = [(49, Mark.WRONG), (51, Mark.WARNING), (499, Mark.WARNING), (501, Mark.GOOD)]


@pytest.mark.parametrize(("megabytes", "mark"), FREE)
def test_the_disk_of_the_ledger(
    room: Office, monkeypatch: pytest.MonkeyPatch, megabytes: int, mark: Mark
) -> None:
    usage = shutil.disk_usage(room.desk.site.folder)._replace(free=megabytes * 1024 * 1024)
    monkeypatch.setattr("provision.flow.doctor.register.shutil.disk_usage", lambda _: usage)
    assert [line for line in told(room, mark) if f"has room: {megabytes} MB" in line]


def test_a_machine_without_libreoffice_fonts_or_debian(room: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: {"ID": "arch", "PRETTY_NAME": "Arch"})
    warned = "\n".join(told(room, Mark.WARNING))
    assert "libreoffice-writer-nogui" in warned
    assert "this is Arch" in warned


def test_old_libraries(room: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "provision.flow.doctor.machine.version", lambda name: "2.7.0" if name == "dnspython" else "99"
    )
    [fault] = told(room)
    assert "dnspython is new enough: 2.7.0: At least 2.9 is needed" in fault


def test_a_font_that_is_not_here(room: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("fc-match"):
        pytest.skip("fontconfig is not installed")
    monkeypatch.setattr("provision.flow.doctor.fonts._matched", lambda _: "DejaVu Sans")
    assert any("set in DejaVu Sans" in line for line in told(room, Mark.WARNING, letters=True))


def refused() -> Site:
    raise BadAnswer(Text("site.yaml:3: what is wrong"))


def shut() -> AbstractContextManager[Desk]:
    raise Outside(Text("the ledger is damaged"))


def test_a_site_that_cannot_be_opened_is_visited_all_the_same(room: Office) -> None:
    def visited(
        load: Callable[[], Site], desk: Callable[[], AbstractContextManager[Desk]]
    ) -> Sequence[Examined]:
        return visit(load, desk, None, offline=True)

    site = room.desk.site
    [first, *rest] = visited(refused, shut)
    assert (first.mark, str(first.do)) == (Mark.WRONG, "site.yaml:3: what is wrong")
    assert all(one.good for one in rest)
    assert any("Python" in str(one.what) for one in rest)
    faults = [one for one in visited(lambda: site, shut) if not one.good]
    assert [str(one.do) for one in faults] == ["the ledger is damaged"]
    assert all(one.good for one in visited(lambda: site, lambda: nullcontext(room.desk)))
