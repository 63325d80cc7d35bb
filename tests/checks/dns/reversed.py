"""The healthy world with a reverse tree: the root delegates `arpa`, and its one server knows the names of addresses."""

from collections.abc import Mapping

from provision.names import parse_ip
from tests.checks.dns.world import NS1_4, NS1_6, NS2_4, ROOT_IP, SOA, World

ARPA = "103.19.179.179"
POINTERS: Mapping[str, str] = {
    NS1_4: "ns1.dinkes.go.id.",
    NS1_6: "ns1.dinkes.go.id.",
    NS2_4: "ns2.penyedia.id.",
}


def pointer(address: str) -> str:
    """Return the name under which an address is looked up."""
    return parse_ip(address).reverse_pointer


def with_pointers(names: Mapping[str, str], more: str = "") -> World:
    """Return the world whose reverse tree has these names, each several parted by spaces, and further records."""
    records = [f"{pointer(ip)} PTR {name}" for ip, several in names.items() for name in several.split()]
    text = "\n".join([f"arpa SOA {SOA}", "arpa NS ns.arpa.", f"ns.arpa A {ARPA}", *records, more])
    world = World().edited(
        "", "id NS b.dns.id.", f"arpa NS ns.arpa.\nns.arpa A {ARPA}\nid NS b.dns.id.", ROOT_IP
    )
    return world.with_zone("arpa", text, ARPA)


REVERSED = with_pointers(POINTERS)
NOTHING = with_pointers({})
