"""Whether an address lies in one of many networks, however these lie in each other."""

import random
from ipaddress import ip_address, ip_network

import pytest

from provision.model.networks import Networks

WRITTEN = (
    "103.94.8.0/22",
    "103.94.9.0/24",
    "103.94.12.0/24",
    "202.0.0.0/8",
    "10.0.0.1/32",
    "2001:df0::/32",
    "::/8",
)
SOME = Networks.of(map(ip_network, WRITTEN))
INSIDE = [
    "103.94.8.0",
    "103.94.9.255",
    "103.94.10.1",
    "103.94.11.255",
    "103.94.12.255",
    "202.255.255.255",
    "10.0.0.1",
]
INSIDE += ["2001:df0::", "2001:df0:ffff:ffff:ffff:ffff:ffff:ffff", "::1"]
OUTSIDE = ["103.94.7.255", "103.94.13.0", "255.255.255.255", "10.0.0.0", "10.0.0.2", "2001:df1::"]
OUTSIDE += ["2001:dee::", "ffff::"]


@pytest.mark.parametrize(
    ("address", "within"), [(ip, True) for ip in INSIDE] + [(ip, False) for ip in OUTSIDE]
)
def test_inside_or_outside(address: str, within: bool) -> None:
    assert (ip_address(address) in SOME) is within


def test_none_holds_nothing() -> None:
    assert ip_address("10.0.0.1") not in Networks.of([])


def test_as_each_by_itself() -> None:
    chance = random.Random(7)  # noqa: S311 - the same each time, which is what a test wants
    written = [
        ip_network((chance.getrandbits(32), chance.choice((9, 14, 20, 24))), strict=False) for _ in range(40)
    ]
    many = Networks.of(written)
    for _ in range(2000):
        address = ip_address(chance.getrandbits(32))
        assert (address in many) is any(address in one for one in written)
