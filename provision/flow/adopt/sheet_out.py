"""Writes the sheet that a person decides on: a workbook, or text with separators."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provision.errors import BadInput, Refused
from provision.flow.adopt.columns import (
    COLUMNS,
    DANGEROUS,
    MOST_LETTERS,
    SHEET_OF_AGENCIES,
    SHEET_OF_NAMES,
    harmless,
    headers,
)
from provision.flow.adopt.row import DECISIONS, NAME_KINDS, SURE, Row, mark_of
from provision.i18n import Text
from provision.model.site import Agency
from provision.names import shown

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

KINDS_OF_FILE = (".xlsx", ".csv")
WIDTHS = (42, 16, 60, 16, 16, 60, 12, 22, 16)
MOST_ROWS = 20000


def write_sheet(path: Path, rows: Sequence[Row], agencies: Sequence[Agency], lang: str) -> None:
    """Write a new file. Raises Refused where there is one, BadInput for a name that ends in neither."""
    kind = kind_of_file(path)
    cells = [[*headers(lang)], *(_cells(row, lang) for row in rows)]
    try:
        with path.open("xb") as file:
            file.write(_csv(cells) if kind == ".csv" else _xlsx(cells, agencies, lang))
    except FileExistsError:
        raise Refused(
            Text("{path} is there already and may hold somebody's decisions; name a new file", path=shown(str(path), 200))
        ) from None  # fmt: skip


def kind_of_file(path: Path) -> str:
    """Return how a file's name ends. Raises BadInput where that is no kind of sheet."""
    if path.suffix.lower() not in KINDS_OF_FILE:
        raise BadInput(
            Text("{path}: the name of the sheet ends in .xlsx or .csv", path=shown(str(path), 200))
        )
    return path.suffix.lower()


def _cells(row: Row, lang: str) -> list[str]:
    records = "\n".join(str(rrset) for rrset in row.records)
    words = (Text(NAME_KINDS[row.kind]), Text(DECISIONS[row.decision]), Text(SURE[row.sure]))
    kind, decision, sure = (word.to(lang) for word in words)
    agency = row.agency.text if row.agency else ""
    return [row.name.text, kind, records, agency, decision, row.reason.to(lang), sure, "", mark_of(row.records)]  # fmt: skip


def _csv(cells: Sequence[Sequence[str]]) -> bytes:
    """Return text as Indonesian spreadsheets read it: semicolons, and a mark that it is UTF-8."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in line] for line in cells)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(cells: Sequence[Sequence[str]], agencies: Sequence[Agency], lang: str) -> bytes:
    from io import BytesIO  # noqa: PLC0415 - stands beside what it is for

    from openpyxl import Workbook  # noqa: PLC0415 - a quarter of a second

    book = Workbook()
    sheet: Any = book.active
    sheet.title = Text(SHEET_OF_NAMES).to(lang)
    _fill(sheet, cells)
    beside: Any = book.create_sheet(Text(SHEET_OF_AGENCIES).to(lang))
    _fill(beside, [[agency.key.text, agency.name] for agency in agencies])
    _choices(sheet, f"'{beside.title}'!$A$1:$A${max(1, len(agencies))}", "agency", len(cells))
    words = ",".join(Text(word).to(lang) for word in DECISIONS.values())
    _choices(sheet, f'"{words}"', "decision", len(cells))
    _dress(sheet)
    return _saved(book, BytesIO())


def _fill(sheet: "Worksheet", cells: Sequence[Sequence[str]]) -> None:
    for number, line in enumerate(cells, 1):
        for place, text in enumerate(line, 1):
            cell: Any = sheet.cell(number, place)
            cell.value = text[:MOST_LETTERS]
            # Text whatever it looks like, also once somebody has edited the cell.
            cell.data_type, cell.number_format = "s", "@"
            cell.quotePrefix = text.startswith(DANGEROUS)


def _choices(sheet: "Worksheet", formula: str, column: str, rows: int) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - idem
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - idem

    letter = get_column_letter([*COLUMNS].index(column) + 1)
    choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
    choice.add(f"{letter}2:{letter}{max(2, rows)}")
    sheet.add_data_validation(choice)


def _dress(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - idem

    for width, column in zip(WIDTHS, sheet.iter_cols(max_row=1), strict=True):
        head: Any = column[0]
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = width
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"


def _saved(book: "Workbook", into: Any) -> bytes:
    book.save(into)
    saved: bytes = into.getvalue()
    return saved
