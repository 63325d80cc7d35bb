"""A world of four generations: the root, `kab.id`, below it `dinas.kab.id`, and below that the zone under test.

As in Zonemaster's scenarios for basic01: each generation has two servers within it; a row changes one server's text.
"""

from provision.names import Fqdn
from tests.checks.dns.world import ROOT_IP, World

CHILD = Fqdn("anak.dinas.kab.id")
GRAND1, GRAND2 = "103.1.0.1", "103.1.0.2"
PARENT1, PARENT2 = "103.2.0.1", "103.2.0.2"
CHILD1, CHILD2 = "103.3.0.1", "103.3.0.2"
SOA_WORDS = "ns1.kab.id. admin.kab.id. 1 14400 3600 604800 3600"
CUT = "anak.dinas.kab.id NS ns1.anak.dinas.kab.id.\nanak.dinas.kab.id NS ns2.anak.dinas.kab.id.\n"
GLUE = f"ns1.anak.dinas.kab.id A {CHILD1}\nns2.anak.dinas.kab.id A {CHILD2}\n"
PARENT_CUT = "dinas.kab.id NS ns1.dinas.kab.id.\ndinas.kab.id NS ns2.dinas.kab.id.\n"
PARENT_GLUE = f"ns1.dinas.kab.id A {PARENT1}\nns2.dinas.kab.id A {PARENT2}\n"
ROOT_TEXT = f"""
@ SOA {SOA_WORDS}
@ NS root.
root A {ROOT_IP}
kab.id NS ns1.kab.id.
kab.id NS ns2.kab.id.
ns1.kab.id A {GRAND1}
ns2.kab.id A {GRAND2}
"""
GRAND_TEXT = f"""
kab.id SOA {SOA_WORDS}
kab.id NS ns1.kab.id.
kab.id NS ns2.kab.id.
ns1.kab.id A {GRAND1}
ns2.kab.id A {GRAND2}
{PARENT_CUT}{PARENT_GLUE}"""
PARENT_TEXT = f"""
dinas.kab.id SOA {SOA_WORDS}
{PARENT_CUT}{PARENT_GLUE}{CUT}{GLUE}"""
CHILD_TEXT = f"""
anak.dinas.kab.id SOA {SOA_WORDS}
{CUT}{GLUE}"""
LINEAGE = World(
    {
        ROOT_IP: {"": ROOT_TEXT},
        GRAND1: {"kab.id": GRAND_TEXT},
        GRAND2: {"kab.id": GRAND_TEXT},
        PARENT1: {"dinas.kab.id": PARENT_TEXT},
        PARENT2: {"dinas.kab.id": PARENT_TEXT},
        CHILD1: {"anak.dinas.kab.id": CHILD_TEXT},
        CHILD2: {"anak.dinas.kab.id": CHILD_TEXT},
    }
)


def parent2(text: str) -> World:
    """Return the world where the second server of the parent knows something else in the place of the cut."""
    return LINEAGE.edited("dinas.kab.id", CUT + GLUE, text, PARENT2)


def both(text: str) -> World:
    """Return the world where no server of the parent delegates the zone, and both know something else."""
    return LINEAGE.edited("dinas.kab.id", CUT + GLUE, text)


def hosted(world: World, *addresses: str) -> World:
    """Return the world where these servers also serve the zone under test."""
    return world.with_zone("anak.dinas.kab.id", CHILD_TEXT, *addresses)
