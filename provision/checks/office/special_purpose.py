"""The IANA special-purpose address registries, for both families, and the blocks that route nowhere.

Facts of the registries as last verified on 2026-11-24 (RFC 6890 and its updates): each block with
its name, its document, and whether it is globally reachable. The first match wins: exceptions
stand before the block they lie in.
"""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_network

from provision.model.networks import Network
from provision.names import Ip


@dataclass(frozen=True, slots=True)
class Block:
    """A block of addresses set aside for a purpose."""

    network: Network
    name: str
    source: str
    reachable: bool = False


def _block(network: str, name: str, source: str, *, reachable: bool = False) -> Block:
    return Block(ip_network(network), name, source, reachable)


BLOCKS = (
    _block("0.0.0.0/8", "This network", "RFC 791"),
    _block("10.0.0.0/8", "Private-Use", "RFC 1918"),
    _block("100.64.0.0/10", "Shared Address Space", "RFC 6598"),
    _block("127.0.0.0/8", "Loopback", "RFC 1122"),
    _block("169.254.0.0/16", "Link Local", "RFC 3927"),
    _block("172.16.0.0/12", "Private-Use", "RFC 1918"),
    _block("192.0.0.9/32", "Port Control Protocol Anycast", "RFC 7723", reachable=True),
    _block("192.0.0.10/32", "Traversal Using Relays around NAT Anycast", "RFC 8155", reachable=True),
    _block("192.0.0.0/24", "IETF Protocol Assignments", "RFC 6890"),
    _block("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737"),
    _block("192.31.196.0/24", "AS112-v4", "RFC 7535", reachable=True),
    _block("192.52.193.0/24", "AMT", "RFC 7450", reachable=True),
    _block("192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", "RFC 7526"),
    _block("192.168.0.0/16", "Private-Use", "RFC 1918"),
    _block("192.175.48.0/24", "Direct Delegation AS112 Service", "RFC 7534", reachable=True),
    _block("198.18.0.0/15", "Benchmarking", "RFC 2544"),
    _block("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737"),
    _block("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737"),
    _block("224.0.0.0/4", "Multicast", "RFC 5771"),
    _block("240.0.0.0/4", "Reserved", "RFC 1112"),
    _block("::1/128", "Loopback Address", "RFC 4291"),
    _block("::/128", "Unspecified Address", "RFC 4291"),
    _block("::ffff:0:0/96", "IPv4-mapped Address", "RFC 4291"),
    _block("64:ff9b::/96", "IPv4-IPv6 Translation", "RFC 6052", reachable=True),
    _block("64:ff9b:1::/48", "IPv4-IPv6 Translation", "RFC 8215"),
    _block("100::/64", "Discard-Only Address Block", "RFC 6666"),
    _block("100:0:0:1::/64", "Dummy IPv6 Prefix", "RFC 9780"),
    _block("2001:1::1/128", "Port Control Protocol Anycast", "RFC 7723", reachable=True),
    _block("2001:1::2/128", "Traversal Using Relays around NAT Anycast", "RFC 8155", reachable=True),
    _block("2001:1::3/128", "DNS-SD Service Registration Protocol Anycast", "RFC 9665", reachable=True),
    _block("2001:3::/32", "AMT", "RFC 7450", reachable=True),
    _block("2001:4:112::/48", "AS112-v6", "RFC 7535", reachable=True),
    _block("2001:20::/28", "ORCHIDv2", "RFC 7343", reachable=True),
    _block("2001:30::/28", "Drone Remote ID Protocol Entity Tags", "RFC 9374", reachable=True),
    _block("2001:db8::/32", "Documentation", "RFC 3849"),
    _block("2001::/23", "IETF Protocol Assignments", "RFC 2928"),
    _block("2002::/16", "6to4", "RFC 3056"),
    _block("2620:4f:8000::/48", "Direct Delegation AS112 Service", "RFC 7534", reachable=True),
    _block("3fff::/20", "Documentation", "RFC 9637"),
    _block("5f00::/16", "Segment Routing (SRv6) SIDs", "RFC 9602"),
    _block("fc00::/7", "Unique-Local", "RFC 4193"),
    _block("fe80::/10", "Link-Local Unicast", "RFC 4291"),
    _block("ff00::/8", "Multicast", "RFC 4291"),
)
NOT_UNICAST = Block(ip_network("::/0"), "Outside global unicast (2000::/3)", "RFC 4291")
GLOBAL_V6 = ip_network("2000::/3")


@lru_cache(maxsize=1024)
def special_purpose(address: Ip) -> Block | None:
    """Return the block that keeps an address from being reached from everywhere, or None."""
    block = next((block for block in BLOCKS if address in block.network), None)
    if block:
        return None if block.reachable else block
    outside = address.version == GLOBAL_V6.version and address not in GLOBAL_V6
    return NOT_UNICAST if outside else None
