"""Nameserver08: the letters of the question, repeated, changed, or left out."""

import pytest

from provision.checks.dns import nameserver08
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Silence
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_6, NS2_4, Row, World, at

HEALTHY = World()
SPELLED = "WwW.DiNkEs.gO.Id"
NS2 = {"ns": f"ns2.penyedia.id/{NS2_4}", "domain": SPELLED}
WWW = "www.dinkes.go.id"
BOTH = {"QNAME_CASE_SENSITIVE", "QNAME_CASE_INSENSITIVE"}


ROWS = [
    Row(nameserver08, "healthy", {"QNAME_CASE_SENSITIVE"}, args={"QNAME_CASE_SENSITIVE": NS2}),
    Row(nameserver08, "small letters", BOTH, HEALTHY.with_fault(at(NS2_4, "SOA", WWW, spelled=WWW)), args={"QNAME_CASE_INSENSITIVE": NS2}),
    Row(nameserver08, "capitals", {"QNAME_CASE_INSENSITIVE"}, HEALTHY.with_fault(at(CHILD, "SOA", WWW, spelled=WWW.upper()))),
    Row(nameserver08, "with a dot at its end", {"QNAME_CASE_SENSITIVE"}, HEALTHY.with_fault(at(CHILD, "SOA", WWW, spelled=SPELLED + "."))),
    Row(nameserver08, "another name", {"QNAME_CASE_INSENSITIVE"}, HEALTHY.with_fault(at(CHILD, "SOA", WWW, spelled="WwW.X.iD"))),
    Row(nameserver08, "no question repeated", set(), HEALTHY.with_fault(at(CHILD, "SOA", WWW, spelled=""))),
    Row(nameserver08, "refused, with the letters", {"QNAME_CASE_SENSITIVE"}, HEALTHY.with_fault(at(CHILD, "SOA", WWW, rcode="REFUSED"))),
    Row(nameserver08, "silent", {"QNAME_CASE_SENSITIVE"}, HEALTHY.with_fault(at(NS2_4, silence=Silence.TIMEOUT))),
    Row(nameserver08, "no delegation", set(), zone=Fqdn("tiada.go.id")),
    Row(nameserver08, "IPv6 switched off", {"QNAME_CASE_SENSITIVE", "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)}),
    *[Row(nameserver08, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, "SOA", WWW, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
