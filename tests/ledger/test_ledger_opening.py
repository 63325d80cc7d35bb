"""Opening: new ledgers, and all that can be wrong with what is there."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from behind import alter, behind
from ledger_samples import Ticking, lived, opened
from sqlalchemy import event, inspect, text

from provision.errors import BadConfig, Locked, Outside, ProvisionError, Refused, StorageFull
from provision.ledger import Ledger, open_ledger, store
from provision.ledger.schema import HEAD, REVISIONS
from provision.ledger.tables import metadata
from provision.model.event import Kind


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_new_ledger_is_made_with_its_folder_for_its_group_alone(ledger: Ledger, path: Path):
    assert path.stat().st_mode & 0o7777 == 0o660
    assert path.parent.stat().st_mode & 0o7777 == 0o2770
    assert (len(ledger), ledger.verify(), bool(ledger)) == (0, [], True)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_opening_again_keeps_what_is_there_and_the_mode_it_was_given(url: str, path: Path):
    with open_ledger(url, Ticking()) as ledger:
        opened(ledger, "dinkes")
    path.chmod(0o600)
    with open_ledger(url, Ticking()) as ledger:
        assert len(ledger.requests()) == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_opening_a_ledger_of_this_version_does_not_import_alembic(url: str):
    open_ledger(url, Ticking()).close()
    code = "import sys; from ledger_samples import Ticking; from provision.ledger import open_ledger;"
    code += "open_ledger(sys.argv[1], Ticking()).close(); sys.exit('alembic' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    subprocess.run([sys.executable, "-W", "error", "-c", code, url], check=True, env=env)


def test_the_migrations_make_the_tables_of_this_version(ledger: Ledger):
    with ledger._store.reading() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


def test_the_revisions_known_are_those_in_the_folder():
    folder = Path(store.__file__).parent / "migrations" / "versions"
    assert tuple(sorted(file.name[:4] for file in folder.glob("0*.py"))) == REVISIONS


@pytest.fixture
def empty(path: Path) -> None:
    """The folder where a file is made by who first opens it."""
    path.parent.mkdir()


def test_a_newer_ledger_is_refused(ledger: Ledger, url: str):
    alter(url, "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(Refused, match=f"newer version.*0999.*{HEAD}"):
        open_ledger(url, Ticking())


def test_a_database_of_something_else_is_left_alone(url: str, empty: None):
    alter(url, "CREATE TABLE photos (id INTEGER)")
    with pytest.raises(Refused, match="something else"):
        open_ledger(url, Ticking())
    with behind(url) as conn:
        assert inspect(conn).get_table_names() == ["photos"]


def test_a_ledger_whose_tables_were_never_finished_is_finished(url: str, empty: None):
    with behind(url, superuser=False) as conn:
        conn.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    with open_ledger(url, Ticking()) as ledger:
        assert ledger.verify() == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "content", [b"Kepada Yth. Kepala Dinas\n" * 400, b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 4080]
)
def test_a_file_that_is_no_ledger_is_told(url: str, path: Path, content: bytes):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Outside, match=r"ledger\.db.*restore"):
        open_ledger(url, Ticking())
    assert path.read_bytes() == content


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_ledger_cut_short_is_told(url: str, path: Path):
    with open_ledger(url, Ticking()) as ledger:
        lived(ledger)
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(Outside, match="damaged"), open_ledger(url, Ticking()) as ledger:
        ledger.verify()


@pytest.mark.parametrize("url", ["", "ledger.db", "nosuch:///x", "sqlite", "mysql://db.example/ledger"])
def test_a_url_that_is_none_is_told(url: str):
    with pytest.raises(BadConfig, match="postgresql://"):
        open_ledger(url, Ticking())


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_folder_in_its_place_is_told(url: str, path: Path):
    path.mkdir(parents=True)
    with pytest.raises(Outside, match=str(path)):
        open_ledger(url, Ticking())


@pytest.mark.parametrize(
    "url",
    ["postgresql://siti:geheim@db.example/ledger", "postgresql://siti@db.example/ledger?password=geheim"],
)
def test_a_password_in_a_url_is_refused_and_not_repeated(url: str):
    with pytest.raises(BadConfig, match="PGPASSFILE") as error:
        open_ledger(url, Ticking())
    assert "geheim" not in str(error.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Outside, match="file"):
        open_ledger(f"sqlite:///{tmp_path}/file/ledger.db", Ticking())


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_busy_ledger_is_told(ledger: Ledger, path: Path, url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_ledger(url, Ticking()) as second:
        other.execute("BEGIN IMMEDIATE")
        assert second.requests() == []  # reading goes on
        with pytest.raises(Locked, match="in use"):
            opened(second, "dinkes")
        other.execute("ROLLBACK")
        opened(second, "dinkes")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_one_who_reads_and_one_who_writes_do_not_wait_for_ever(
    ledger: Ledger, path: Path, url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    opened(ledger, "dinkes")
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_ledger(url, Ticking()) as second:
        other.execute("BEGIN")
        other.execute("SELECT * FROM events").fetchall()
        with pytest.raises(Locked):
            opened(second, "disdik")
        other.execute("COMMIT")
        assert opened(second, "disdik") == ["SUB-2026-0002"]
        assert second.verify() == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_ledger_that_may_only_be_read_is_read_and_not_written(url: str, path: Path):
    with open_ledger(url, Ticking()) as ledger:
        opened(ledger, "dinkes")
    with open_ledger(f"sqlite:///file:{path}?mode=ro&uri=true", Ticking()) as ledger:
        assert len(ledger.requests()) == 1
        assert ledger.verify() == []
        with pytest.raises(Refused, match="only be read"):
            opened(ledger, "disdik")
        with pytest.raises(Refused, match="only be read"), ledger.lock("zone", "siti"):
            pass


def limit(ledger: Ledger, pages: int) -> None:
    event.listen(
        ledger._store.engine,
        "connect",
        lambda conn, _: conn.execute(f"PRAGMA max_page_count={pages}").close(),
    )
    ledger._store.engine.dispose()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_full_ledger_says_so_and_keeps_what_it_has(ledger: Ledger):
    opened(ledger, "dinkes")
    limit(ledger, 30)
    with pytest.raises(StorageFull, match="No space"):
        opened(ledger, *["disdik"] * 200)
    kept = len(ledger.requests())
    assert 1 < kept < 200
    assert ledger.verify() == []
    limit(ledger, 1000)
    assert opened(ledger, "bpbd") == [f"SUB-2026-{kept + 1:04d}"]


FULL_DISK = textwrap.dedent("""
    import os, sys
    from pathlib import Path
    from ledger_samples import Ticking, opened
    from provision.errors import StorageFull
    from provision.ledger import open_ledger
    from provision.model.event import Kind

    disk = Path(sys.argv[1])
    def refused(work):
        try:
            work()
        except StorageFull as error:
            assert str(disk) in str(error), error
        else:
            raise AssertionError(work)

    filler = disk / "filler"
    filler.write_bytes(bytes(os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize))
    refused(lambda: open_ledger(f"sqlite:///{disk}/ledger.db", Ticking()))
    filler.unlink()
    with open_ledger(f"sqlite:///{disk}/ledger.db", Ticking()) as ledger:
        opened(ledger, "dinkes")
        refused(lambda: [ledger.append(Kind.CHECKED, "zone", {"n": "x" * 5000}, "cron") for _ in range(1000)])
        kept = len(ledger)
        assert kept > 10 and ledger.verify() == []
        refused(lambda: ledger.backup(disk / "copy.db"))
        assert sorted(os.listdir(disk)) == ["ledger.db"], os.listdir(disk)
    with open_ledger(f"sqlite:///{disk}/ledger.db", Ticking()) as ledger:
        assert (len(ledger), ledger.verify()) == (kept, [])
""")


@pytest.mark.skipif(os.geteuid() != 0, reason="a small file system of its own needs root")
def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path):
    script = tmp_path / "script.py"
    script.write_text(FULL_DISK)
    mount = 'mount -t tmpfs -o size=1m small "$1" && exec "$2" -W error "$3" "$1"'
    (tmp_path / "disk").mkdir()
    env = {**os.environ, "PYTHONPATH": f"{Path(__file__).parent}:{Path(__file__).parents[2]}"}
    words = [
        "unshare",
        "--mount",
        "sh",
        "-c",
        mount,
        "sh",
        str(tmp_path / "disk"),
        sys.executable,
        str(script),
    ]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    if "unshare failed" in done.stderr or "permission denied" in done.stderr:
        pytest.skip("no mount namespace here")
    assert done.returncode == 0, done.stderr


def test_errors_hold_nothing_of_what_was_written(ledger: Ledger, url: str):
    alter(url, "DROP TABLE bodies")
    with pytest.raises(ProvisionError) as error:
        ledger.append(Kind.CHECKED, "zone", {"phone": "0812-7000-4711"}, "cron")
    assert "0812" not in f"{error.value} {error.value.__cause__}"
