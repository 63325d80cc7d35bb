"""Whatever is altered in the ledger is found, wherever it lies; what is erased is not missed."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ledger_samples import PHONE, Ticking, grant, lived, opened

from provision.errors import NotFound, Outside, ProvisionError, Refused
from provision.ledger import Ledger, chain, open_ledger
from provision.model.event import Kind

COLUMNS = {
    "events": ["seq", "at", "kind", "subject", "actor", "digest", "link"],
    "bodies": ["seq", "salt", "body"],
    "head": ["seq", "link"],
    "requests": [
        *("id", "prefix", "year", "number", "agency", "letter_number", "action", "grant_key", "object"),
        *("status", "opened", "data"),
    ],
    "grants": ["key", "seq", "data"],
    "intents": ["intent", "request", "done"],
}
CELLS = [(table, column) for table, columns in COLUMNS.items() for column in columns]
SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chain") / "ledger.db"
    with open_ledger(f"sqlite:///{path}", Ticking()) as ledger:
        lived(ledger)
        assert ledger.verify() == []
    return path


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    return tmp_path / "copy.db"


def alter(path: Path, statement: str, *values: object) -> int:
    """Change the file behind the program's back; returns how many rows it met."""
    with closing(sqlite3.connect(path)) as conn, conn:
        return conn.execute(statement, values).rowcount


def tags(path: Path) -> list[str]:
    with open_ledger(f"sqlite:///{path}", Ticking()) as ledger:
        return [finding.tag for finding in ledger.verify()]


def altered(value: object, at: int, by: int) -> object:
    if not isinstance(value, str):
        return (value or 0) + by  # type: ignore[operator]
    at %= len(value)
    return value[:at] + chr((ord(value[at]) + by) % 0x250) + value[at + 1 :]


def rows_of(path: Path, table: str, column: str = "rowid") -> list[tuple[int, object]]:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid").fetchall()  # noqa: S608 - our tables


@SHARED
@given(
    cell=st.sampled_from(CELLS),
    row=st.integers(0, 30),
    change=st.tuples(st.integers(0, 500), st.integers(1, 512)),
)
def test_any_letter_altered_in_any_column_is_found(
    original: Path, copy: Path, cell: tuple[str, str], row: int, change: tuple[int, int]
):
    shutil.copy(original, copy)
    rows = rows_of(copy, *cell)
    rowid, value = rows[row % len(rows)]
    try:
        alter(copy, f"UPDATE {cell[0]} SET {cell[1]} = ? WHERE rowid = ?", altered(value, *change), rowid)  # noqa: S608 - idem
    except sqlite3.IntegrityError:
        assume(False)  # two rows of one number: the database itself says no
    assert tags(copy)


@SHARED
@given(table=st.sampled_from(sorted(COLUMNS)), row=st.integers(0, 30))
def test_any_row_deleted_is_found(original: Path, copy: Path, table: str, row: int):
    shutil.copy(original, copy)
    rows = rows_of(copy, table)
    alter(copy, f"DELETE FROM {table} WHERE rowid = ?", rows[row % len(rows)][0])  # noqa: S608 - our tables
    assert tags(copy)


@SHARED
@given(at=st.integers(0, 1 << 20), by=st.integers(1, 255))
def test_any_byte_altered_in_the_file_is_found_or_means_nothing(original: Path, copy: Path, at: int, by: int):
    data = bytearray(original.read_bytes())
    at %= len(data)
    data[at] = (data[at] + by) % 256
    copy.write_bytes(data)
    try:
        with open_ledger(f"sqlite:///{copy}", Ticking()) as ledger:
            assert ledger.verify() or told(ledger) == told_by(original)
    except ProvisionError:
        pass  # a sentence, not a traceback


def told(ledger: Ledger) -> object:
    return [*ledger.export()], ledger.requests(), ledger.grants(), ledger.open_intents(), ledger.head()


def told_by(path: Path) -> object:
    with open_ledger(f"sqlite:///{path}", Ticking()) as ledger:
        return told(ledger)


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("UPDATE events SET actor = 'kadis' WHERE seq = 3", ["LEDGER_LINK_BROKEN"]),
        ("UPDATE events SET link = digest WHERE seq = 3", ["LEDGER_LINK_BROKEN"] * 2),
        ("UPDATE events SET kind = 'no.kind' WHERE seq = 13", ["LEDGER_LINK_BROKEN"]),
        ("UPDATE bodies SET body = '{}' WHERE seq = 3", ["LEDGER_BODY_ALTERED"]),
        ("UPDATE bodies SET body = '{' WHERE seq = 3", ["LEDGER_BODY_ALTERED"]),
        ("DELETE FROM bodies WHERE seq = 3", ["LEDGER_BODY_MISSING"]),
        ("UPDATE bodies SET seq = 900 WHERE seq = 3", ["LEDGER_BODY_MISSING", "LEDGER_BODY_STRAY"]),
        ("UPDATE head SET seq = 900", ["LEDGER_HEAD_DIFFERS"]),
        ("UPDATE requests SET status = 'open'", ["LEDGER_PROJECTION_DIFFERS"] * 2),
        ("DELETE FROM requests WHERE number = 1", ["LEDGER_PROJECTION_DIFFERS"]),
        ("UPDATE grants SET seq = 1 WHERE key LIKE '%dinkes%'", ["LEDGER_PROJECTION_DIFFERS"]),
        ("DELETE FROM intents WHERE done IS NULL", ["LEDGER_PROJECTION_DIFFERS"]),
    ],
)
def test_findings_name_what_was_done(original: Path, copy: Path, statement: str, wanted: list[str]):
    shutil.copy(original, copy)
    assert alter(copy, statement)
    assert tags(copy) == wanted


def test_entries_cut_off_at_the_end_are_found_by_the_head_kept_outside(original: Path, copy: Path):
    shutil.copy(original, copy)
    alter(copy, "DELETE FROM bodies WHERE seq = 14")
    alter(copy, "DELETE FROM events WHERE seq = 14")
    assert tags(copy)[0] == "LEDGER_HEAD_DIFFERS"


def test_a_wrong_entry_in_a_right_chain_is_found(ledger: Ledger, path: Path):
    opened(ledger, "dinkes")
    row = next(iter(ledger.export()))
    text, salt = '{"no":"request"}', chain.new_salt()
    entry = (1, row["at"], row["kind"], row["subject"], row["actor"], chain.salted(salt, text))
    alter(path, "UPDATE bodies SET body = ?, salt = ?", text, salt)
    alter(path, "UPDATE events SET digest = ?, link = ?", entry[-1], chain.link(chain.GENESIS, entry))
    alter(path, "UPDATE head SET link = ?", chain.link(chain.GENESIS, entry))
    assert tags(path)[0] == "LEDGER_ENTRY_UNREADABLE"


def test_an_entry_that_cannot_be_read_is_told(ledger: Ledger, path: Path):
    opened(ledger, "dinkes")
    alter(path, "UPDATE events SET kind = 'no.kind'")
    with pytest.raises(Outside, match="Entry 1"):
        ledger.events()


def test_two_links_differ_wherever_their_parts_are_cut():
    told = (1, "at", "kind", "a|b", "c", "d")
    assert chain.link(chain.GENESIS, told) != chain.link(chain.GENESIS, (1, "at", "kind", "a", "b|c", "d"))


@pytest.mark.parametrize("seq", range(1, 14))
def test_any_entry_can_be_erased_and_the_chain_holds(original: Path, copy: Path, seq: int):
    shutil.copy(original, copy)
    with open_ledger(f"sqlite:///{copy}", Ticking()) as ledger:
        said = ledger.erase(seq, "kabid")
        assert (said.kind, said.body, said.actor) == (Kind.ERASED, {"seq": seq}, "kabid")
        assert ledger.verify() == []
        assert ledger.events()[seq - 1].body is None
        with pytest.raises(NotFound):
            ledger.erase(seq, "kabid")


def test_all_can_be_erased_in_any_order(original: Path, copy: Path):
    shutil.copy(original, copy)
    with open_ledger(f"sqlite:///{copy}", Ticking()) as ledger:
        for seq in (7, 3, 11, 1, 13, 9, 5, 2, 10, 12, 8, 6, 4):
            ledger.erase(seq, "kabid")
            assert ledger.verify() == []


def test_what_is_erased_is_nowhere_in_the_file(ledger: Ledger, path: Path):
    opened(ledger, "dinkes")
    assert PHONE.encode() in path.read_bytes()
    ledger.erase(1, "kabid")
    assert PHONE.encode() not in path.read_bytes()
    assert ledger.find("dinkes").fields == {}


def test_what_is_still_needed_is_not_erased(ledger: Ledger):
    opened(ledger, "dinkes")
    intent = ledger.intend({}, ["SUB-2026-0001"], "prakom")
    erased = ledger.erase(1, "kabid")
    for seq in (intent, erased.seq):
        with pytest.raises(Refused):
            ledger.erase(seq, "kabid")
    with pytest.raises(NotFound):
        ledger.erase(99, "kabid")


def test_the_sums_are_held_against_what_was_not_erased(ledger: Ledger, path: Path):
    (request,) = opened(ledger, "dinkes")
    ledger.change_grants([request], [(None, grant())], "prakom")
    ledger.erase(1, "kabid")
    alter(path, "DELETE FROM grants")
    assert tags(path) == ["LEDGER_PROJECTION_DIFFERS"]


def test_the_export_verifies_the_chain_by_itself(original: Path):
    with open_ledger(f"sqlite:///{original}", Ticking()) as ledger:
        rows, head = [*ledger.export()], ledger.head()
    link = chain.GENESIS
    for row in rows:
        assert row["digest"] == chain.salted(row["salt"], chain.canonical(row["body"]))
        link = chain.link(
            link, (row["seq"], row["at"], row["kind"], row["subject"], row["actor"], row["digest"])
        )
    assert link == head
