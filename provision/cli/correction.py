"""How the correction of one field is told."""

from typing import Any

from provision.i18n import Text, msg
from provision.model.amendment import SCAN, Correction

WORDS = {
    "action": msg("action"),
    "agency": msg("agency"),
    "object": msg("name"),
    "follows": msg("sent in again for"),
    "letter.number": msg("letter's number"),
    "letter.date": msg("letter's date"),
    "letter.subject": msg("letter's subject"),
    "letter.received": msg("received on"),
    SCAN: msg("letter's scan"),
    "fields.ips": msg("IP addresses"),
    "fields.ns": msg("name servers"),
    "fields.www": msg("www too"),
    "fields.purpose": msg("purpose"),
}
SHORT = 12  # of a digest


def correction_line(one: Correction) -> Text:
    """Return what became of one field."""
    return Text(
        "{field}: {before} → {after}",
        field=Text(WORDS[one.field]) if one.field in WORDS else one.field.removeprefix("fields."),
        before=_plain(one.field, one.before),
        after=_plain(one.field, one.after),
    )


def _plain(field: str, value: Any) -> Any:
    """Return a field's value as people read it."""
    if field == "fields.ns" and value == []:
        return Text("the office's")
    if value in (None, "", []):
        return Text("nothing")
    if isinstance(value, bool):
        return Text("yes") if value else Text("no")
    if isinstance(value, list):
        return [_item(item) for item in value]
    return str(value)[:SHORT] if field == SCAN else str(value)


def _item(item: Any) -> str:
    """Return one of several values; a name server as its name with its addresses."""
    return " ".join([item["name"], *item["addresses"]]) if isinstance(item, dict) else str(item)
