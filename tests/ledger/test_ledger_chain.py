"""Whatever is altered in the ledger is found, wherever it lies; what is erased is not missed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from behind import alter, rows
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ledger_samples import PHONE, Ticking, grant, opened
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import DataError, IntegrityError

from provision.errors import NotFound, Outside, ProvisionError, Refused
from provision.ledger import Ledger, chain, open_ledger
from provision.ledger.tables import metadata
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
only_a_file = pytest.mark.parametrize("copied", ["sqlite"], indirect=True)
EXAMPLES = 30 if "PROVISION_SANDBOX" in os.environ else 100
SHARED = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def tags(url: str) -> list[str]:
    with open_ledger(url, Ticking()) as ledger:
        return [finding.tag for finding in ledger.verify()]


def altered(value: object, at: int, by: int) -> object:
    if not isinstance(value, str):
        return (value or 0) + by  # type: ignore[operator]
    at %= len(value)
    return value[:at] + chr((ord(value[at]) + by) % 0x250) + value[at + 1 :]


@SHARED
@given(
    cell=st.sampled_from(CELLS),
    row=st.integers(0, 30),
    change=st.tuples(st.integers(0, 500), st.integers(1, 512)),
)
def test_any_letter_altered_in_any_column_is_found(
    copied: Callable[[], str], cell: tuple[str, str], row: int, change: tuple[int, int]
):
    url, table = copied(), metadata.tables[cell[0]]
    this, value = one_of(url, *cell, row)
    try:
        alter(url, update(table).where(*this).values({cell[1]: altered(value, *change)}))
    except (IntegrityError, DataError):
        assume(False)  # two rows of one number, a letter that cannot be: the database itself says no
    assert tags(url)


@SHARED
@given(table=st.sampled_from(sorted(COLUMNS)), row=st.integers(0, 30))
def test_any_row_deleted_is_found(copied: Callable[[], str], table: str, row: int):
    url = copied()
    this, _ = one_of(url, table, COLUMNS[table][0], row)
    alter(url, delete(metadata.tables[table]).where(*this))
    assert tags(url)


def one_of(url: str, name: str, column: str, row: int) -> tuple[list[ColumnElement[bool]], object]:
    """Return what picks one row of a table, and its value in a column."""
    table = metadata.tables[name]
    keys = [*table.primary_key]
    found = rows(url, select(*keys, table.c[column].label("value")).order_by(*keys))
    chosen = found[row % len(found)]
    return [key == value for key, value in zip(keys, chosen, strict=False)], chosen.value


@SHARED
@given(at=st.integers(0, 1 << 20), by=st.integers(1, 255))
@only_a_file
def test_any_byte_altered_in_the_file_is_found_or_means_nothing(copied: Callable[[], str], at: int, by: int):
    original = told_by(copied())
    copy = Path(copied().removeprefix("sqlite:///"))
    data = bytearray(copy.read_bytes())
    at %= len(data)
    data[at] = (data[at] + by) % 256
    copy.write_bytes(data)
    try:
        with open_ledger(f"sqlite:///{copy}", Ticking()) as ledger:
            assert ledger.verify() or told(ledger) == original
    except ProvisionError:
        pass  # a sentence, not a traceback


def told(ledger: Ledger) -> object:
    return [*ledger.export()], ledger.requests(), ledger.grants(), ledger.open_intents(), ledger.head()


def told_by(url: str) -> object:
    with open_ledger(url, Ticking()) as ledger:
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
def test_findings_name_what_was_done(copied: Callable[[], str], statement: str, wanted: list[str]):
    url = copied()
    assert alter(url, statement)
    assert tags(url) == wanted


def test_entries_cut_off_at_the_end_are_found_by_the_head_kept_outside(copied: Callable[[], str]):
    url = copied()
    alter(url, "DELETE FROM bodies WHERE seq = 14")
    alter(url, "DELETE FROM events WHERE seq = 14")
    assert tags(url)[0] == "LEDGER_HEAD_DIFFERS"


def test_a_wrong_entry_in_a_right_chain_is_found(ledger: Ledger, url: str):
    opened(ledger, "dinkes")
    row = next(iter(ledger.export()))
    text, salt = '{"no":"request"}', chain.new_salt()
    entry = (1, row["at"], row["kind"], row["subject"], row["actor"], chain.salted(salt, text))
    link = chain.link(chain.GENESIS, entry)
    alter(url, "UPDATE bodies SET body = :body, salt = :salt", body=text, salt=salt)
    alter(url, "UPDATE events SET digest = :digest, link = :link", digest=entry[-1], link=link)
    alter(url, "UPDATE head SET link = :link", link=link)
    assert tags(url)[0] == "LEDGER_ENTRY_UNREADABLE"


def test_an_entry_that_cannot_be_read_is_told(ledger: Ledger, url: str):
    opened(ledger, "dinkes")
    alter(url, "UPDATE events SET kind = 'no.kind'")
    with pytest.raises(Outside, match="Entry 1"):
        ledger.events()


def test_two_links_differ_wherever_their_parts_are_cut():
    told = (1, "at", "kind", "a|b", "c", "d")
    assert chain.link(chain.GENESIS, told) != chain.link(chain.GENESIS, (1, "at", "kind", "a", "b|c", "d"))


@pytest.mark.parametrize("seq", range(1, 14))
def test_any_entry_can_be_erased_and_the_chain_holds(copied: Callable[[], str], seq: int):
    url = copied()
    with open_ledger(url, Ticking()) as ledger:
        said = ledger.erase(seq, "kabid")
        assert (said.kind, said.body, said.actor) == (Kind.ERASED, {"seq": seq}, "kabid")
        assert ledger.verify() == []
        assert ledger.events()[seq - 1].body is None
        with pytest.raises(NotFound):
            ledger.erase(seq, "kabid")


def test_all_can_be_erased_in_any_order(copied: Callable[[], str]):
    url = copied()
    with open_ledger(url, Ticking()) as ledger:
        for seq in (7, 3, 11, 1, 13, 9, 5, 2, 10, 12, 8, 6, 4):
            ledger.erase(seq, "kabid")
            assert ledger.verify() == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # a server overwrites when it vacuums
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


def test_the_sums_are_held_against_what_was_not_erased(ledger: Ledger, url: str):
    (request,) = opened(ledger, "dinkes")
    ledger.change_grants([request], [(None, grant())], "prakom")
    ledger.erase(1, "kabid")
    alter(url, "DELETE FROM grants")
    assert tags(url) == ["LEDGER_PROJECTION_DIFFERS"]


def test_the_export_verifies_the_chain_by_itself(copied: Callable[[], str]):
    with open_ledger(copied(), Ticking()) as ledger:
        rows, head = [*ledger.export()], ledger.head()
    link = chain.GENESIS
    for row in rows:
        assert row["digest"] == chain.salted(row["salt"], chain.canonical(row["body"]))
        link = chain.link(
            link, (row["seq"], row["at"], row["kind"], row["subject"], row["actor"], row["digest"])
        )
    assert link == head
