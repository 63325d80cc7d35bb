"""A ledger on a database server: who is let in, what is refused, and a server that goes away."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from ledger_samples import Ticking, lived, opened
from psycopg.sql import SQL, Identifier

from provision.errors import BadInput, BadKey, Locked, NoAnswer, NotFound, ProvisionError, Refused
from provision.ledger import Ledger, open_ledger, store
from provision.model.event import Kind
from tests.postgres import READER, Databases

pytestmark = pytest.mark.sandbox
on_a_server = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


def name_of(url: str) -> str:
    return url.rpartition("/")[2]


@pytest.fixture
def passwords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A password file of this test's own, with nothing in it."""
    path = tmp_path / "pgpass"
    path.touch(0o600)
    monkeypatch.setenv("PGPASSFILE", str(path))
    return path


@on_a_server
def test_by_socket_and_by_network_it_is_the_same_ledger(ledger: Ledger, url: str, postgres: Databases):
    lived(ledger)
    by_socket = postgres.server.url(name_of(url), "provision", by_socket=True)
    with open_ledger(by_socket, Ticking()) as other:
        assert [*other.export()] == [*ledger.export()]
        assert opened(other, "bpbd") == ["SUB-2026-0003"]


@on_a_server
@pytest.mark.parametrize(
    ("written", "error", "words"),
    [
        ("", BadKey, "asks for a password.*PGPASSFILE"),
        ("*:*:*:*:salah\n", BadKey, "does not let you in.*authentication failed.*PGPASSFILE"),
    ],
)
def test_who_has_no_password_or_a_wrong_one_is_not_let_in(
    url: str, passwords: Path, written: str, error: type[ProvisionError], words: str
):
    passwords.write_text(written)
    with pytest.raises(error, match=words) as told:
        open_ledger(url, Ticking())
    assert "salah" not in str(told.value)


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("postgresql://provision@127.0.0.1:1/ledger", NoAnswer, "does not answer.*refused"),
        ("postgresql://provision@/ledger?host=/nowhere", NoAnswer, "does not answer.*No such file"),
        ("postgresql://provision@127.0.0.1/nosuch", NotFound, "nosuch.*createdb"),
        ("postgresql://siapa@127.0.0.1/postgres", BadKey, "asks for a password"),
    ],
)
def test_what_is_not_there_is_told(postgres: Databases, url: str, error: type[ProvisionError], words: str):
    with pytest.raises(error, match=words):
        open_ledger(url, Ticking())


@on_a_server
def test_who_may_only_read_reads_and_is_told_so_when_writing(ledger: Ledger, url: str, postgres: Databases):
    opened(ledger, "dinkes")
    words = SQL("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}").format(Identifier(READER))
    postgres.run(words, name_of(url))
    with open_ledger(postgres.server.url(name_of(url), READER), Ticking()) as reader:
        assert (len(reader.requests()), reader.head()) == (1, ledger.head())
        assert reader.verify() == []
        with pytest.raises(Refused, match="only read"):
            opened(reader, "disdik")
        with pytest.raises(Refused, match="only read"), reader.lock("zone", "siti"):
            pass
    assert len(ledger) == 1


@on_a_server
def test_a_new_ledger_is_not_made_by_who_may_only_read(url: str, postgres: Databases):
    with pytest.raises(Refused, match="only read"):
        open_ledger(postgres.server.url(name_of(url), READER), Ticking())


@on_a_server
def test_a_busy_server_is_told_and_reading_goes_on(ledger: Ledger, url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    with open_ledger(url, Ticking()) as second:
        with ledger._store.writing():
            assert second.requests() == []
            with pytest.raises(Locked, match="in use"):
                opened(second, "dinkes")
        assert opened(second, "dinkes") == ["SUB-2026-0001"]


@on_a_server
def test_who_reads_sees_one_moment_while_others_write(ledger: Ledger, url: str):
    opened(ledger, "dinkes")
    with open_ledger(url, Ticking()) as second, second._store.reading() as conn:
        before = conn.exec_driver_sql("SELECT count(*) FROM events").scalar()
        opened(ledger, "disdik")
        assert conn.exec_driver_sql("SELECT count(*) FROM events").scalar() == before == 1


@on_a_server
def test_a_value_too_long_is_told_and_changes_nothing(ledger: Ledger):
    with pytest.raises(BadInput, match="too long"):
        ledger.append(Kind.CHECKED, "x" * 400, {}, "cron")
    assert len(ledger) == 0


@on_a_server
def test_a_connection_that_died_meanwhile_is_made_anew(ledger: Ledger, url: str, postgres: Databases):
    opened(ledger, "dinkes")
    cut_off(postgres, url)
    assert len(ledger.requests()) == 1
    cut_off(postgres, url)
    assert opened(ledger, "disdik") == ["SUB-2026-0002"]


@on_a_server
@pytest.mark.parametrize("last", ["while it writes", "at its end"])
def test_a_connection_that_dies_while_writing_is_told_and_leaves_nothing(
    ledger: Ledger, url: str, postgres: Databases, last: str
):
    def work() -> None:
        with ledger._store.writing() as conn:
            conn.exec_driver_sql("DELETE FROM requests")
            cut_off(postgres, url)
            if last == "while it writes":
                conn.exec_driver_sql("DELETE FROM bodies")

    opened(ledger, "dinkes")
    with pytest.raises(NoAnswer, match=r"broke off.*Run the same command again"):
        work()
    assert ledger.verify() == []
    assert len(ledger.requests()) == 1


def cut_off(postgres: Databases, url: str) -> None:
    """End every connection to a database, as a server that restarts does."""
    words = SQL(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {} AND pid <> pg_backend_pid()"
    )
    with closing(postgres.superuser("postgres")) as conn:
        conn.execute(words.format(name_of(url)))


@on_a_server
def test_the_password_is_read_from_its_file_alone(url: str):
    assert "PGPASSWORD" not in os.environ
    with open_ledger(url, Ticking()) as ledger:
        assert ledger._store.engine.url.password is None
