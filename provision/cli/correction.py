"""How the correction of one field is told."""

from collections.abc import Callable, Mapping
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
    "fields.zone": msg("zone of its own"),
    "fields.www": msg("www too"),
    "fields.records": msg("further records"),
    "fields.ds": msg("DS records"),
    "fields.cds": msg("DS records as the zone asks for them"),
    "fields.until": msg("last day"),
    "fields.to": msg("name to come"),
    "fields.receiver": msg("receiver"),
    "fields.reduces": msg("takes away expressly"),
    "fields.purpose": msg("purpose"),
}
# How one of several values is told, where a field's values are no plain texts.
ITEMS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "fields.ns": lambda server: " ".join([server["name"], *server["addresses"]]),
    "fields.records": "{label} {type} {value}".format_map,
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
        return [ITEMS.get(field, str)(item) for item in value]
    return str(value)[:SHORT] if field == SCAN else str(value)
