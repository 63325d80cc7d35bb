"""A zone as PowerDNS's HTTP API tells it, read strictly and made ours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dns.exception
import dns.rdataclass
import dns.rdataset
import dns.rdatatype
from pydantic import BaseModel, Field, ValidationError

from provision.drivers.rfc2136 import SIGNING
from provision.drivers.wire import texts
from provision.errors import BadInput
from provision.model.rrset import RRset
from provision.model.zone import SeenZone
from provision.names import Fqdn


class _Record(BaseModel):
    content: str
    disabled: bool = False


class _Set(BaseModel):
    name: str
    type: str
    ttl: int = Field(ge=0, le=2**31 - 1)
    records: list[_Record]


class _Zone(BaseModel):
    name: str
    kind: str
    soa_edit_api: str = ""
    rrsets: list[_Set]


@dataclass(frozen=True, slots=True)
class PdnsZone:
    """What is served, and what matters for writing.

    `counts` tells whether the server makes a new serial after each change; `aside` holds the records
    that somebody disabled: they are kept and not served.
    """

    seen: SeenZone
    kind: str
    counts: bool
    aside: Mapping[tuple[Fqdn, str], Sequence[dict[str, Any]]]

    def disabled(self, rrset: RRset) -> Sequence[dict[str, Any]]:
        """Return the disabled records of a set, as the API has them."""
        return self.aside.get(rrset.key, ())


def parse_zone(data: Any, apex: Fqdn) -> PdnsZone | None:
    """Return the zone that the data tell; None where they are no proper answer about it."""
    try:
        told = _Zone.model_validate(data)
        seen = SeenZone.of(apex, _served(told, apex))
        aside = {
            (Fqdn.seen(one.name), one.type): [
                record.model_dump() for record in one.records if record.disabled
            ]
            for one in told.rrsets
        }
    except (ValidationError, BadInput, ValueError, dns.exception.DNSException):
        return None
    soa = seen.get(apex, "SOA")
    if soa is None or len(soa.values) != 1 or told.name.lower() != f"{apex}.":
        return None
    return PdnsZone(seen, told.kind, bool(told.soa_edit_api), aside)


def _served(told: _Zone, apex: Fqdn) -> Iterator[RRset]:
    for one in told.rrsets:
        name = Fqdn.seen(one.name)
        contents = [record.content for record in one.records if not record.disabled]
        if not name.is_at_or_below(apex):
            raise ValueError(one.name)
        if contents and one.type not in SIGNING:
            yield RRset.of(name, one.type, one.ttl, _values(one.type, one.ttl, contents))


def _values(rtype: str, ttl: int, contents: Sequence[str]) -> Sequence[str]:
    """Return the values as a zone transfer would tell them; of a type that the DNS does not know, as they are."""
    try:
        dns.rdatatype.from_text(rtype)
    except dns.rdatatype.UnknownRdatatype:
        # PowerDNS's own: ALIAS, LUA. They are answered as something else, and are nobody's grant.
        return contents
    return texts(dns.rdataset.from_text_list(dns.rdataclass.IN, rtype, ttl, contents))
