"""The drill of an upgrade: a ledger that an older version wrote is opened, brought up, and goes on."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from behind import behind
from ledger_samples import Ticking, opened
from sqlalchemy import text

from provision.errors import Refused
from provision.ledger import Ledger, open_ledger, restore
from provision.ledger.schema import HEAD, REVISIONS
from provision.ledger.tables import metadata
from provision.model.event import Kind, Status

OLD = Path(__file__).parent / "old"
# How the log ended when it was written.
HEADS = {"0001": (21, "7ee1be46774c9fc872eaa83121a010fa5c8f5ace5f33cf42ab8d2881f876b5a5")}


def test_every_older_revision_has_a_ledger_to_try() -> None:
    assert sorted(file.stem for file in OLD.glob("*.sql")) == [*REVISIONS[:-1]] == [*HEADS]


@pytest.fixture(params=sorted(HEADS))
def old(request: pytest.FixtureRequest, url: str, path: Path) -> str:
    """The revision of an old ledger that lies at `url`."""
    path.parent.mkdir()
    with behind(url, superuser=False) as conn:
        for statement in statements(OLD / f"{request.param}.sql"):
            conn.exec_driver_sql(
                statement.replace("%", "%%") if conn.dialect.paramstyle == "pyformat" else statement
            )
    return str(request.param)


def statements(file: Path) -> Sequence[str]:
    """Return the statements of a dump, one a line."""
    return [line for line in file.read_text().splitlines() if not line.startswith("--")]


def standing(ledger: Ledger) -> list[tuple[str, Status]]:
    return [(str(request.id), status) for request, status in ledger.requests()]


def test_an_older_ledger_is_brought_up_whole_and_numbers_go_on(old: str, url: str):
    with open_ledger(url, Ticking()) as ledger:
        assert (len(ledger), ledger.head()) == HEADS[old]
        assert ledger.verify() == []
        assert standing(ledger) == [
            ("SUB-2026-0001", Status.ANSWERED),
            ("SUB-2026-0002", Status.APPLYING),
            ("SUB-2026-0003", Status.RETURNED),
            ("SUB-2026-0004", Status.UNDONE),
        ]
        assert [grant.agency.text for grant in ledger.grants()] == ["dinkes", "disdik"]
        assert [event.seq for event in ledger.events() if event.body is None] == [15]
        (begun,) = ledger.open_intents()
        ledger.done(begun.seq, "not done", "prakom")
        assert opened(ledger, "bappeda") == ["SUB-2026-0005"]
        assert ledger.verify() == []
    with open_ledger(url, Ticking()) as again:
        assert len(again) == HEADS[old][0] + 2


def test_it_has_the_tables_of_this_version_afterwards(old: str, url: str):
    with open_ledger(url, Ticking()) as ledger, ledger._store.reading() as conn:
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # backups are files
def test_a_backup_of_an_older_version_is_restored(old: str, url: str, path: Path, tmp_path: Path):
    new = f"sqlite:///{tmp_path}/new/ledger.db"
    restore(new, path, Ticking())
    with open_ledger(new, Ticking()) as ledger:
        assert (len(ledger), ledger.head()) == HEADS[old]
        assert ledger.events(kind=Kind.UNDONE)


def test_an_upgrade_that_fails_leaves_the_old_ledger(old: str, url: str, monkeypatch: pytest.MonkeyPatch):
    from alembic import op

    def fails(*_: object) -> None:
        raise Refused(None)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(op, "create_index", fails)
        with pytest.raises(Refused):
            open_ledger(url, Ticking())
    with behind(url) as conn:
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalar() == old
