"""Web panels: where a record is entered, and what its fields are called there.

Labels of the panels as last seen on 2026-11-24, in English, as the panels write them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import dns.rdata
import dns.rdataclass
import dns.rdatatype
from dns.rdtypes.txtbase import TXTBase

from provision.byhand.sheet import Row
from provision.i18n import Text, msg
from provision.model.site import Panel
from provision.names import Fqdn

# The parts of a value, where a panel asks for each by itself.
PARTS: Mapping[str, Sequence[str]] = {
    "MX": ("Priority", "Mail server"),
    "DS": ("Key Tag", "Algorithm", "Digest Type", "Digest"),
    "SRV": ("Priority", "Weight", "Port", "Target"),
}
LABELS: Mapping[str, str] = {
    "A": "IPv4 address",
    "AAAA": "IPv6 address",
    "CNAME": "Target",
    "NS": "Nameserver",
    "TXT": "Content",
}
NAMES = {"CNAME", "DNAME", "NS", "PTR"}


@dataclass(frozen=True, slots=True)
class WebPanel:
    """A panel: its name, the way to its records, its columns, and a row as it is entered there."""

    name: str
    way: str
    columns: tuple[str, ...]
    cells: Callable[[Row, Fqdn], Sequence[str]]


def _cpanel(row: Row, _apex: Fqdn) -> Sequence[str]:
    record = row.record
    return (f"{record.name}.", str(record.ttl), record.type, _plain(row))


def _cloudflare(row: Row, apex: Fqdn) -> Sequence[str]:
    record = row.record
    inside = record.name.text.removesuffix(f".{apex}") if record.name != apex else "@"
    return (record.type, inside, _labelled(row), str(record.ttl))


def _labelled(row: Row) -> str:
    if row.record.type in PARTS:
        words = row.value.split(maxsplit=len(PARTS[row.record.type]) - 1)
        return "; ".join(
            f"{label}: {_bare(word)}" for label, word in zip(PARTS[row.record.type], words, strict=True)
        )
    value = _bare(row.value) if row.record.type in NAMES else _plain(row)
    return f"{LABELS.get(row.record.type, 'Content')}: {value}"


def _bare(word: str) -> str:
    """Return a name without its last dot, as that panel writes names."""
    return word.removesuffix(".") if len(word) > 1 else word


def _plain(row: Row) -> str:
    """Return a value as it is typed: texts without the quotes, which panels put around them themselves."""
    if row.record.type != "TXT":
        return row.value
    rdata = dns.rdata.from_text(dns.rdataclass.IN, dns.rdatatype.TXT, row.value)
    assert isinstance(rdata, TXTBase)  # noqa: S101 - dnspython's own promise
    return b"".join(rdata.strings).decode("utf-8", "backslashreplace")


PANELS: Mapping[Panel, WebPanel] = {
    Panel.CPANEL: WebPanel(
        "cPanel", "Domains > Zone Editor > Manage", ("Name", "TTL", "Type", "Record"), _cpanel
    ),
    Panel.CLOUDFLARE: WebPanel(
        "Cloudflare", "DNS > Records", ("Type", "Name", "Content", "TTL"), _cloudflare
    ),
}
REMARKS: Mapping[Panel, str] = {
    Panel.CPANEL: msg(
        "Where the panel does not offer the type NS or DS, the provider enters it (WHM: DNS Zone Manager)"
    ),
    Panel.CLOUDFLARE: msg(
        "Proxy status: DNS only; behind the proxy other addresses are answered, and verify cannot see ours"
    ),
}


def remark(panel: Panel) -> Text:
    """Return what to know of a panel before one begins."""
    return Text(REMARKS[panel])
