"""The sheet: written so that nothing in it is evaluated, read so that every fault is told by its cell."""

import csv
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from provision.errors import BadInput, Refused
from provision.flow.adopt.columns import bare, harmless
from provision.flow.adopt.sheet_in import MOST_UNPACKED, place
from provision.flow.adopt.take import look_at_sheet
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.adopt.sheets import Edit, edited, hand_made, line_of, lines, names, put, sheet
from tests.samples import APEX, a, name, txt

EVIL = ('=HYPERLINK("http://x","y")', "+1+1", "-2+3|cmd", "@SUM(A1)")
STARTS = ("=x", "-x", "+x", "@x")


def said(path: Path, folder: Path) -> str:
    """Return what is said of a sheet that cannot be used; nothing may come of it."""
    with hand_made(folder) as room:
        entries = len(room.desk.ledger)
        with pytest.raises(BadInput) as caught:
            look_at_sheet(room.desk, path)
        assert len(room.desk.ledger) == entries
    for lang in ("id", "en"):
        assert "{" not in caught.value.text.to(lang)
    return str(caught.value.text)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    with hand_made(tmp_path / "first") as room:
        return sheet(room.desk, tmp_path / "nama.xlsx")


def cells(column: str, row: int, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        lines(book)[f"{column}{row}"] = value

    return edit


def renamed(title: str) -> Edit:
    def edit(book: Workbook) -> None:
        lines(book).title = title

    return edit


def merged(area: str) -> Edit:
    return lambda book: lines(book).merge_cells(area)


def without(column: int) -> Edit:
    return lambda book: lines(book).delete_cols(column)


def twice(labels: str) -> Edit:
    def edit(book: Workbook) -> None:
        found = lines(book)
        found.append([cell.value for cell in found[line_of(book, labels)]])

    return edit


BAD: list[tuple[str, list[Edit], str]] = [
    ("wrong sheet", [renamed("Daftar")], "has no sheet Names; it has: Daftar, Perangkat daerah"),
    ("missing column", [without(4)], "cell A1: these columns are missing: Agency"),
    ("column twice", [cells("B", 1, "Keputusan")], "cell E1: is written twice, also in cell B1"),
    ("unknown agency", [put("dinkes", D="dinkse")], "cell D4: dinkse is no agency of this site; did you mean dinkes?"),
    ("no agency", [put("jdih", E="berikan")], "cell D8: is empty; a grant has an agency"),
    ("name twice", [twice("dinkes")], "cell A13: is written twice, also in cell A4"),
    ("no decision", [put("jdih", E="mungkin")], "cell E8: mungkin is no decision; write one of grant, part"),
    ("no reason", [put("mail", F="")], "cell F9: is empty; say why the name is the office's own"),
    ("reason over lines", [put("mail", F="a\nb")], "cell F9: a\\u000ab: control characters and line breaks"),
    ("mark edited", [put("jdih", I="rffff")], "cell I8: was changed or is empty"),
    ("mark gone", [put("jdih", I=None)], "cell I8: was changed or is empty"),
    ("no name", [put("jdih", A="")], "cell A8: is empty"),
    ("name elsewhere", [put("jdih", A="jdih.siakkab.go.id")], "cell A8: jdih.siakkab.go.id lies in none"),
    ("formula", [put("jdih", D='="din"&"kes"')], "cell D8: is a formula; write the value itself"),
    ("error", [put("jdih", D="#REF!")], "cell D8: is an error of the spreadsheet"),
    ("letter made a date", [put("jdih", H=date(2019, 12, 1))], "cell H8: was made a date"),
    ("merged", [merged("D3:D5")], "the cells D3:D5 are merged"),
    ("cannot be held", [put("lama.rsud", E="berikan", D="rsud")], "cannot be held as a grant as it stands (A)"),
    ("no part of it", [put("jdih", E="bagian", A=f"_sip._tcp.{APEX}")], "is written twice"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "edits", "sentence"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_cell_is_told_by_sheet_and_cell(
    tmp_path: Path, book: Path, what: str, edits: list[Edit], sentence: str
) -> None:
    told = said(edited(book, *edits), tmp_path / "second")
    assert sentence in told
    assert "nama.xlsx" in told


def test_all_faults_are_told_at_once_and_not_without_end(tmp_path: Path, book: Path) -> None:
    told = said(
        edited(book, *[cells("E", row, "?") for row in range(2, 13)]), tmp_path / "second"
    ).splitlines()
    assert len(told) == 11
    assert told[-1] == "… and 1 more"


def test_a_part_that_no_grant_can_hold_is_told(tmp_path: Path) -> None:
    with hand_made(tmp_path, a("dinkes"), a("api.dinkes")) as room:
        path = edited(sheet(room.desk, tmp_path / "n.xlsx"), put("api.dinkes", E="bagian", D=""))
        with pytest.raises(BadInput, match=r"cell E3: api\.dinkes\.\S+ cannot go with dinkes\."):
            look_at_sheet(room.desk, path)


def bomb() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (MOST_UNPACKED + 1))
    return file.getvalue()


def many_parts() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(600):
            archive.writestr(f"x{number}.xml", "")
    return file.getvalue()


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one of its parts changed."""
    file = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name_ in old.namelist():
            new.writestr(name_, change(old.read(name_)) if name_ == part else old.read(name_))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
# What is no workbook, and what is said of it.
FILES: list[tuple[str, Callable[[Path], bytes], str]] = [
    ("empty", lambda _: b"", "is not a workbook"),
    ("text", lambda _: b"Nama;Keputusan", "is not a workbook"),
    ("old format", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "is not a workbook"),
    ("cut", lambda path: path.read_bytes()[:2000], "is not a workbook"),
    ("an empty archive", lambda _: b"PK\x05\x06" + b"\0" * 18, "is not a workbook"),
    ("bomb", lambda _: bomb(), "is larger than any sheet"),
    ("many parts", lambda _: many_parts(), "is larger than any sheet"),
    ("large", lambda _: b"\0" * (10 * 1024 * 1024 + 1), "is larger than any sheet"),
    ("entities", lambda path: changed(path, SHEET, lambda xml: LAUGHS + xml), "is not a workbook"),
    ("broken part", lambda path: changed(path, SHEET, lambda xml: xml[: len(xml) // 2]), "is not a workbook"),
    ("no sheet inside", lambda path: changed(path, SHEET, lambda _: b""), "is not a workbook"),
    ("far row", lambda path: changed(path, SHEET, lambda xml: xml.replace(b'r="12"', b'r="1048576"').replace(b'12"', b'1048576"')), "is larger than any sheet"),
    ("merged without end", lambda path: changed(path, SHEET, lambda xml: xml.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')), "the cells A1:XFD1048576 are merged"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "made", "sentence"), FILES, ids=[file[0] for file in FILES])
def test_what_is_no_workbook_ends_in_one_sentence(
    tmp_path: Path, book: Path, what: str, made: Callable[[Path], bytes], sentence: str
) -> None:
    bad = tmp_path / "buruk.xlsx"
    bad.write_bytes(made(book))
    assert sentence in said(bad, tmp_path / "second")


TEXTS: list[tuple[str, bytes, str]] = [
    ("empty", b"", "these columns are missing: Name, Agency, Decision, Reason"),
    ("not utf-8", b"Nama;\xff\xfe", "is not UTF-8 text"),
    ("open quote", b'Nama;"x', "is not a table"),
    ("nul", b"Nama;\0", "these columns are missing"),
    ("half a line", b"Nama;Perangkat daerah;Keputusan;Alasan;Sidik (jangan diubah)\nx.bengkaliskab.go.id", "cell E2: was changed or is empty"),
    ("with commas", b"name,agency,decision,reason,mark\nx,,,,", "cell A2:"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "sentence"), TEXTS, ids=[text[0] for text in TEXTS])
def test_what_is_no_table_ends_in_one_sentence(tmp_path: Path, what: str, text: bytes, sentence: str) -> None:
    path = tmp_path / "nama.csv"
    path.write_bytes(text)
    assert sentence in said(path, tmp_path / "second")


def test_a_file_that_is_not_there_or_of_another_kind(tmp_path: Path) -> None:
    assert "There is no file" in said(tmp_path / "tidak-ada.xlsx", tmp_path / "office")
    with hand_made(tmp_path / "other") as room:
        with pytest.raises(BadInput, match=r"ends in \.xlsx or \.csv"):
            look_at_sheet(room.desk, tmp_path / "nama.ods")
        (tmp_path / "folder.csv").mkdir()
        with pytest.raises(BadInput, match="cannot be read"):
            look_at_sheet(room.desk, tmp_path / "folder.csv")


def test_a_sheet_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "nama.xlsx").write_text("keputusan")
    with hand_made(tmp_path / "office") as room, pytest.raises(Refused, match="is there already"):
        sheet(room.desk, tmp_path / "nama.xlsx")
    assert (tmp_path / "nama.xlsx").read_text() == "keputusan"


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_was_written_is_read_in_either_language(tmp_path: Path, ending: str, lang: str) -> None:
    with hand_made(tmp_path) as room:
        made = look_at_sheet(room.desk, sheet(room.desk, tmp_path / f"n.{ending}", lang))
    assert [one.grant.object.partition(".")[0] for one in made.granted] == ["dinkes", "disdik", "rsud"]
    assert sorted(names([*made.ignored])) == ["*.desa", "_sip._tcp", "lama.rsud", "mail"]
    assert names(made.open) == ["jdih"]


@pytest.mark.parametrize("start", STARTS)
def test_hostile_names_and_values_are_no_formulas(tmp_path: Path, start: str) -> None:
    rrsets = (a(start), txt("dinkes", '"=cmd|x"'), a("dinkes"))
    with hand_made(tmp_path, *rrsets) as room:
        book = load_workbook(sheet(room.desk, tmp_path / "n.xlsx"))
        assert {cell.data_type for row in lines(book) for cell in row if cell.value} == {"s"}
        (cell,) = [cell for cell in lines(book)["A"] if cell.value == f"{start}.{APEX}"]
        assert cell.quotePrefix
        text = sheet(room.desk, tmp_path / "n.csv").read_text(encoding="utf-8-sig")
        told = [cell for row in csv.reader(StringIO(text), delimiter=";") for cell in row]
        assert not [cell for cell in told if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        for path in (tmp_path / "n.xlsx", tmp_path / "n.csv"):
            made = look_at_sheet(room.desk, path)
            assert Fqdn.seen(f"{start}.{APEX}") in made.ignored


@pytest.mark.parametrize("text", [*EVIL, "plain", "'quoted", "", "'"])
def test_harmless_and_bare_are_the_way_there_and_back(text: str) -> None:
    assert bare(harmless(text)) == text
    assert not harmless(text).startswith(("=", "+", "-", "@"))


def test_endless_records_are_cut_and_still_recognised(tmp_path: Path) -> None:
    long = RRset.of(name("dinkes"), "TXT", 3600, [" ".join(f'"{"x" * 200}"' for _ in range(40))])
    with hand_made(tmp_path, long) as room:
        path = sheet(room.desk, tmp_path / "n.xlsx")
        assert len(lines(load_workbook(path))["C2"].value) <= 2000
        assert len(look_at_sheet(room.desk, path).granted) == 1


def test_people_may_choose_from_lists(tmp_path: Path) -> None:
    with hand_made(tmp_path) as room:
        book = load_workbook(sheet(room.desk, tmp_path / "n.xlsx"))
    choices = {str(one.sqref)[0]: one.formula1 for one in lines(book).data_validations.dataValidation}
    assert choices == {"D": "'Perangkat daerah'!$A$1:$A$14", "E": '"berikan,bagian,infrastruktur,tanyakan"'}
    assert [cell.value for cell in book["Perangkat daerah"]["A"]][:2] == ["bappeda", "bkpp"]


@pytest.mark.parametrize(
    ("column", "called"), [(1, "A1"), (26, "Z1"), (27, "AA1"), (702, "ZZ1"), (703, "AAA1")]
)
def test_how_a_cell_is_called(column: int, called: str) -> None:
    assert place(1, column) == called
