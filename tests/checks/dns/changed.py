"""Worlds that differ from the healthy one in a zone's text, for the tables of several test cases."""

from collections.abc import Sequence

from provision.checks.delegation import NameServer
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import NS1_4, NS1_6, NS2_4, ZONE, World

HEALTHY = World()
NS2_6, SPARE_4 = "2001:df0:54::53", "103.94.12.53"
DUAL = HEALTHY.edited(
    "penyedia.id", "ns2.penyedia.id A", f"ns2.penyedia.id AAAA {NS2_6}\nns2.penyedia.id A"
).with_zone("dinkes.go.id", HEALTHY.served[NS1_4]["dinkes.go.id"], NS2_6)
NS1, NS2 = "ns1.dinkes.go.id", "ns2.penyedia.id"
SPARED = [Silence.NO_FAMILY, Silence.NOT_PUBLIC, Silence.BUDGET]


def parent(old: str, new: str, world: World = DUAL) -> World:
    return world.edited("go.id", old, new)


def zone(old: str, new: str, world: World = DUAL, *addresses: str) -> World:
    return world.edited("dinkes.go.id", old, new, *addresses)


def told(**servers: Sequence[str]) -> list[NameServer]:
    return [
        NameServer.from_json({"name": f"{name}.{ZONE}", "addresses": ips}) for name, ips in servers.items()
    ]


NS2_DEL, NS2_CHILD = "dinkes.go.id NS ns2.penyedia.id.\n", "dinkes.go.id NS ns2.penyedia.id.\n"
NS1_DEL_4, NS1_DEL_6 = f"ns1.dinkes.go.id A {NS1_4}\n", f"ns1.dinkes.go.id AAAA {NS1_6}\n"
INSIDE_2 = f"{ZONE} NS ns2.{ZONE}.\n"
TWO_INSIDE = zone(NS2_CHILD, f"{INSIDE_2}ns2.{ZONE} A {NS2_4}\n", parent(
    NS2_DEL, f"{INSIDE_2}ns2.{ZONE} A {NS2_4}\n", HEALTHY))  # fmt: skip
REFERS = {
    "authoritative": False,
    "answer": (),
    "authority": (RRset.hosts(Fqdn("id"), "NS", 60, [Fqdn("b.dns.id")]),),
}

# As the scenarios of Zonemaster's test cases are: two name servers within the zone, each over both families.
NS2_INSIDE = f"ns2.{ZONE}"
NS1_RECORDS = f"{NS1} A {NS1_4}\n{NS1} AAAA {NS1_6}\n"
NS2_RECORDS = f"{NS2_INSIDE} A {NS2_4}\n{NS2_INSIDE} AAAA {NS2_6}\n"
INSIDE = parent(
    NS2_DEL,
    f"{INSIDE_2}{NS2_RECORDS}",
    zone(NS2_CHILD, f"{INSIDE_2}{NS2_RECORDS}", HEALTHY),
)
INSIDE = INSIDE.with_zone("dinkes.go.id", INSIDE.served[NS1_4]["dinkes.go.id"], NS2_6)
