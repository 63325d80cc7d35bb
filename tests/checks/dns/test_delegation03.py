"""Delegation03: the size of the referral."""

from collections.abc import Sequence

import pytest

from provision.checks.dns import delegation03
from provision.names import Fqdn
from tests.checks.dns.changed import (
    HEALTHY,
    TWO_INSIDE,
    parent,
    told,
)
from tests.checks.dns.world import NS1_4, NS1_6, Row, World


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
