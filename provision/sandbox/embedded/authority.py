"""What one authoritative name server answers, from the zones that it holds (RFC 1034 section 4.3.2).

Enough of the DNS for a rehearsal: referrals with glue, wildcards, aliases, NXDOMAIN, EDNS. No DNAME, no
transfers, no updates, no DNSSEC.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import dns.flags
import dns.message
import dns.opcode
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from provision.drivers.wire import from_dns
from provision.errors import BadInput
from provision.model.rrset import ADDRESS_TYPES, RRset
from provision.model.zone import SeenZone
from provision.names import Fqdn

MOST_ALIASES = 8
MINIMUM = -1  # its place among the words of a SOA record
TRANSFERS = {dns.rdatatype.AXFR, dns.rdatatype.IXFR}


@dataclass(frozen=True, slots=True)
class Authority:
    """A server's zones by name; None stands for one whose data never came."""

    zones: Mapping[Fqdn, SeenZone | None]

    def answer(self, query: dns.message.Message) -> dns.message.Message:
        """Return the answer to a question."""
        response = dns.message.make_response(query)
        rcode = self._refusal(query)
        if rcode is None:
            rcode = _Answering(self, response, dns.rdatatype.to_text(query.question[0].rdtype)).answer()
        response.set_rcode(rcode)
        return response

    def home(self, name: Fqdn, rtype: str = "") -> Fqdn | None:
        """Return the zone that a question belongs to: the closest above, for a DS the parent's where both are here."""
        above = [name, *name.up_to(Fqdn("")), Fqdn("")] if name.text else [name]
        held = [zone for zone in above if zone in self.zones]
        if rtype == "DS" and held[1:] and held[0] == name:
            return held[1]
        return held[0] if held else None

    def _refusal(self, query: dns.message.Message) -> dns.rcode.Rcode | None:
        if query.opcode() != dns.opcode.QUERY:
            return dns.rcode.NOTIMP
        if query.edns > 0:
            return dns.rcode.BADVERS
        if len(query.question) != 1:
            return dns.rcode.FORMERR
        asked = query.question[0]
        if asked.rdclass != dns.rdataclass.IN or asked.rdtype in TRANSFERS:
            return dns.rcode.REFUSED
        return None


@dataclass(frozen=True, slots=True)
class _Answering:
    """One answer in the making."""

    server: Authority
    response: dns.message.Message
    rtype: str

    def answer(self) -> dns.rcode.Rcode:
        """Fill the sections; return the code."""
        try:
            name = from_dns(self.response.question[0].name)
        except BadInput:
            return dns.rcode.REFUSED
        rcode = self._at(name)
        for _ in range(MOST_ALIASES):
            last = self.response.answer[-1] if self.response.answer else None
            if last is None or last.rdtype != dns.rdatatype.CNAME or self.rtype in {"CNAME", "ANY"}:
                break
            target = from_dns(last[0].target)
            if self.server.home(target) is None:
                break
            rcode = self._at(target)
        return rcode

    def _at(self, name: Fqdn) -> dns.rcode.Rcode:
        home = self.server.home(name, self.rtype)
        if home is None:
            return dns.rcode.REFUSED
        zone = self.server.zones[home]
        if zone is None:
            return dns.rcode.SERVFAIL
        if cut := _cut(zone, name, self.rtype):
            self._refer(zone, cut)
            return dns.rcode.NOERROR
        self.response.flags |= dns.flags.AA
        return self._own(zone, name)

    def _refer(self, zone: SeenZone, cut: RRset) -> None:
        self._put(self.response.authority, cut, cut.name)
        for target in cut.targets:
            self._addresses(zone, target)

    def _own(self, zone: SeenZone, name: Fqdn) -> dns.rcode.Rcode:
        star = zone.wildcard_over(name)
        held = {rrset.type: rrset for rrset in zone.at(star.name if star else name)}
        wanted = [held[rtype] for rtype in (self.rtype, "CNAME") if rtype in held]
        for rrset in held.values() if self.rtype == "ANY" else wanted[:1]:
            self._put(self.response.answer, rrset, name)
            for target in rrset.targets if rrset.type in {"NS", "MX"} else ():
                self._addresses(zone, target)
        if not wanted and self.rtype != "ANY":
            self._deny(zone)
        return dns.rcode.NOERROR if held or zone.below(name) else dns.rcode.NXDOMAIN

    def _deny(self, zone: SeenZone) -> None:
        """Add the SOA, to be remembered for as long as it says itself (RFC 2308 section 5)."""
        soa = zone.rrsets[zone.apex, "SOA"]
        ttl = min(soa.ttl, int(soa.values[0].split()[MINIMUM]))
        self._put(self.response.authority, RRset(soa.name, soa.type, ttl, soa.values), soa.name)

    def _addresses(self, zone: SeenZone, host: Fqdn) -> None:
        for rtype in ADDRESS_TYPES:
            if found := zone.get(host, rtype):
                self._put(self.response.additional, found, host)

    def _put(self, section: list[dns.rrset.RRset], rrset: RRset, name: Fqdn) -> None:
        owner = f"{name.text}."
        section.append(dns.rrset.from_text(owner, rrset.ttl, "IN", rrset.type, *rrset.values))


def _cut(zone: SeenZone, name: Fqdn, rtype: str) -> RRset | None:
    """Return the delegation at or above a name, where the zone's authority ends."""
    here = zone.get(name, "NS") if name != zone.apex and rtype != "DS" else None
    return zone.cut_above(name) or here


def addresses_in(section: Sequence[dns.rrset.RRset]) -> list[str]:
    """Return the addresses that a section holds."""
    return [
        record.to_text()
        for rrset in section
        if rrset.rdtype in {dns.rdatatype.A, dns.rdatatype.AAAA}
        for record in rrset
    ]
