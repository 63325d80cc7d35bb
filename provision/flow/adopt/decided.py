"""What a person decided on the sheet, checked whole before anything is done with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from provision.errors import BadInput
from provision.flow.adopt.columns import COLUMNS, NEEDED, known_words
from provision.flow.adopt.row import DECISIONS, MARK_DIGITS, Decision
from provision.flow.adopt.sheet_in import Cell, Table, place
from provision.flow.border import Border
from provision.i18n import Text
from provision.names import Fqdn, Slug, line, shown

T = TypeVar("T")

MARK = re.compile(f"r[0-9a-f]{{{MARK_DIGITS}}}")
MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell."""

    where: str
    what: Text


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided about one name; `where` is the cell of its decision."""

    name: Fqdn
    decision: Decision
    agency: Slug | None
    reason: str
    letter: str
    mark: str
    where: str


def decided(table: Table, border: Border) -> Sequence[Choice]:
    """Return the choices of a sheet. Raises BadInput that tells every fault by its cell, up to ten."""
    reading = _Reading(border, _columns(table))
    lines = enumerate(table.lines[1:], 2)
    choices = [choice for number, cells in lines if (choice := reading.choice(number, cells))]
    refuse(table.name, reading.faults)
    return choices


def refuse(sheet: Text | str, faults: Sequence[Fault]) -> None:
    """Raise BadInput that tells the faults, each with its sheet and cell; nothing where there are none."""
    told = [
        Text("{sheet}, cell {cell}: {what}", sheet=sheet, cell=fault.where, what=fault.what)
        for fault in faults
    ]
    if len(told) > MOST_TOLD:
        told[MOST_TOLD:] = [Text("… and {count} more", count=len(told) - MOST_TOLD)]
    if told:
        whole = told.pop()
        for text in reversed(told):
            whole = Text("{first}\n{rest}", first=text, rest=whole)
        raise BadInput(whole)


def _columns(table: Table) -> Mapping[str, int]:
    """Return the place of each column. Raises BadInput where one is missing or there twice."""
    words = known_words({code: Text(word) for code, word in COLUMNS.items()})
    found: dict[str, tuple[int, str]] = {}
    faults: list[Fault] = []
    for number, cell in enumerate(table.lines[0] if table.lines else ()):
        code = words.get(cell.text.casefold())
        if code in found:
            faults.append(
                Fault(cell.where, Text("is written twice, also in cell {cell}", cell=found[code][1]))
            )
        elif code:
            found[code] = (number, cell.where)
    missing = [Text(COLUMNS[code]) for code in NEEDED if code not in found]
    if missing:
        faults.append(Fault("A1", Text("these columns are missing: {columns}", columns=missing)))
    refuse(table.name, faults)
    return {code: number for code, (number, _) in found.items()}


@dataclass(slots=True)
class _Reading:
    """The lines read so far, and what was wrong with them."""

    border: Border
    columns: Mapping[str, int]
    faults: list[Fault] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def choice(self, number: int, cells: Sequence[Cell]) -> Choice | None:
        """Return what a line says; None where it is empty, or wrong."""
        before = len(self.faults)
        said = {code: _cell(number, cells, column) for code, column in self.columns.items()}
        if not any(cell.text or cell.fault for cell in said.values()):
            return None
        self.faults += [Fault(cell.where, cell.fault) for cell in said.values() if cell.fault]
        name = self._parsed(said["name"], self._name)
        decision = self._parsed(said["decision"], _decision)
        agency = self._parsed(said["agency"], self.border.agency) if said["agency"].text else None
        mark = self._parsed(said["mark"], _mark)
        letter = self._text(said.get("letter"))
        reason = self._text(said["reason"]) if decision is Decision.INFRASTRUCTURE else ""
        self._needed(said, decision, agency, reason)
        if len(self.faults) > before or name is None or decision is None or mark is None:
            return None
        return Choice(name, decision, agency, reason, letter, mark, said["decision"].where)

    def _parsed(self, cell: Cell, parse: Callable[[str], T]) -> T | None:
        if cell.fault:
            return None
        try:
            return parse(cell.text)
        except BadInput as error:
            self.faults.append(Fault(cell.where, error.text))
            return None

    def _text(self, cell: Cell | None) -> str:
        return (self._parsed(cell, line) or "") if cell and cell.text else ""

    def _name(self, text: str) -> Fqdn:
        if not text:
            raise BadInput(Text("is empty; write a value"))
        name = Fqdn.seen(text)
        self.border.site.zone_of(name)
        return name

    def _needed(
        self, said: Mapping[str, Cell], decision: Decision | None, agency: Slug | None, reason: str
    ) -> None:
        """Take note of what a decision cannot do without, and of a name that was decided about before."""
        if (
            decision is Decision.GRANT
            and agency is None
            and not said["agency"].text
            and not said["agency"].fault
        ):
            self._fault(said["agency"], Text("is empty; a grant has an agency"))
        if decision is Decision.INFRASTRUCTURE and not reason and not said["reason"].text:
            self._fault(said["reason"], Text("is empty; say why the name is the office's own"))
        key = said["name"].text.casefold().removesuffix(".")
        if key and key in self.seen:
            self._fault(said["name"], Text("is written twice, also in cell {cell}", cell=self.seen[key]))
        self.seen.setdefault(key, said["name"].where)

    def _fault(self, cell: Cell, what: Text) -> None:
        self.faults.append(Fault(cell.where, what))


def _cell(number: int, cells: Sequence[Cell], column: int) -> Cell:
    """Return the cell of a line; a short line ends in empty ones."""
    return cells[column] if column < len(cells) else Cell(place(number, column + 1), "")


def _decision(text: str) -> Decision:
    """Return a decision as it is written in any language; an empty cell decides nothing yet."""
    known = known_words({code.value: Text(word) for code, word in DECISIONS.items()})
    if not text:
        return Decision.ASK
    if text.casefold() in known:
        return Decision(known[text.casefold()])
    raise BadInput(
        Text("{text} is no decision; write one of {known}", text=shown(text),
             known=[Text(word) for word in DECISIONS.values()])
    )  # fmt: skip


def _mark(text: str) -> str:
    if MARK.fullmatch(text):
        return text
    raise BadInput(Text("was changed or is empty; take the line from a fresh sheet: provision adopt dns"))
