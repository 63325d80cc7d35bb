"""Zone09: where mail goes; the scenarios of its specification by their names."""

from typing import Any

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import zone09
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from tests.checks.dns.world import CHILD, ID_IP, NS1_4, NS1_6, NS2_4, ROOT_IP, SOA, ZONE, Row, World, at

HEALTHY = World()
DATA, BARE, HAS = "Z09_MX_DATA", "Z09_NO_MX_FOUND", "Z09_MX_FOUND"
MIXED, DIFFER = "Z09_INCONSISTENT_MX", "Z09_INCONSISTENT_MX_DATA"
MX = "dinkes.go.id MX 10 mail.dinkes.go.id.\n"
ARPA = Fqdn("94.103.in-addr.arpa")
ROOT_SERVED = HEALTHY.edited(
    "", "@ NS a.root-servers.net.\n", f"@ NS a.root-servers.net.\na.root-servers.net A {ROOT_IP}\n"
)
ROOT = [NameServer(Fqdn("a.root-servers.net"), glue=(parse_ip(ROOT_IP),))]


def exchange(records: str, *addresses: str) -> World:
    return HEALTHY.edited("dinkes.go.id", MX, records, *addresses)


def faulty(address: Any = NS2_4, world: World = HEALTHY, **parts: Any) -> World:
    return world.with_fault(at(address, "MX", **parts))


def top(records: str) -> World:
    return HEALTHY.edited("id", "id NS b.dns.id.", f"id NS b.dns.id.\n{records}")


def root(records: str) -> World:
    return ROOT_SERVED.edited("", "@ NS a.root-servers.net.", f"@ NS a.root-servers.net.\n{records}")


def arpa(records: str) -> World:
    """Return the world with a reverse zone on the second server."""
    world = HEALTHY.edited("", "id NS b.dns.id.", "arpa NS b.dns.id.\nid NS b.dns.id.")
    above = f"arpa SOA {SOA}\narpa NS b.dns.id.\n{ARPA} NS ns2.penyedia.id.\n"
    below = f"{ARPA} SOA {SOA}\n{ARPA} NS ns2.penyedia.id.\n{records}"
    return world.with_zone("arpa", above, ID_IP).with_zone(ARPA.text, below, NS2_4)


IPS = {"ns_ip_list": f"{NS1_4};{NS2_4};{NS1_6}"}
LATER = (RRset.of(ZONE, "MX", 5, ["10 mail.dinkes.go.id."]),)
CAPITALS = (RRset.of(ZONE, "MX", 60, ["10 MAIL.Dinkes.go.id."]),)


ROWS = [
    Row(zone09, "healthy: MX-DATA", {DATA}, args={DATA: {**IPS, "mailtarget_list": "mail.dinkes.go.id."}}),
    Row(zone09, "two exchanges", {DATA}, exchange(f"{MX}dinkes.go.id MX 5 mx.penyedia.id.\n"), args={DATA: {"mailtarget_list": "mail.dinkes.go.id.;mx.penyedia.id."}}),
    Row(zone09, "NO-RESPONSE-MX-QUERY-1", {"Z09_NO_RESPONSE_MX_QUERY", DATA}, faulty(silence=Silence.TIMEOUT), args={"Z09_NO_RESPONSE_MX_QUERY": {"ns_ip_list": NS2_4}}),
    Row(zone09, "NO-RESPONSE-MX-QUERY-2", {"Z09_NO_RESPONSE_MX_QUERY"}, faulty(CHILD, silence=Silence.TIMEOUT), args={"Z09_NO_RESPONSE_MX_QUERY": IPS}),
    Row(zone09, "UNEXPECTED-RCODE-MX", {"Z09_UNEXPECTED_RCODE_MX", "Z09_MISSING_MAIL_TARGET"}, faulty(world=exchange(""), rcode="NOTIMP", answer=()),
        args={"Z09_UNEXPECTED_RCODE_MX": {"ns_ip_list": NS2_4, "rcode": "NOTIMP"}}),
    Row(zone09, "two codes", {"Z09_UNEXPECTED_RCODE_MX", DATA}, faulty(rcode="NOTIMP", world=faulty(NS1_6, rcode="NXDOMAIN")),
        args={"Z09_UNEXPECTED_RCODE_MX": {"ns_ip_list": NS1_6, "rcode": "NXDOMAIN"}}),
    Row(zone09, "NON-AUTH-MX-RESPONSE", {"Z09_NON_AUTH_MX_RESPONSE", DATA}, faulty(authoritative=False), args={"Z09_NON_AUTH_MX_RESPONSE": {"ns_ip_list": NS2_4}}),
    Row(zone09, "INCONSISTENT-MX", {MIXED, HAS, BARE, DATA}, exchange("", NS2_4), args={
        BARE: {"ns_ip_list": NS2_4}, HAS: {"ns_ip_list": f"{NS1_4};{NS1_6}"}, DATA: {"ns_ip_list": f"{NS1_4};{NS1_6}"}}),
    Row(zone09, "INCONSISTENT-MX-DATA-1", {DIFFER, DATA}, exchange(f"{MX}dinkes.go.id MX 20 mx.penyedia.id.\n", NS2_4),
        args={DATA: {"ns_ip_list": NS2_4, "mailtarget_list": "mail.dinkes.go.id.;mx.penyedia.id."}}),
    Row(zone09, "INCONSISTENT-MX-DATA-2", {DIFFER, DATA}, exchange("dinkes.go.id MX 20 mail.dinkes.go.id.\n", NS2_4)),
    Row(zone09, "INCONSISTENT-MX-DATA-3", {DIFFER, DATA}, exchange(f"{MX}dinkes.go.id MX 20 x.id.\n", NS1_4, NS1_6).edited(
        "dinkes.go.id", MX, "dinkes.go.id MX 20 mail.dinkes.go.id.\ndinkes.go.id MX 10 x.id.\n", NS2_4)),
    Row(zone09, "MIXED-TTL-1", {DATA}, faulty(answer=LATER), args={DATA: IPS}),
    Row(zone09, "in capitals", {DATA}, faulty(answer=CAPITALS), args={DATA: {**IPS, "mailtarget_list": "mail.dinkes.go.id."}}),
    Row(zone09, "different, one without", {DIFFER, DATA, MIXED, HAS, BARE}, exchange("", NS2_4).edited("dinkes.go.id", "MX 10", "MX 20", NS1_6)),
    Row(zone09, "NULL-MX-WITH-OTHER-MX", {"Z09_NULL_MX_WITH_OTHER_MX"}, exchange(f"{MX}dinkes.go.id MX 0 .\n")),
    Row(zone09, "NULL-MX-NON-ZERO-PREF", {"Z09_NULL_MX_NON_ZERO_PREF"}, exchange("dinkes.go.id MX 10 .\n")),
    Row(zone09, "both faults of a null MX", {"Z09_NULL_MX_NON_ZERO_PREF", "Z09_NULL_MX_WITH_OTHER_MX"}, exchange(f"{MX}dinkes.go.id MX 5 .\n")),
    Row(zone09, "NULL-MX", set(), exchange("dinkes.go.id MX 0 .\n")),
    Row(zone09, "NO-MX-SLD", {"Z09_MISSING_MAIL_TARGET"}, exchange("")),
    Row(zone09, "a malformed MX is none", {"Z09_MISSING_MAIL_TARGET"}, exchange("dinkes.go.id MX \\# 2 000a\n")),
    Row(zone09, "an alias at the apex is none", {"Z09_MISSING_MAIL_TARGET"}, faulty(CHILD, answer=(RRset.hosts(ZONE, "CNAME", 60, [Fqdn("x.id")]),))),
    Row(zone09, "ROOT-EMAIL-DOMAIN", {"Z09_ROOT_EMAIL_DOMAIN"}, root("@ MX 10 mail.id."), zone=Fqdn(""), told=ROOT),
    Row(zone09, "NULL-MX of the root", set(), root("@ MX 0 ."), zone=Fqdn(""), told=ROOT),
    Row(zone09, "no MX of the root", set(), root(""), zone=Fqdn(""), told=ROOT),
    Row(zone09, "NO-MX-TLD", set(), zone=Fqdn("id")),
    Row(zone09, "TLD-EMAIL-DOMAIN", {"Z09_TLD_EMAIL_DOMAIN"}, top("id MX 10 mail.id."), zone=Fqdn("id")),
    Row(zone09, "NULL-MX of a TLD", set(), top("id MX 0 ."), zone=Fqdn("id")),
    Row(zone09, "NO-MX-ARPA", set(), arpa(""), zone=ARPA),
    Row(zone09, "an MX below arpa", {DATA}, arpa(f"{ARPA} MX 10 x.id.\n"), zone=ARPA),
    Row(zone09, "no SOA", set(), HEALTHY.with_fault(at(CHILD, "SOA", answer=()))),
    Row(zone09, "no authority for the SOA", set(), HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(zone09, "a lame one does not count", {DATA}, HEALTHY.with_fault(at(NS2_4, rcode="REFUSED", answer=(), authoritative=False))),
    Row(zone09, "silent", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone09, f"{silence}", set(), faulty(CHILD, silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
