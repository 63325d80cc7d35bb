"""Connectivity04: each tag, after Zonemaster's scenarios."""

from collections.abc import Mapping

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import connectivity04
from provision.model.query import Silence
from provision.names import Fqdn, parse_ip
from tests.checks.dns.announcing import APART, ASN, CYMRU, announcing, asked_name
from tests.checks.dns.world import NS1_4, NS1_6, NS2_4, Row, World, at

RAW = {"CN04_ASN_INFOS_RAW", "CN04_ASN_INFOS_ANNOUNCE_IN"}
EMPTY, ERROR = {"CN04_EMPTY_PREFIX_SET"}, {"CN04_ERROR_PREFIX_DATABASE"}
NS2_6, NS3_4, NS3_6 = "2001:df0:54::53", "103.94.10.99", "2001:df0:53::99"
BOTH = {**APART, NS2_6: "64501 | 2001:df0:54::/48"}
IN_ONE = {
    NS1_4: "64500 | 103.94.10.0/23",
    NS2_4: "64500 | 103.94.10.0/23",
    NS1_6: "64500 | 2001:df0::/32",
    NS2_6: "64500 | 2001:df0::/32",
}


def told(*addresses: str) -> list[NameServer]:
    """Return servers within the zone, each at one address; no zone stands behind them."""
    return [
        NameServer(Fqdn(f"ns{number}.x.go.id"), glue=(parse_ip(ip),))
        for number, ip in enumerate(addresses, 1)
    ]


def row(
    title: str,
    wanted: set[str],
    known: Mapping[str, str],
    *addresses: str,
    world: World | None = None,
    **parts: object,
) -> Row:
    return Row(connectivity04, title, wanted, world or announcing(known), Fqdn("x.go.id"), told(*addresses),
               how={"profile": CYMRU}, **parts)  # type: ignore[arg-type]  # fmt: skip


FOUR = (NS1_4, NS2_4, NS1_6, NS2_6)
DIFFERENT = {"CN04_IPV4_DIFFERENT_PREFIX", "CN04_IPV6_DIFFERENT_PREFIX"}
OTHER = {**BOTH, NS2_4: f"{BOTH[NS2_4]};This is not ASN data", NS2_6: f"{BOTH[NS2_6]};This is not ASN data"}
ASTRAY = {**BOTH, NS2_4: f"{BOTH[NS2_4]};64501 | 10.0.0.0/8", NS2_6: f"{BOTH[NS2_6]};64501 | 2001:db8::/32"}
WIDE = {ip: f"{IN_ONE[ip]};{BOTH[ip]}" for ip in FOUR}
ROWS = [
    Row(connectivity04, "no source, nothing said", set(), announcing(APART)),
    row("apart", RAW | DIFFERENT, BOTH, *FOUR,
        args={"CN04_IPV4_DIFFERENT_PREFIX": {"ns_list": f"ns1.x.go.id/{NS1_4};ns2.x.go.id/{NS2_4}"},
              "CN04_ASN_INFOS_RAW": {"ns_ip": NS1_4, "data": APART[NS1_4]},
              "CN04_ASN_INFOS_ANNOUNCE_IN": {"ns_ip": NS2_6, "prefix": "2001:df0:54::/48"}}),
    row("apart, IPv4 alone", RAW | {"CN04_IPV4_DIFFERENT_PREFIX"}, BOTH, NS1_4, NS2_4),
    row("apart, IPv6 alone", RAW | {"CN04_IPV6_DIFFERENT_PREFIX"}, BOTH, NS1_6, NS2_6),
    row("not known: no such name", EMPTY, {}, NS1_4, NS1_6, args={"CN04_EMPTY_PREFIX_SET": {"ns_ip": NS1_6}}),
    row("not known: no text", EMPTY, {}, NS1_4, world=announcing({}, f"{asked_name(NS1_4)} A 10.0.0.1")),
    row("failure", ERROR, BOTH, NS1_4, NS1_6, world=announcing(BOTH).with_fault(at(ASN, rcode="SERVFAIL", answer=()))),
    row("refused", ERROR, BOTH, NS1_4, world=announcing(BOTH).with_fault(at(ASN, rcode="REFUSED", answer=()))),
    row("silence", ERROR, BOTH, NS1_4, NS1_6, world=announcing(BOTH).with_fault(at(ASN, silence=Silence.TIMEOUT))),
    row("other words beside", RAW | DIFFERENT | ERROR, OTHER, *FOUR, args={"CN04_ERROR_PREFIX_DATABASE": {"ns_ip": NS2_4}}),
    row("other words alone", ERROR, dict.fromkeys(FOUR, "This is not ASN data"), NS1_4, NS1_6),
    row("another prefix beside", RAW | DIFFERENT | ERROR, ASTRAY, *FOUR),
    row("another prefix alone", ERROR, {NS1_4: "64501 | 10.0.0.0/8", NS1_6: "64501 | 10.0.0.0/8"}, NS1_4, NS1_6),
    row("an alias", ERROR, {}, NS1_4, world=announcing({}, f"{asked_name(NS1_4)} CNAME x.id.")),
    row("one IPv4 prefix", RAW | {"CN04_IPV4_SAME_PREFIX", "CN04_IPV4_SINGLE_PREFIX"}, IN_ONE, NS1_4, NS2_4,
        args={"CN04_IPV4_SAME_PREFIX": {"ip_prefix": "103.94.10.0/23", "ns_list": f"ns1.x.go.id/{NS1_4};ns2.x.go.id/{NS2_4}"}}),
    row("two IPv4 prefixes", RAW | {"CN04_IPV4_SAME_PREFIX", "CN04_IPV4_DIFFERENT_PREFIX"},
        {**BOTH, NS3_4: APART[NS1_4]}, NS1_4, NS2_4, NS3_4),
    row("one IPv6 prefix", RAW | {"CN04_IPV6_SAME_PREFIX", "CN04_IPV6_SINGLE_PREFIX"}, IN_ONE, NS1_6, NS2_6),
    row("two IPv6 prefixes", RAW | {"CN04_IPV6_SAME_PREFIX", "CN04_IPV6_DIFFERENT_PREFIX"},
        {**BOTH, NS3_6: APART[NS1_6]}, NS1_6, NS2_6, NS3_6),
    row("one server, IPv4", RAW | {"CN04_IPV4_SINGLE_PREFIX", "CN04_IPV4_DIFFERENT_PREFIX"}, BOTH, NS1_4),
    row("one server, IPv6", RAW | {"CN04_IPV6_SINGLE_PREFIX", "CN04_IPV6_DIFFERENT_PREFIX"}, BOTH, NS1_6),
    row("a wide prefix for all, and a narrow one for each", RAW | DIFFERENT, WIDE, *FOUR),
    row("a wide prefix for all, and a narrow one for one", RAW | DIFFERENT, {**WIDE, NS2_4: IN_ONE[NS2_4], NS2_6: IN_ONE[NS2_6]}, *FOUR),
    row("one prefix, and one address of which nothing is known", RAW | EMPTY | {"CN04_IPV4_DIFFERENT_PREFIX"}, APART, NS1_4, NS3_4),
    row("no server", set(), {}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
