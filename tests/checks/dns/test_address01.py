"""Address01: each tag, by where in the registries the addresses lie; on loopback all is only noted."""

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import address01
from provision.checks.dns.address01 import DOCUMENTATION, LOCAL, NONE_REACHABLE, OTHER, REACHABLE, kind
from provision.model.finding import Level
from provision.model.profile import Profile
from provision.model.query import Silence
from provision.names import Fqdn, parse_ip, seen_ip
from tests.checks.dns.world import NS1_4, NS1_6, PENYEDIA_IP, Row, World, findings, tags

REHEARSAL = Profile(special=True)
WELL, WELL6 = "103.94.10.53", "2001:df0:53::53"


def told(*pairs: tuple[str, str]) -> list[NameServer]:
    return [
        NameServer(Fqdn(f"ns{number}.dinkes.go.id"), glue=tuple(map(parse_ip, pair)))
        for number, pair in enumerate(pairs, 1)
    ]


def row(title: str, wanted: set[str], *pairs: tuple[str, str], **parts: object) -> Row:
    return Row(address01, title, wanted, told=told(*pairs), **parts)  # type: ignore[arg-type]


# No zone stands behind the addresses that are told, so that nothing but these is judged.
ROWS = [
    Row(address01, "healthy", {REACHABLE}),
    row("set aside, and reached from everywhere", {REACHABLE}, (WELL, WELL6), ("192.175.48.6", "2620:4f:8000::6")),
    row("local and documentation", {LOCAL, DOCUMENTATION, REACHABLE}, ("10.1.2.3", WELL6), (WELL, "2001:db8::53"),
        args={LOCAL: {"ns_list": "ns1.dinkes.go.id/10.1.2.3"}, DOCUMENTATION: {"ns_list": "ns2.dinkes.go.id/2001:db8::53"}}),
    row("documentation and local", {LOCAL, DOCUMENTATION, REACHABLE}, ("203.0.113.9", WELL6), (WELL, "fd00::53")),
    row("documentation and other", {DOCUMENTATION, OTHER, REACHABLE}, ("192.0.2.9", WELL6), (WELL, "2002::1")),
    row("local and other", {LOCAL, OTHER, REACHABLE}, ("100.64.0.1", WELL6), (WELL, "100::1")),
    row("all kinds", {LOCAL, DOCUMENTATION, OTHER, REACHABLE}, ("192.0.0.8", "fe80::1"), (WELL, "3fff::1")),
    row("none to be reached", {LOCAL, DOCUMENTATION, OTHER, NONE_REACHABLE},
        ("127.0.0.1", "ff02::1"), ("198.51.100.1", "::1"), ("240.0.0.1", "2001:db8::1")),
    Row(address01, "no server", {"A01_NO_NAME_SERVERS_FOUND"}, zone=Fqdn("x.go.id")),
    Row(address01, "no server could be looked up from here", set(),
        World().edited("go.id", f"ns1.dinkes.go.id A {NS1_4}\nns1.dinkes.go.id AAAA {NS1_6}\n", "")
        .with_fault(lambda query, answer: answer if str(query.server) != PENYEDIA_IP else type(answer)(query, Silence.NO_FAMILY))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


KINDS = [
    ("8.8.8.8", REACHABLE), ("0.0.0.1", OTHER), ("10.0.0.1", LOCAL), ("100.64.0.1", LOCAL), ("127.9.9.9", LOCAL),
    ("169.254.1.1", LOCAL), ("172.16.0.1", LOCAL), ("192.168.1.1", LOCAL), ("192.0.0.9", REACHABLE), ("192.0.0.1", OTHER),
    ("192.0.2.1", DOCUMENTATION), ("192.88.99.1", OTHER), ("198.18.0.1", OTHER), ("224.0.0.1", OTHER), ("255.255.255.255", OTHER),
    ("2001:df0::1", REACHABLE), ("::1", LOCAL), ("::", OTHER), ("::ffff:10.0.0.1", OTHER), ("64:ff9b::1", REACHABLE),
    ("64:ff9b:1::1", OTHER), ("2001:db8::1", DOCUMENTATION), ("3fff::1", DOCUMENTATION), ("2001:0:1::1", OTHER),
    ("fc00::1", LOCAL), ("fe80::1", LOCAL), ("5f00::1", OTHER), ("4000::1", OTHER),
]  # fmt: skip


@pytest.mark.parametrize(("address", "tag"), KINDS)
def test_kinds(address: str, tag: str) -> None:
    assert kind(seen_ip(address)) == tag


def test_in_rehearsal_it_is_only_noted() -> None:
    servers = told(("127.0.0.1", "::1"))
    loud = findings(address01, World(), told=servers)
    quiet = findings(address01, World(), told=servers, profile=REHEARSAL)
    assert tags(loud) == tags(quiet) == {LOCAL, NONE_REACHABLE}
    assert {finding.level for finding in loud} == {Level.ERROR}
    assert {(finding.level, finding.letter) for finding in quiet} == {(Level.INFO, None)}
