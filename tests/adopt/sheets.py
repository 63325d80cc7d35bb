"""An office whose zone was made by hand, and sheets of it that people edited well or badly."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

from openpyxl import Workbook, load_workbook

from provision.flow.adopt.held import zone_named
from provision.flow.adopt.outlook import Outlook, outlook
from provision.flow.adopt.sheet_out import write_sheet
from provision.flow.desk import Desk
from provision.model.rrset import RRset
from tests.flow.offices import ROOT, Office, office
from tests.samples import APEX, a, cname, name, ns, txt

Edit = Callable[[Any], None]
HAND_MADE = (
    a("dinkes", ttl=300),
    RRset.of(name("dinkes"), "MX", 7200, ["10 mail.penyedia.id."]),
    RRset.of(name("dinkes"), "CAA", 3600, ['0 issue "letsencrypt.org"']),
    a("www.dinkes", ttl=60),
    txt("_dmarc.dinkes"),
    cname("disdik", "portal"),
    ns("rsud", f"ns1.rsud.{APEX}", "ns2.penyedia.id"),
    a("ns1.rsud", "103.150.30.53"),
    a("lama.rsud"),
    a("mail", "103.94.10.25"),
    a("*.desa"),
    a("jdih", "103.94.10.30"),
    RRset.of(name("_sip._tcp"), "SRV", 3600, ["0 5 5060 sip.penyedia.id."]),
)


@contextmanager
def hand_made(folder: Path, *rrsets: RRset) -> Iterator[Office]:
    """Give an office a zone that was there before it."""
    copytree(ROOT / "inventory", folder / "inventory")
    with office(folder, *(rrsets or HAND_MADE)) as room:
        yield room


def look(desk: Desk) -> Outlook:
    return outlook(desk, zone_named(desk, APEX.text))


def sheet(desk: Desk, path: Path, lang: str = "id") -> Path:
    """Write the sheet of the zone as it is now."""
    write_sheet(path, look(desk).rows, [*desk.site.agencies.values()], lang)
    return path


def edited(path: Path, *edits: Edit) -> Path:
    """Let a person edit a workbook."""
    book = load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    return path


def lines(book: Workbook) -> Any:
    """Return the sheet of names."""
    return book.worksheets[0]


def line_of(book: Workbook, labels: str) -> int:
    return next(cell.row for cell in lines(book)["A"] if cell.value == name(labels).text)


def put(labels: str, **cells: object) -> Edit:
    """Return the edit that writes into the line of a name, by the column's letter."""

    def edit(book: Workbook) -> None:
        for column, value in cells.items():
            lines(book)[f"{column}{line_of(book, labels)}"] = value

    return edit


def with_ignored(desk: Desk, site: Any) -> Desk:
    """Return the desk of a new run: the site's files are read again."""
    return replace(desk, site=replace(desk.site, ignored=site.ignored))


def names(found: Sequence[Any]) -> list[str]:
    return [one.text.removesuffix(f".{APEX}") for one in found]
