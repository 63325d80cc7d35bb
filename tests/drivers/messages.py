"""Messages for the tests of the reader: random ones made by dnspython, and those that servers really sent."""

from collections.abc import Sequence
from pathlib import Path

import dns.edns
import dns.flags
import dns.message
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
from hypothesis import strategies as st

from provision.drivers.wire import from_dns, texts
from provision.model.rrset import RRset
from provision.names import Fqdn

PACKETS = {
    title: bytes.fromhex(octets)
    for title, _, octets in (
        line.partition(": ")
        for line in Path(__file__).with_name("packets.txt").read_text(encoding="ascii").splitlines()[1:]
    )
}
VALUES = (
    "A 192.0.2.1", "A 192.0.2.2", "A 255.255.255.255", "AAAA 2001:db8::1", "AAAA ::ffff:192.0.2.1", "AAAA ::", "AAAA ::c000:201",
    "AAAA 2001:0:0:1:0:0:0:1", "NS Ns1.Example.ID.", "NS .", "NS a\\.b.example.id.", "CNAME www.EXAMPLE.id.", "DNAME Other.Example.",
    "PTR Host.Example.ID.", "PTR .", "MX 10 Mail.Example.ID.", "MX 0 .", "SRV 0 5 5060 Sip.Example.ID.",
    "SOA Ns1.Example.ID. host\\.master.example.ID. 1 2 3 4 5", "SOA . . 4294967295 0 0 0 0", 'TXT "v=spf1 -all"',
    'TXT "" "two \\"words\\"" "\\000\\255\\\\;"', "CAA 0 issue \"ca.example\"", "DS 1 13 2 " + "ab" * 32, "CDS 0 0 0 00",
    "DNSKEY 257 3 13 " + "AAAA" * 16, "RRSIG A 13 2 60 20300101000000 20200101000000 1 Example.id. AAAA",
    "RRSIG NS 13 2 90 20300101000000 20200101000000 1 example.id. BBBB", "NSEC Next.Example.id. A NS TYPE65280",
    "NSEC3 1 0 0 - 0123456789abcdefghijklmnopqrstuv A NS", "NSEC3PARAM 1 0 0 -", 'HINFO "a" "b"', "TLSA 3 1 1 " + "cd" * 32,
    'NAPTR 1 1 "u" "x" "" .', "RP a.Example. b.example.", "TYPE65280 \\# 3 abcdef", "SVCB 1 . alpn=h2", "LOC 1 S 1 E 1m",
    "AFSDB 1 X.example.", "URI 1 1 \"https://x\"", "SPF \"v=spf1\"",
)  # fmt: skip

labels = st.binary(min_size=1, max_size=63) | st.sampled_from(
    [b"Example", b"ID", b"ns1", b"a.b", b"\\", b"_x", b"*"]
)
names = (
    st.lists(labels, max_size=5)
    .filter(lambda parts: sum(len(p) + 1 for p in parts) < 255)
    .map(lambda parts: dns.name.Name([*parts, b""]))
)


@st.composite
def sets(draw: st.DrawFn, pool: Sequence[dns.name.Name]) -> dns.rrset.RRset:
    kind, _, value = draw(st.sampled_from(VALUES)).partition(" ")
    rdata = dns.rdata.from_text("IN", kind, value)
    return dns.rrset.from_rdata(draw(st.sampled_from(pool)), draw(st.integers(0, 2**31 - 1)), rdata)


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """Return a valid answer, its records one by one and its names compressed where they can be."""
    pool = draw(st.lists(names, min_size=1, max_size=4))
    query = dns.message.make_query(pool[0], draw(st.sampled_from(["A", "NS", "TYPE65280", "AXFR"])), "IN")
    answer = dns.message.make_response(query)
    answer.flags |= draw(st.sampled_from([0, dns.flags.AA, dns.flags.TC | dns.flags.RA, dns.flags.AD]))
    for section in (answer.answer, answer.authority, answer.additional):
        section.extend(draw(st.lists(sets(pool), max_size=6)))
    if draw(st.booleans()):
        options = [dns.edns.GenericOption(65001, draw(st.binary(max_size=9)))] * draw(st.integers(0, 2))
        answer.use_edns(
            draw(st.integers(0, 255)),
            draw(st.integers(0, 0xFFFF)),
            draw(st.integers(512, 65535)),
            options=options,
        )
    answer.set_rcode(draw(st.integers(0, 23 if answer.edns >= 0 else 10)))
    return answer.to_wire(max_size=65535)


def by_dnspython(section: Sequence[dns.rrset.RRset]) -> list[RRset]:
    """Return what we would make of a section that dnspython read record by record."""
    found: dict[tuple[Fqdn, str], RRset] = {}
    for one in section:
        new = RRset.of(from_dns(one.name), dns.rdatatype.to_text(one.rdtype), one.ttl, texts(one))
        old = found.get(new.key, new)
        found[new.key] = RRset.of(*new.key, min(old.ttl, new.ttl), [*old.values, *new.values])
    return list(found.values())
