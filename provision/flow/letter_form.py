"""The form of the incoming letter itself, whatever it asks for."""

from datetime import date
from typing import Annotated, Any

from pydantic import (
    Field,
    PlainValidator,
    ValidationInfo,
)

from provision.config.fields import Line, Strict, Told, tell
from provision.flow.border import Border, border_of, bordered
from provision.flow.scans import Scan
from provision.i18n import Text

DayPassed = Annotated[date, bordered(Border.day)]


def _received(value: Any, info: ValidationInfo) -> date:
    """Return the day of receipt, today where none is told; it is never before the letter's date."""
    border, dated = border_of(info), info.data.get("dated")
    day = border.today if value is None else tell(border.day, value)
    if isinstance(dated, date) and day < dated:
        raise Told(Text("{day} is before the letter's own date, {dated}", day=day, dated=dated))
    return day


class LetterForm(Strict):
    """The incoming letter."""

    number: Line
    dated: DayPassed = Field(alias="date")
    subject: Line
    received: Annotated[date, PlainValidator(_received)] = Field(default=None, validate_default=True)
    scan: Annotated[Scan, bordered(Border.scan)] | None = None
