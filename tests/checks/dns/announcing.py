"""The healthy world with the zones that tell which network announces an address, as Team Cymru has them."""

from collections.abc import Mapping

from provision.checks.announced import WHOIS_PORT
from provision.model.profile import AsLookup, Profile
from provision.model.query import WHOIS, Answer, Query
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import NS1_4, NS1_6, NS2_4, SOA, Fault, World

ASN, RIS = "103.19.180.180", "103.19.181.181"
SOURCE = Fqdn("asn.id")
CYMRU = Profile(as_lookup=AsLookup("Cymru", (SOURCE,)))
RIPE = Profile(as_lookup=AsLookup("RIPE", (Fqdn("ris.asn.id"),)))
APART: Mapping[str, str] = {
    NS1_4: "64500 | 103.94.10.0/24 | ID | apnic | 2024-01-01",
    NS2_4: "64501 | 103.94.11.0/24 | ID | apnic | 2024-01-01",
    NS1_6: "64500 | 2001:df0:53::/48 | ID | apnic | 2024-01-01",
}


def asked_name(address: str) -> str:
    """Return the name under which it is told who announces an address."""
    pointer = parse_ip(address).reverse_pointer
    return pointer.replace(".in-addr.arpa", ".origin.asn.id").replace(".ip6.arpa", ".origin6.asn.id")


def announcing(told: Mapping[str, str], more: str = "") -> World:
    """Return the world where this is told of addresses, each several parted by semicolons, and further records."""
    records = [f'{asked_name(ip)} TXT "{one}"' for ip, several in told.items() for one in several.split(";")]
    text = "\n".join(
        [
            f"asn.id SOA {SOA}",
            "asn.id NS ns.asn.id.",
            f"ns.asn.id A {ASN}",
            f"ris.asn.id A {RIS}",
            *records,
            more,
        ]
    )
    return (
        World()
        .edited("id", "go.id NS", f"asn.id NS ns.asn.id.\nns.asn.id A {ASN}\ngo.id NS")
        .with_zone("asn.id", text, ASN)
    )


def whois(lines: Mapping[str, str]) -> Fault:
    """Return what makes a whois server of an address: it answers these lines by address."""

    def fault(query: Query, answer: Answer) -> Answer:
        if query.type != WHOIS or str(query.server) != RIS:
            return answer
        assert (query.port, query.tcp) == (WHOIS_PORT, True)
        asked = query.spelled.removeprefix(" -F -M ")
        told = ("% This is RIPE NCC's service", "", *lines.get(asked, "").splitlines())
        return Answer(query, rcode="NOERROR", answer=(RRset(query.name, WHOIS, 0, told),))

    return fault
