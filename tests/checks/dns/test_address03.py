"""Address03: each tag, after Zonemaster's scenarios."""

from dataclasses import replace

import pytest

from provision.checks.dns import address03
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.reversed import ARPA, NOTHING, POINTERS, REVERSED, pointer, with_pointers
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, Row, at

MATCH, MISMATCH = {"NAMESERVER_IP_PTR_MATCH"}, {"NAMESERVER_IP_PTR_MISMATCH"}
WITHOUT, SILENT = {"NAMESERVER_IP_WITHOUT_REVERSE"}, {"NO_RESPONSE_PTR_QUERY"}
TARGET = "53.0-63.11.94.103.in-addr.arpa"
ALIAS = f"{pointer(NS2_4)} CNAME {TARGET}.\n"
BARE = {**POINTERS, NS2_4: ""}


def two_aliases(query: Query, answer: Answer) -> Answer:
    """Answer with two aliases of one name, as nobody may have."""
    if query.name.text != pointer(NS2_4):
        return answer
    targets = [Fqdn("a.lain.id"), Fqdn("b.lain.id")]
    return replace(answer, answer=(RRset.hosts(query.name, "CNAME", 60, targets),))


ROWS = [
    Row(address03, "healthy", MATCH, REVERSED),
    Row(address03, "one of several names", MATCH, with_pointers({**POINTERS, NS2_4: "a.lain.id. ns2.penyedia.id. b.lain.id."})),
    Row(address03, "no names", WITHOUT, NOTHING),
    Row(address03, "none over IPv4", WITHOUT, with_pointers({**POINTERS, NS1_4: ""}),
        args={"NAMESERVER_IP_WITHOUT_REVERSE": {"nsname": "ns1.dinkes.go.id", "ns_ip": NS1_4}}),
    Row(address03, "none over IPv6", WITHOUT, with_pointers({**POINTERS, NS1_6: ""})),
    Row(address03, "other names", MISMATCH, with_pointers({**POINTERS, NS1_4: "a.lain.id.", NS2_4: "a.lain.id. b.lain.id."}),
        args={"NAMESERVER_IP_PTR_MISMATCH": {"nsname": "ns2.penyedia.id", "ns_ip": NS2_4, "names": "a.lain.id/b.lain.id"}}),
    Row(address03, "an alias within the reverse zone", MATCH, with_pointers(BARE, f"{ALIAS}{TARGET} PTR ns2.penyedia.id.")),
    Row(address03, "an alias into another zone", MATCH,
        with_pointers(BARE, f"{pointer(NS2_4)} CNAME ptr.penyedia.id.").edited("penyedia.id", "ns2.penyedia.id A", "ptr.penyedia.id PTR ns2.penyedia.id.\nns2.penyedia.id A")),
    Row(address03, "an alias that hangs in the air", WITHOUT, with_pointers(BARE, ALIAS)),
    Row(address03, "an alias of itself", WITHOUT, with_pointers(BARE, f"{pointer(NS2_4)} CNAME {pointer(NS2_4)}.")),
    Row(address03, "two aliases", WITHOUT, REVERSED.with_fault(two_aliases)),
    Row(address03, "silence", SILENT, REVERSED.with_fault(at(ARPA, silence=Silence.TIMEOUT)), args={"NO_RESPONSE_PTR_QUERY": {"domain": pointer(NS1_6)}}),
    Row(address03, "failure", SILENT, REVERSED.with_fault(at(ARPA, "PTR", pointer(NS1_4), rcode="SERVFAIL", answer=()))),
    Row(address03, "the reverse tree cannot be asked from here", set(), REVERSED.with_fault(at(ARPA, silence=Silence.NO_FAMILY))),
    Row(address03, "the zone names no servers", set(), REVERSED.with_fault(at(CHILD, rcode="REFUSED", answer=()))),
    Row(address03, "two servers at one address, one of which it is named after", MATCH,
        with_pointers({**POINTERS, NS2_4: "ns2.penyedia.id."}).edited("dinkes.go.id", "dinkes.go.id NS ns2", "dinkes.go.id NS ns3.penyedia.id.\ndinkes.go.id NS ns2")
        .edited("penyedia.id", "ns2.penyedia.id A", f"ns3.penyedia.id A {NS2_4}\nns2.penyedia.id A")),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
