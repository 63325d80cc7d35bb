"""Every block of both IANA special-purpose registries, with an address inside and the neighbours outside.

Written down from the registries again, not from the code: network, whether it is globally reachable.
"""

from ipaddress import ip_address, ip_network

import pytest

from provision.checks.office.special_purpose import special_purpose
from provision.names import Ip

V4 = [
    ("0.0.0.0/8", False), ("0.0.0.0/32", False), ("10.0.0.0/8", False), ("100.64.0.0/10", False), ("127.0.0.0/8", False),
    ("169.254.0.0/16", False), ("172.16.0.0/12", False), ("192.0.0.0/24", False), ("192.0.0.0/29", False),
    ("192.0.0.8/32", False), ("192.0.0.9/32", True), ("192.0.0.10/32", True), ("192.0.0.170/32", False),
    ("192.0.0.171/32", False), ("192.0.2.0/24", False), ("192.31.196.0/24", True), ("192.52.193.0/24", True),
    ("192.88.99.0/24", False), ("192.88.99.2/32", False), ("192.168.0.0/16", False), ("192.175.48.0/24", True), ("198.18.0.0/15", False),
    ("198.51.100.0/24", False), ("203.0.113.0/24", False), ("240.0.0.0/4", False), ("255.255.255.255/32", False),
    ("224.0.0.0/4", False),
]  # fmt: skip
V6 = [
    ("::1/128", False), ("::/128", False), ("::ffff:0:0/96", False), ("64:ff9b::/96", True), ("64:ff9b:1::/48", False),
    ("100::/64", False), ("100:0:0:1::/64", False), ("2001::/23", False), ("2001::/32", False), ("2001:1::1/128", True),
    ("2001:1::2/128", True), ("2001:1::3/128", True), ("2001:2::/48", False), ("2001:3::/32", True),
    ("2001:4:112::/48", True), ("2001:10::/28", False), ("2001:20::/28", True), ("2001:30::/28", True),
    ("2001:db8::/32", False), ("2002::/16", False), ("2620:4f:8000::/48", True), ("3fff::/20", False),
    ("5f00::/16", False), ("fc00::/7", False), ("fe80::/10", False), ("ff00::/8", False),
]  # fmt: skip
BLOCKS = [(ip_network(network), reachable) for network, reachable in V4 + V6]


def expected(address: Ip) -> bool:
    """Tell, by the narrowest block of the registries, whether an address is reached from everywhere."""
    around = [(network, reachable) for network, reachable in BLOCKS if address in network]
    if around:
        return max(around, key=lambda row: row[0].prefixlen)[1]
    return address.version == 4 or address in ip_network("2000::/3")


@pytest.mark.parametrize(("network", "reachable"), V4 + V6)
def test_inside(network: str, *, reachable: bool) -> None:
    block = ip_network(network)
    narrower = {
        one for one, _ in BLOCKS if one.version == block.version and one != block and one.subnet_of(block)
    }
    inside = [block[0], block[-1], block[block.num_addresses // 2]]
    for address in (one for one in inside if not any(one in other for other in narrower)):
        assert (special_purpose(address) is None) is reachable, address


@pytest.mark.parametrize("network", [network for network, _ in V4 + V6])
def test_neighbours(network: str) -> None:
    block = ip_network(network)
    family, highest = type(block[0]), 2**block.max_prefixlen - 1
    for number in (int(block[0]) - 1, int(block[-1]) + 1):
        if 0 <= number <= highest:
            address = family(number)
            assert (special_purpose(address) is None) is expected(address), address


PUBLIC = ["1.1.1.1", "103.94.10.5", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255",
          "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "9.255.255.255", "11.0.0.0", "128.0.0.0",
          "2000::", "2001:200::1", "2400:cb00::1", "2001:db7:ffff::1", "2001:db9::1", "3ffe::1", "3fff:1000::"]  # fmt: skip
NOT_PUBLIC = ["4000::1", "fec0::1", "1fff::1", "::2", "64:ff9b:0:1::1", "::ffff:103.94.10.5", "0:0:0:1::"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert special_purpose(ip_address(address)) is None


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    block = special_purpose(ip_address(address))
    assert block
    assert ip_address(address) in block.network
    assert block.name
    assert block.source
