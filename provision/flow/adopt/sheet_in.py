"""Reads what a person made of the sheet, cell by cell; hostile files end in one sentence."""

import csv
import re
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provision.errors import BadInput, NotFound
from provision.flow.adopt.columns import SHEET_OF_NAMES, bare
from provision.flow.adopt.sheet_out import MOST_ROWS, kind_of_file
from provision.i18n import LANGUAGES, Text, msg
from provision.names import shown

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 500
MOST_COLUMNS = 60
MOST_TOLD = 5
DTD = b"<!DOCTYPE"
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z0-9:]+)")
# What a cell may be that is no value, as openpyxl calls it.
FAULTS = {
    "f": msg("is a formula; write the value itself"),
    "e": msg("is an error of the spreadsheet; write the value itself"),
    "d": msg("was made a date by the spreadsheet; make the cell text, and write it again"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where it stands; `fault` is why its value cannot be used."""

    where: str
    text: str
    fault: Text | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a sheet; `name` is the file, with the sheet where it has several."""

    name: Text | str
    lines: Sequence[Sequence[Cell]]


def read_table(path: Path) -> Table:
    """Return the sheet of names in a file. Raises NotFound, and BadInput for what is no such sheet."""
    kind, raw = kind_of_file(path), _bytes(path)
    return _csv(path, raw) if kind == ".csv" else _xlsx(path, raw)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(Text("There is no file {path}", path=_shown(path))) from None
    except OSError as error:
        raise BadInput(
            Text("{path} cannot be read ({reason})", path=_shown(path), reason=error.strerror)
        ) from error
    if len(raw) > MOST_BYTES:
        raise _too_large(path)
    return raw


def _csv(path: Path, raw: bytes) -> Table:
    try:
        text = raw.decode("utf-8-sig")
        delimiter = max(";,\t", key=text.partition("\n")[0].count)
        rows = [*csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except UnicodeDecodeError:
        raise BadInput(Text("{path} is not UTF-8 text; save it as CSV UTF-8", path=_shown(path))) from None
    except csv.Error as error:
        raise BadInput(
            Text("{path} is not a table ({reason}); take a fresh one from provision adopt dns", path=_shown(path),
                 reason=error)
        ) from error  # fmt: skip
    if len(rows) > MOST_ROWS:
        raise _too_large(path)
    lines = [
        [Cell(place(n, m), bare(cell).strip()) for m, cell in enumerate(row, 1)]
        for n, row in enumerate(rows, 1)
    ]
    return Table(_shown(path), lines)


def place(line: int, column: int) -> str:
    """Return how a spreadsheet calls a cell: D7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def _xlsx(path: Path, raw: bytes) -> Table:
    book = _book(path, raw)
    titles = {Text(SHEET_OF_NAMES).to(lang) for lang in LANGUAGES}
    title = next((title for title in book.sheetnames if title in titles), None)
    if title is None:
        known = [shown(name, 40) for name in book.sheetnames]
        raise BadInput(
            Text(
                "{path} has no sheet {sheet}; it has: {known}",
                path=_shown(path),
                sheet=Text(SHEET_OF_NAMES),
                known=known,
            )
        )
    sheet: Any = book[title]
    try:
        rows = [*sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)]
    except Exception as error:  # idem: what lies inside is read only now
        raise _no_workbook(path) from error
    if len(rows) > MOST_ROWS:
        raise _too_large(path)
    name = Text("{path}, sheet {sheet}", path=_shown(path), sheet=title)
    _refuse_merged(name, raw, sheet._worksheet_path)  # noqa: SLF001 - a sheet read in passing does not tell
    lines = [[_cell(place(n, m), cell) for m, cell in enumerate(row, 1)] for n, row in enumerate(rows, 1)]
    return Table(name, lines)


def _book(path: Path, raw: bytes) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - a quarter of a second

    _refuse_bomb(path, raw)
    try:
        with warnings.catch_warnings():
            # Of what it does not keep: pictures, extensions. Nothing is written back.
            warnings.simplefilter("ignore")
            # In passing: otherwise a merged area of a million cells is filled with cells.
            return load_workbook(BytesIO(raw), read_only=True)
    except Exception as error:  # its readers raise whatever they stumble over
        raise _no_workbook(path) from error


def _refuse_bomb(path: Path, raw: bytes) -> None:
    """Raise BadInput for what is no archive, grows beyond all measure, or declares entities of its own.

    No more is unpacked of a part than its entry says (`zipfile`), so the sum of these is the bound.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
            small = len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_UNPACKED
            entities = small and any(DTD in archive.read(part) for part in parts if _is_xml(part.filename))
    except Exception as error:  # zipfile's, zlib's, and what they raise on nonsense
        raise _no_workbook(path) from error
    if not small:
        raise _too_large(path)
    if entities:
        raise _no_workbook(path)


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _refuse_merged(name: Text, raw: bytes, part: str) -> None:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        areas = [area.decode() for area in MERGED.findall(archive.read(part))]
    if areas:
        raise BadInput(
            Text("{sheet}: the cells {areas} are merged; undo that, so that each line has its own",
                 sheet=name, areas=areas[:MOST_TOLD])
        )  # fmt: skip


def _cell(where: str, cell: Any) -> Cell:
    fault = FAULTS.get(cell.data_type) if cell.value is not None else None
    return Cell(where, "", Text(fault)) if fault else Cell(where, bare(_text(cell.value)).strip())


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _too_large(path: Path) -> BadInput:
    return BadInput(
        Text("{path} is larger than any sheet of provision adopt dns; {rows} lines are the most", path=_shown(path),
             rows=MOST_ROWS)
    )  # fmt: skip


def _no_workbook(path: Path) -> BadInput:
    return BadInput(
        Text(
            "{path} is not a workbook (.xlsx); save it as one in your spreadsheet program", path=_shown(path)
        )
    )


def _shown(path: Path) -> str:
    return shown(str(path), 200)
