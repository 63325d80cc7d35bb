"""The drill: a backup is made, the ledger is lost, the backup is put back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from behind import alter, behind, rows
from ledger_samples import Ticking, lived, opened
from sqlalchemy import Connection, Table, text

from provision.errors import BadConfig, Locked, NoAnswer, NotFound, NotVerified, Outside, Refused
from provision.ledger import Ledger, backup, open_ledger, restore, restore_server, store, tablewise
from provision.ledger.store import Store
from provision.ledger.tables import metadata
from provision.model.event import Kind
from provision.model.finding import Finding
from tests.postgres import BACKENDS, Databases

only_a_file = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
only_a_server = pytest.mark.parametrize(
    "url", [pytest.param("postgresql", marks=pytest.mark.sandbox)], indirect=True
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


@pytest.fixture
def saved(ledger: Ledger, copy: Path) -> Path:
    lived(ledger)
    ledger.backup(copy)
    return copy


def told(ledger: Ledger) -> object:
    return [*ledger.export()], ledger.requests(), ledger.grants(), ledger.open_intents(), ledger.head()


def test_a_backup_is_whole_and_for_the_group_to_read(ledger: Ledger, saved: Path):
    assert saved.stat().st_mode & 0o777 == 0o640
    assert [*saved.parent.glob(".*")] == []
    with open_ledger(f"sqlite:///{saved}", Ticking()) as other:
        assert told(other) == told(ledger)
        assert other.verify() == []


def test_a_backup_replaces_nothing(ledger: Ledger, copy: Path):
    copy.write_text("something")
    with pytest.raises(Refused, match=str(copy)):
        ledger.backup(copy)
    assert copy.read_text() == "something"


def test_a_backup_replaces_nothing_that_appears_meanwhile(
    ledger: Ledger, copy: Path, monkeypatch: pytest.MonkeyPatch
):
    def meanwhile(store: Store) -> list[Finding]:
        copy.write_text("something")
        return []

    monkeypatch.setattr(backup, "verify", meanwhile)
    with pytest.raises(Refused):
        ledger.backup(copy)
    assert copy.read_text() == "something"
    assert [*copy.parent.glob(".*")] == []


def test_a_backup_goes_to_file_systems_without_links(
    ledger: Ledger, copy: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Path, "hardlink_to", _no_links)
    ledger.backup(copy)
    assert copy.stat().st_size


def _no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_a_backup_to_nowhere_is_told(ledger: Ledger, tmp_path: Path):
    with pytest.raises(Outside, match="nowhere"):
        ledger.backup(tmp_path / "nowhere" / "copy.db")


def test_a_backup_of_what_is_not_whole_is_made_and_says_so(ledger: Ledger, url: str, copy: Path):
    lived(ledger)
    alter(url, "UPDATE events SET actor = 'x' WHERE seq = 4")
    with pytest.raises(NotVerified, match=f"{copy}.*Entry 4"):
        ledger.backup(copy)
    with open_ledger(f"sqlite:///{copy}", Ticking()) as other:
        assert [*other.export()] == [*ledger.export()]


@only_a_server
def test_a_backup_is_of_one_moment(ledger: Ledger, copy: Path, monkeypatch: pytest.MonkeyPatch):
    lived(ledger)
    before, real = told(ledger), tablewise.metadata.sorted_tables

    def slowly() -> Iterator[Table]:
        for table in real:
            yield table
            opened(ledger, "bpbd")

    monkeypatch.setattr(tablewise, "metadata", SimpleNamespace(sorted_tables=slowly()))
    ledger.backup(copy)
    with open_ledger(f"sqlite:///{copy}", Ticking()) as other:
        assert told(other) == before
        assert len(ledger) > len(other)


def lose(url: str) -> None:
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).unlink()
        return
    with behind(url) as conn:
        metadata.drop_all(conn)
        conn.execute(text("DROP TABLE alembic_version"))


def test_a_lost_ledger_comes_back(ledger: Ledger, saved: Path, url: str):
    before = told(ledger)
    ledger.close()
    lose(url)
    assert restore(url, saved, Ticking()) is None
    with open_ledger(url, Ticking()) as again:
        assert told(again) == before
        assert opened(again, "bpbd") == ["SUB-2026-0003"]
        assert again.verify() == []


@pytest.mark.parametrize("kind", BACKENDS)
def test_an_office_moves_from_one_kind_of_database_to_the_other(
    ledger: Ledger, saved: Path, kind: str, tmp_path: Path, request: pytest.FixtureRequest
):
    with ExitStack() as stack:
        to = f"sqlite:///{tmp_path}/new/ledger.db"
        if kind == "postgresql":
            to = stack.enter_context(request.getfixturevalue("postgres").new())
        assert restore(to, saved, Ticking()) is None
        with open_ledger(to, Ticking()) as moved:
            assert told(moved) == told(ledger)
            assert moved.verify() == []
            assert opened(moved, "bpbd") == ["SUB-2026-0003"]


def test_a_ledger_with_entries_is_replaced_only_when_told_and_kept(ledger: Ledger, saved: Path, url: str):
    opened(ledger, "bpbd")
    later = told(ledger)
    with pytest.raises(Refused, match="--replace"):
        restore(url, saved, Ticking())
    assert told(ledger) == later
    kept = restore(url, saved, Ticking(), replace=True)
    beside = f"{url}?options=-csearch_path%3D{kept}" if isinstance(kept, str) else f"sqlite:///{kept}"
    with open_ledger(beside, Ticking()) as old, open_ledger(url, Ticking()) as new:
        assert told(old) == later
        assert old.verify() == new.verify() == []
        assert len(old) == len(new) + 1


@only_a_file
def test_a_file_that_is_replaced_keeps_its_mode(ledger: Ledger, saved: Path, url: str, path: Path):
    path.chmod(0o640)
    kept = restore(url, saved, Ticking(), replace=True)
    assert isinstance(kept, Path)
    assert sorted(path.parent.iterdir()) == [path, kept]
    assert path.stat().st_mode & 0o777 == 0o640


@only_a_server
def test_who_may_make_no_schema_is_told(ledger: Ledger, saved: Path, url: str, postgres: Databases):
    postgres.run(f"ALTER DATABASE {url.rpartition('/')[2]} OWNER TO postgres")
    postgres.run("GRANT ALL ON SCHEMA public TO provision", url.rpartition("/")[2])
    before = told(ledger)
    with pytest.raises(Refused, match="GRANT CREATE ON DATABASE"):
        restore(url, saved, Ticking(), replace=True)
    assert told(ledger) == before


@pytest.mark.parametrize("table", ["bodies", "head", "locks"])
def test_a_damaged_database_is_replaced_when_told_and_kept(saved: Path, ledger: Ledger, url: str, table: str):
    ledger.close()
    alter(url, f"DROP TABLE {table}")
    with pytest.raises(Refused, match="--replace"):
        restore(url, saved, Ticking())
    kept = restore(url, saved, Ticking(), replace=True)
    old, schema = (url, f"{kept}.") if isinstance(kept, str) else (f"sqlite:///{kept}", "")
    assert rows(old, f"SELECT count(*) FROM {schema}events")[0][0] == 14  # noqa: S608 - our schema
    with open_ledger(url, Ticking()) as again:
        assert again.verify() == []


@only_a_server
def test_a_database_of_something_else_is_not_restored_into(saved: Path, url: str):
    lose(url)
    alter(url, "CREATE TABLE photos (id INTEGER)")
    with pytest.raises(Refused, match="something else"):
        restore(url, saved, Ticking(), replace=True)


@only_a_server
def test_a_restore_whose_connection_dies_leaves_the_old_ledger(
    ledger: Ledger, saved: Path, url: str, postgres: Databases, monkeypatch: pytest.MonkeyPatch
):
    before, real = told(ledger), restore_server.copy_tables

    def dies(source: Connection, target: Connection) -> None:
        real(source, target)
        words = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'provision'"
        postgres.run(words)

    monkeypatch.setattr(restore_server, "copy_tables", dies)
    with pytest.raises(NoAnswer, match="broke off"):
        restore(url, saved, Ticking(), replace=True)
    assert told(ledger) == before


def test_an_empty_ledger_is_simply_replaced(saved: Path, tmp_path: Path):
    url = f"sqlite:///{tmp_path}/new.db"
    with open_ledger(url, Ticking()):
        pass
    restore(url, saved, Ticking())
    with open_ledger(url, Ticking()) as ledger:
        assert len(ledger) == 14


@only_a_file
def test_a_damaged_ledger_is_replaced_when_told_and_kept(saved: Path, ledger: Ledger, url: str, path: Path):
    ledger.close()
    path.write_bytes(b"damaged" * 1000)
    journal = path.with_name("ledger.db-journal")
    journal.write_bytes(b"left over")
    with pytest.raises(Refused, match="--replace"):
        restore(url, saved, Ticking())
    kept = restore(url, saved, Ticking(), replace=True)
    assert kept
    assert kept.read_bytes() == b"damaged" * 1000
    assert not journal.exists()
    with open_ledger(url, Ticking()) as again:
        assert again.verify() == []


@only_a_file
def test_it_is_kept_where_the_file_system_has_no_links(
    saved: Path, url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Path, "hardlink_to", _no_links)
    kept = restore(url, saved, Ticking(), replace=True)
    assert kept
    assert kept.stat().st_size


@pytest.mark.parametrize(
    "statement",
    ["UPDATE bodies SET body = '{}' WHERE seq = 3", "DELETE FROM grants", "UPDATE events SET actor = 'x'"],
)
def test_an_altered_backup_is_not_restored(ledger: Ledger, saved: Path, url: str, statement: str):
    with closing(sqlite3.connect(saved)) as conn, conn:
        conn.execute(statement)
    before = told(ledger)
    with pytest.raises(Refused, match=f"{saved}.*not whole"):
        restore(url, saved, Ticking(), replace=True)
    assert told(ledger) == before


def test_what_is_no_backup_is_not_restored(ledger: Ledger, saved: Path, url: str, tmp_path: Path):
    before = told(ledger)
    with pytest.raises(NotFound, match="nosuch"):
        restore(url, tmp_path / "nosuch.db", Ticking())
    for content, error in [(b"text" * 500, Outside), (b"", Refused)]:
        saved.write_bytes(content)
        with pytest.raises(error, match=str(saved)):
            restore(url, saved, Ticking(), replace=True)
    assert told(ledger) == before
    assert {file.name for file in tmp_path.glob("office/*")} <= {"ledger.db"}


def test_a_newer_backup_is_not_restored(saved: Path, url: str):
    with closing(sqlite3.connect(saved)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(Refused, match="newer"):
        restore(url, saved, Ticking(), replace=True)


def test_a_ledger_in_use_is_not_replaced(
    ledger: Ledger, saved: Path, url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    with ledger.lock("zone", "siti"), pytest.raises(Locked, match="siti"):
        restore(url, saved, Ticking(), replace=True)
    with ledger._store.writing(), pytest.raises(Locked, match="in use"):
        restore(url, saved, Ticking(), replace=True)


@only_a_file
def test_who_held_the_old_ledger_open_writes_nothing_into_it(ledger: Ledger, saved: Path, url: str):
    kept = restore(url, saved, Ticking(), replace=True)
    with pytest.raises(Refused):
        ledger.append(Kind.CHECKED, "zone", {}, "cron")
    for file in (kept, saved):
        with open_ledger(f"sqlite:///{file}", Ticking()) as other:
            assert len(other) == 14


def test_locks_are_not_restored(ledger: Ledger, copy: Path, tmp_path: Path):
    lived(ledger)
    with ledger.lock("zone", "siti"):
        ledger.backup(copy)
    restore(f"sqlite:///{tmp_path}/new.db", copy, Ticking())
    with open_ledger(f"sqlite:///{tmp_path}/new.db", Ticking()) as new, new.lock("zone", "budi"):
        pass


def test_only_a_file_is_restored(saved: Path):
    with pytest.raises(BadConfig):
        restore("sqlite://", saved, Ticking())


@only_a_file
def test_a_restore_cut_short_leaves_the_old_ledger(
    ledger: Ledger, saved: Path, url: str, path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fails(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    before = told(ledger)
    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(Outside, match="No space"):
        restore(url, saved, Ticking(), replace=True)
    assert told(ledger) == before
