"""An extra record of a subdomain, as a letter writes it: TXT, MX or CNAME, at the name or below it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import dns.exception
import dns.rdata

from provision.errors import BadInput
from provision.i18n import Text
from provision.names import Fqdn, line, shown

TYPES = ("CNAME", "MX", "TXT")
APEX = "@"
PARTS = 3


@dataclass(frozen=True, slots=True, order=True)
class Record:
    """One record; `label` is relative to the subdomain, `@` the subdomain itself; `value` as zone files have it."""

    label: str
    type: str
    value: str

    @classmethod
    def parse(cls, text: str) -> "Record":
        """Read `LABEL TYPE VALUE`, as `@ TXT "v=spf1 -all"` or `@ MX 10 mail.example.id`. Raises BadInput."""
        parts = line(text).split(None, PARTS - 1)
        if len(parts) < PARTS or parts[1].upper() not in TYPES:
            raise BadInput(
                Text("{text} is no record: write LABEL TYPE VALUE, as @ MX 10 mail.example.id; types are {types}",
                     text=shown(text, 200), types=list(TYPES))
            )  # fmt: skip
        return cls(_label(parts[0]), parts[1].upper(), _value(parts[1].upper(), parts[2]))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Record":
        """Make a record from what `to_json` returned."""
        return cls(data["label"], data["type"], data["value"])

    def to_json(self) -> dict[str, str]:
        """Return plain data."""
        return {"label": self.label, "type": self.type, "value": self.value}

    def owner(self, name: Fqdn) -> Fqdn:
        """Return the name that the record stands at."""
        return name if self.label == APEX else Fqdn.seen(f"{self.label}.{name}")

    def __str__(self) -> str:
        return f"{self.label} {self.type} {self.value}"


def label_below(owner: Fqdn, name: Fqdn) -> str:
    """Return the label that a record at `owner` has, relative to the subdomain `name`."""
    return owner.text.removesuffix(name.text).removesuffix(".") or APEX


def _label(text: str) -> str:
    if text == APEX:
        return text
    for label in text.split("."):
        Fqdn.host(label.removeprefix("_"))
    return text.lower()


def _value(rtype: str, text: str) -> str:
    """Return the value in its one written form: names end in a dot, texts stand in quotes."""
    quoted = (
        text
        if rtype != "TXT" or text.startswith('"')
        else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
    dotted = quoted if rtype == "TXT" or quoted.endswith(".") else f"{quoted}."
    try:
        return str(dns.rdata.from_text("IN", rtype, dotted).to_text())
    except (dns.exception.DNSException, ValueError, IndexError) as error:
        raise BadInput(
            Text(
                "{text} is no value for a {type} record; write it as a zone file has it",
                text=shown(text, 200),
                type=rtype,
            )
        ) from error
