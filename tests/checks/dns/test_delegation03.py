"""Delegation03: the size of the referral."""

from collections.abc import Sequence

import dns.message
import dns.name
import dns.rrset
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns import delegation03
from provision.names import Fqdn, parse_ip
from tests.checks.dns.changed import (
    HEALTHY,
    TWO_INSIDE,
    parent,
    told,
)
from tests.checks.dns.world import NS1_4, NS1_6, Row, World
from tests.checks.driving import run


def referred(apex: str, *names: str, glue: Sequence[str] = ()) -> World:
    """Return the world where a zone of these name servers is delegated from go.id, each with this glue."""
    lines = [f"{apex} NS {name}." for name in names]
    lines += [f"{name} {'AAAA' if ':' in ip else 'A'} {ip}" for name in names for ip in glue]
    return HEALTHY.edited("go.id", "dinkes.go.id NS ns1", "\n".join([*lines, "dinkes.go.id NS ns1"]))


BOTH = (NS1_4, NS1_6)
OK_2, LARGE_1, LARGE_2 = (
    "referral-size-ok-2.go.id",
    "referral-size-too-large-1.go.id",
    "referral-size-too-large-2.go.id",
)
LONG = [
    f"ns{n}.{n}abcdefghijklmnopqrstuvwxyz.{n}abcdefghijklmnopqrstuvwxy.{n}abcdefghijklmnopqrstuvw.delegation03.xb"
    for n in range(1, 5)
]
ROWS = [
    # Header and question; two records with their names compressed; glue over IPv6 alone, for over IPv4 one name
    # lies outside the parent.
    Row(delegation03, "small", {"REFERRAL_SIZE_OK"}, args={"REFERRAL_SIZE_OK": {"size": 12 + 259 + 18 + 27 + 28}}),
    Row(delegation03, "all below the zone", {"REFERRAL_SIZE_OK"}, TWO_INSIDE,
        args={"REFERRAL_SIZE_OK": {"size": 12 + 259 + 18 + 18 + 16 + 28}}),
    Row(delegation03, "large, and not too large", {"REFERRAL_SIZE_OK"},
        referred(OK_2, *(f"ns{n}.ipv{v}-large-but-not-too-large.{OK_2}" for n in (1, 2) for v in (4, 6)), glue=BOTH), Fqdn(OK_2)),
    Row(delegation03, "too large, below the zone", {"REFERRAL_SIZE_TOO_LARGE"},
        referred(LARGE_1, *(f"ns{n}.{n}abcdefghijklmnopqrstuv.{n}defghijkl.{LARGE_1}" for n in range(1, 6)), glue=BOTH),
        Fqdn(LARGE_1), args={"REFERRAL_SIZE_TOO_LARGE": {"size": 12 + 259 + 5 * (12 + 4 + 24 + 11 + 2) + 16 + 28}}),
    Row(delegation03, "too large, elsewhere, without glue", {"REFERRAL_SIZE_TOO_LARGE"},
        referred(LARGE_2, *LONG), Fqdn(LARGE_2)),
    Row(delegation03, "told", {"REFERRAL_SIZE_OK"}, told=told(ns1=[NS1_4])),
    Row(delegation03, "of another letter's case", {"REFERRAL_SIZE_OK"}, parent("dinkes.go.id NS ns1", "dinkes.go.id NS NS1")),
    Row(delegation03, "no delegation", set(), zone=Fqdn("lain.go.id")),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


LABELS = st.sampled_from(["a", "ns1", "dinkes", "x" * 63, r"a\046b"])
SERVERS = st.lists(st.lists(LABELS, max_size=2).map(".".join), min_size=1, max_size=5, unique=True)


@given(st.sampled_from(["", "id", "dinkes.go.id", "a.b.c.dinkes.go.id"]), SERVERS, st.booleans())
def test_the_size_is_that_of_a_real_message(apex: str, hosts: list[str], inside: bool) -> None:
    """What dnspython writes for the longest name is as long."""
    end = apex if inside else "penyedia.id"
    names = [".".join(filter(None, (host, end))) for host in hosts if host or end]
    servers = tuple(NameServer(Fqdn(name), (parse_ip(NS1_4),)) for name in names)
    zone = dns.name.from_text(f"{apex}.")
    message = dns.message.make_response(dns.message.make_query(longest_below(zone), "NS"))
    assume(servers)
    targets = [f"{server.name.text}." for server in servers]
    message.authority.append(dns.rrset.from_text(zone, 0, "IN", "NS", *targets))
    parent = Fqdn(apex).parent
    if all(server.name.is_at_or_below(parent) for server in servers):
        message.additional.append(dns.rrset.from_text(targets[0], 0, "IN", "A", NS1_4))
    [finding] = run(delegation03.check(Delegation(Fqdn(apex), servers, parent=parent)), World())
    assert finding.args == {"size": len(message.to_wire(max_size=65535))}


def longest_below(zone: dns.name.Name) -> dns.name.Name:
    """Return a name of 255 octets below a zone."""
    name, room = zone, 255 - len(zone.to_wire() or b"")
    while room > 1:
        length = min(63, room - 1)
        length -= room - length == 2  # one octet that is left holds no label
        name = dns.name.Name((b"y" * length, *name.labels))
        room -= length + 1
    return name
