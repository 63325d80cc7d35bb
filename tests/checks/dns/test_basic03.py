"""Basic03: each tag; asked only where basic02 found nothing that works, unless basic02 is not run."""

import pytest

from provision.checks.dns import basic03
from provision.model.profile import Profile
from provision.model.query import Silence
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, Fault, Row, World, at

MAIL = "mail.dinkes.go.id A"
HEALTHY = World().edited("dinkes.go.id", MAIL, f"www.dinkes.go.id A 103.94.10.7\n{MAIL}")
ON = {"IPV4_ENABLED", "IPV6_ENABLED"}
DEAD: Fault = at(CHILD, silence=Silence.TIMEOUT)
BROKEN = HEALTHY.with_fault(at(CHILD, "SOA", answer=()))
ROWS = [
    Row(basic03, "healthy", {"HAS_NAMESERVER_NO_WWW_A_TEST"}, HEALTHY,
        args={"HAS_NAMESERVER_NO_WWW_A_TEST": {"zname": "dinkes.go.id"}}),
    Row(basic03, "broken, and yet the site is found", {"HAS_A_RECORDS"} | ON, BROKEN,
        args={"HAS_A_RECORDS": {"ns": "ns2.penyedia.id/103.94.11.53", "domain": "www.dinkes.go.id"}}),
    Row(basic03, "broken, and no site", ON, World().with_fault(at(CHILD, "SOA", answer=()))),
    Row(basic03, "silence", {"A_QUERY_NO_RESPONSES"} | ON, HEALTHY.with_fault(DEAD)),
    Row(basic03, "an answer that refuses is one", ON, HEALTHY.with_fault(at(CHILD, rcode="REFUSED", answer=()))),
    Row(basic03, "not delegated", set(), zone=Fqdn("x.go.id")),
    Row(basic03, "basic02 is not run", {"HAS_A_RECORDS"} | ON, HEALTHY, how={"profile": Profile(only=frozenset({"basic03"}))}),
    Row(basic03, "nothing could be asked", {"IPV4_DISABLED", "IPV6_DISABLED"}, HEALTHY.with_fault(at(CHILD, silence=Silence.NO_FAMILY))),
    Row(basic03, "silence, and one could not be asked", ON,
        HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.TIMEOUT)).with_fault(at(NS1_6, silence=Silence.BUDGET))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
