"""The grammar of SPF policies: what RFC 7208 allows, and what looks alike and is not allowed."""

import time

import pytest

from provision.checks.dns.spf import is_null, is_policy, is_well_formed
from provision.checks.dns.txt import text_of

RIGHT = [
    "", " ", " -all", "  mx   -all  ", " +a ?mx ~ptr -all", " a:x.id/24//64", " a/0", " mx//128", " mx/32//0",
    " ip4:103.94.10.6", " ip4:103.94.10.0/24", " ip6:2001:db8::1", " ip6:2001:db8::/32", " ip6:::ffff:103.94.10.6",
    " include:_spf.penyedia.id", " include:x.id.", " exists:%{i}._spf.%{d2}", " exists:%{ir}.%{l1r-}._x.%{d}",
    " redirect=_spf.x.id", " exp=why.%{d}", " ptr:x.id", " unknown=", " ra=postmaster rp=100", " include:x.xn--p1ai",
    " a:%{d}", " a:x.1d", " exists:a=b.x.id", " include:x%%y.id", " exists:x/y.id", " all mx", " v=spf1", " include:x..id.",
]  # fmt: skip
WRONG = [
    " none", " all-", " -", " mx:", " a:", " include", " include:", " exists", " all:x.id", " all/24", " ip4", " ip4:", " ip4:103.94.10",
    " ip4:103.94.10.6/33", " ip4:103.94.10.6/024", " ip4:103.94.10.06", " ip4:x.id", " ip6:103.94.10.6", " ip6:2001:db8::/129", " ip6:fe80::1%eth0",
    " a/33", " a//129", " a/08", " a/24/64", " mx//", " include:id", " include:x.1", " include:x.-id", " include:x.id-", " a:x.id/24/", " --all", " -redirect=x.id",
    " redirect=", " redirect=x.id redirect=y.id", " exp=a.id exp=b.id", " include:x%y.id", " exists:%{q}.id", " exists:%{d", " =x", " 1x=y", " a;b",
    " x=%z", " include:.", "\t-all", " -all\t", " m\u00e9x", " include:x\u00e9.id", " \x00", " ip4:103.94.10.0/24,103.94.11.0/24",
]  # fmt: skip


@pytest.mark.parametrize("rest", RIGHT)
def test_right(rest: str) -> None:
    assert is_policy(f"v=spf1{rest}")
    assert is_well_formed(f"v=spf1{rest}")
    assert is_well_formed(f"v=spf1{rest}".upper())


@pytest.mark.parametrize("rest", WRONG)
def test_wrong(rest: str) -> None:
    assert is_policy(f"v=spf1{rest}")
    assert not is_well_formed(f"v=spf1{rest}")


@pytest.mark.parametrize(
    "text", ["", "spf1", " v=spf1", "v=spf10", "v=spf1-all", "v=spf1\u00a0-all", "v=spf", "x v=spf1"]
)
def test_no_policy(text: str) -> None:
    assert not is_policy(text)


def test_null() -> None:
    assert is_null("v=SPF1  -ALL ")
    assert not any(map(is_null, ["v=spf1", "v=spf1 ~all", "v=spf1 mx -all", "v=spf1 -all -all"]))


@pytest.mark.parametrize(
    "part", ["a", "a.", "a-", "%{d}", "a/", "a:", "/1", "=", " a", " a=b", " mx//1", " redirect=a"]
)
@pytest.mark.parametrize("term", [" include:", " a:", " x=", " ip6:", ""])
def test_a_huge_policy_costs_its_length(term: str, part: str) -> None:
    began = time.perf_counter()
    is_well_formed(f"v=spf1{term}{part * (60000 // len(part))}!")
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"v=spf1 -all"', "v=spf1 -all"), ('"a" "b"', "ab"), ('""', ""), ('"\\"\\\\"', '"\\'), ('"\\195\\169"', "\u00c3\u00a9"),
        ('"a;b" " c"', "a;b c"), ("\\# 2 0161", ""),
    ],
)  # fmt: skip
def test_text(value: str, text: str) -> None:
    assert text_of(value) == text
