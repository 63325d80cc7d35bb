"""How drafted letters are told."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provision.i18n import Text

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.answer import Drafted
    from provision.flow.desk import Desk
    from provision.model.request import Request
    from provision.names import RequestId

OUTCOMES: "Mapping[str, Callable[[RequestId], Text]]" = {
    "granted": lambda request: Text("{request}: the letter says it was done", request=request),
    "returned": lambda request: Text("{request}: the letter returns it, with the reasons", request=request),
}


def draft_letters(
    office: "CliOffice", desk: "Desk", asked: "Sequence[Request]", folder: Path | None = None
) -> "Sequence[Drafted]":
    """Draft the letters and say where they lie."""
    from provision.flow.answer import draft

    with office.busy(Text("Drafting the letter")):
        drafted = draft(desk, asked, folder)
    for one in drafted:
        office.say(OUTCOMES[one.outcome](one.request.id))
        office.say(Text("  {file}", file=one.docx))
        if one.pdf:
            office.say(Text("  {file}", file=one.pdf))
        elif one.note:
            office.say(one.note)
    return drafted


def letters_json(drafted: "Sequence[Drafted]") -> list[dict[str, Any]]:
    """Return the letters as plain data."""
    return [
        {
            "request": str(one.request.id),
            "outcome": one.outcome,
            "docx": str(one.docx),
            "pdf": str(one.pdf) if one.pdf else None,
        }
        for one in drafted
    ]
