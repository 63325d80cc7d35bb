"""Zone11: policies for who sends mail; the scenarios of its specification by their names."""

from typing import Any

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import zone11
from provision.model.query import NOT_CHECKED, Silence
from provision.names import Fqdn, parse_ip
from tests.checks.dns.test_zone09 import ARPA, ROOT, arpa, root, top
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, Row, World, at

HEALTHY = World()
OK, ERROR, NONE = "Z11_SPF_SYNTAX_OK", "Z11_SPF_SYNTAX_ERROR", "Z11_NO_SPF_FOUND"
MIXED, GROUP = "Z11_INCONSISTENT_SPF_POLICIES", "Z11_DIFFERENT_SPF_POLICIES_FOUND"
UNABLE, MANY = {"Z11_UNABLE_TO_CHECK_FOR_SPF"}, "Z11_SPF_MULTIPLE_RECORDS"
NO_MAIL, NULL, NON_NULL = (
    "Z11_NO_SPF_NON_MAIL_DOMAIN",
    "Z11_NULL_SPF_NON_MAIL_DOMAIN",
    "Z11_NON_NULL_SPF_NON_MAIL_DOMAIN",
)
SPF = 'dinkes.go.id TXT "v=spf1 -all"\n'
ALL = f"ns1.dinkes.go.id/{NS1_4};ns1.dinkes.go.id/{NS1_6};ns2.penyedia.id/{NS2_4}"
DOMAIN = {"domain": "dinkes.go.id"}
# Two names at one address.
TWICE = [NameServer(Fqdn(name), glue=(parse_ip(NS1_4),)) for name in ("ns1.dinkes.go.id", "ns9.dinkes.go.id")]


def txt(*texts: str, at_: tuple[str, ...] = (), world: World = HEALTHY) -> World:
    records = "".join(f'dinkes.go.id TXT "{text}"\n' for text in texts)
    return world.edited("dinkes.go.id", SPF, records, *at_)


def faulty(address: Any = CHILD, **parts: Any) -> World:
    return HEALTHY.with_fault(at(address, "TXT", **parts))


ROWS = [
    Row(zone11, "healthy", {OK}, args={OK: DOMAIN}),
    Row(zone11, "GOOD-SPF-1", {OK}, txt("v=spf1")),
    Row(zone11, "GOOD-SPF-2", {OK}, txt("v=spf1 mx a:x.id ip4:103.94.10.0/24 include:_spf.penyedia.id ~all")),
    Row(zone11, "in capitals and two parts", {OK}, txt('V=SPF1 MX" " -ALL')),
    Row(zone11, "SAME-SPF-DIFFERENT-TXT", {OK}, txt("v=spf1 -all", "b", at_=(NS2_4,), world=txt("v=spf1 -all", "a", at_=(NS1_4, NS1_6)))),
    Row(zone11, "same but for capitals", {OK}, txt("V=spf1 -ALL", at_=(NS2_4,))),
    Row(zone11, "NO-TXT", {NONE}, txt(), args={NONE: DOMAIN}),
    Row(zone11, "NO-SPF-TXT", {NONE}, txt("v=spf10 -all", "spf", "v=DMARC1; p=none")),
    Row(zone11, "NO-SPF-ROOT-ZONE", {NO_MAIL}, root(""), zone=Fqdn(""), told=ROOT, args={NO_MAIL: {"domain": "."}}),
    Row(zone11, "NULL-SPF-ROOT-ZONE", {NULL}, root('@ TXT "v=spf1 -all"'), zone=Fqdn(""), told=ROOT),
    Row(zone11, "NON-NULL-SPF-ROOT-ZONE", {NON_NULL}, root('@ TXT "v=spf1 ip4:103.94.10.6 -all"'), zone=Fqdn(""), told=ROOT),
    Row(zone11, "NO-SPF-TLD-ZONE", {NO_MAIL}, zone=Fqdn("id")),
    Row(zone11, "NULL-SPF-TLD-ZONE", {NULL}, top('id TXT "v=spf1  -all "'), zone=Fqdn("id"), args={NULL: {"domain": "id"}}),
    Row(zone11, "NON-NULL-SPF-TLD-ZONE", {NON_NULL}, top('id TXT "v=spf1 a -all"'), zone=Fqdn("id"), args={NON_NULL: {"domain": "id"}}),
    Row(zone11, "a TLD with a faulty policy", {ERROR}, top('id TXT "v=spf1 all-"'), zone=Fqdn("id")),
    Row(zone11, "NO-SPF-ARPA-ZONE", {NO_MAIL}, arpa(""), zone=ARPA),
    Row(zone11, "NULL-SPF-ARPA-ZONE", {NULL}, arpa(f'{ARPA} TXT "v=spf1 -all"\n'), zone=ARPA),
    Row(zone11, "NON-NULL-SPF-ARPA-ZONE", {NON_NULL}, arpa(f'{ARPA} TXT "v=spf1"\n'), zone=ARPA),
    Row(zone11, "INVALID-SYNTAX-1", {ERROR}, txt("v=spf1 ip4=103.94.10.0/24:x mx:"), args={ERROR: {**DOMAIN, "ns_list": ALL}}),
    Row(zone11, "INVALID-SYNTAX-2", {ERROR}, txt("v=spf1 none"), told=TWICE, args={ERROR: {"ns_list": f"{ALL};ns9.dinkes.go.id/{NS1_4}"}}),
    Row(zone11, "INVALID-SYNTAX-3", {ERROR}, txt("v=spf1  \\195\\169\\007\\255"), args={ERROR: DOMAIN}),
    Row(zone11, "NON-AUTH-TXT", UNABLE, faulty(authoritative=False)),
    Row(zone11, "SERVFAIL", UNABLE, faulty(rcode="SERVFAIL", answer=())),
    Row(zone11, "silent", UNABLE, faulty(silence=Silence.TIMEOUT)),
    Row(zone11, "one fails", {OK}, faulty(NS2_4, rcode="SERVFAIL", answer=())),
    Row(zone11, "INCONSISTENT-SPF", {MIXED, GROUP}, txt("v=spf1 mx -all", at_=(NS2_4,)), args={GROUP: {"ns_list": f"ns2.penyedia.id/{NS2_4}"}}),
    Row(zone11, "SPF-MISSING-ON-ONE", {MIXED, GROUP}, txt("x", at_=(NS2_4,)), args={GROUP: {"ns_list": f"ns1.dinkes.go.id/{NS1_4};ns1.dinkes.go.id/{NS1_6}"}}),
    Row(zone11, "ALL-DIFFERENT-SPF", {MIXED, GROUP}, txt("v=spf1 mx", at_=(NS1_4,), world=txt("v=spf1 a", at_=(NS2_4,))), args={GROUP: {"ns_list": f"ns1.dinkes.go.id/{NS1_6}"}}),
    Row(zone11, "one more on one", {MIXED, GROUP}, txt("v=spf1 -all", "v=spf1 mx", at_=(NS2_4,))),
    Row(zone11, "MULTIPLE-SPF-RECORDS", {MANY}, txt("v=spf1 -all", "v=spf1 mx"), args={MANY: {"ns_list": ALL}}),
    *[Row(zone11, f"{silence}", set(), faulty(silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
