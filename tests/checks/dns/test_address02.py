"""Address02: each tag, with a reverse tree of its own."""

import pytest

from provision.checks.dns import address02
from provision.model.query import Silence
from tests.checks.dns.reversed import ARPA, NOTHING, POINTERS, REVERSED, pointer, with_pointers
from tests.checks.dns.world import NS1_4, NS2_4, PENYEDIA_IP, Row, at

WITHOUT, SILENT = {"NAMESERVER_IP_WITHOUT_REVERSE"}, {"NO_RESPONSE_PTR_QUERY"}
ALIAS = f"{pointer(NS2_4)} CNAME 53.0-63.11.94.103.in-addr.arpa.\n53.0-63.11.94.103.in-addr.arpa PTR ns2.penyedia.id.\n"
ROWS = [
    Row(address02, "healthy", {"NAMESERVERS_IP_WITH_REVERSE"}, REVERSED),
    Row(address02, "another name", {"NAMESERVERS_IP_WITH_REVERSE"}, with_pointers({**POINTERS, NS1_4: "x.lain.id."})),
    Row(address02, "none", WITHOUT, NOTHING),
    Row(address02, "one has none", WITHOUT, with_pointers({**POINTERS, NS1_4: ""}),
        args={"NAMESERVER_IP_WITHOUT_REVERSE": {"nsname": "ns1.dinkes.go.id", "ns_ip": NS1_4}}),
    Row(address02, "through an alias", {"NAMESERVERS_IP_WITH_REVERSE"}, with_pointers({**POINTERS, NS2_4: ""}, ALIAS)),
    Row(address02, "through an alias that hangs in the air", WITHOUT, with_pointers({**POINTERS, NS2_4: ""}, ALIAS.splitlines()[0])),
    Row(address02, "silence", SILENT, REVERSED.with_fault(at(ARPA, silence=Silence.TIMEOUT)),
        args={"NO_RESPONSE_PTR_QUERY": {"domain": pointer(NS2_4)}}),
    Row(address02, "failure", SILENT, REVERSED.with_fault(at(ARPA, rcode="SERVFAIL", answer=()))),
    Row(address02, "one is silent", SILENT, REVERSED.with_fault(at(ARPA, "PTR", pointer(NS2_4), silence=Silence.TIMEOUT))),
    Row(address02, "the reverse tree cannot be asked from here", set(), REVERSED.with_fault(at(ARPA, silence=Silence.NO_FAMILY))),
    Row(address02, "one server could not be looked up", {"NAMESERVERS_IP_WITH_REVERSE"}, REVERSED.with_fault(at(PENYEDIA_IP, silence=Silence.TIMEOUT))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
