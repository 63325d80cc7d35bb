"""Nameserver06: names without an address, on either side; what could not be looked up from here."""

import pytest

from provision.checks.delegation import NameServer
from provision.checks.dns import nameserver06
from provision.model.query import Silence
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, PENYEDIA_IP, Row, World, at, findings

HEALTHY = World()
OUTSIDE_LOST = HEALTHY.edited("penyedia.id", "ns2.penyedia.id A 103.94.11.53\n", "")
GLUE_LOST = HEALTHY.edited(
    "go.id", "ns1.dinkes.go.id A 103.94.10.53\nns1.dinkes.go.id AAAA 2001:df0:53::53\n", ""
)


ROWS = [
    Row(nameserver06, "healthy", {"CAN_BE_RESOLVED"}),
    Row(nameserver06, "one outside lost", {"CAN_NOT_BE_RESOLVED"}, OUTSIDE_LOST, args={"CAN_NOT_BE_RESOLVED": {"nsname_list": "ns2.penyedia.id"}}),
    Row(nameserver06, "all lost", {"NO_RESOLUTION"}, OUTSIDE_LOST.edited("go.id", "ns1.dinkes.go.id A 103.94.10.53\nns1.dinkes.go.id AAAA 2001:df0:53::53\n", ""),
        args={"NO_RESOLUTION": {"names": "ns1.dinkes.go.id;ns2.penyedia.id"}}),
    Row(nameserver06, "no glue, but the zone has the address", {"CAN_BE_RESOLVED"}, GLUE_LOST),
    Row(nameserver06, "one more in the zone, lost", {"CAN_NOT_BE_RESOLVED"},
        HEALTHY.edited("dinkes.go.id", "dinkes.go.id NS ns2.penyedia.id.", "dinkes.go.id NS ns2.penyedia.id.\ndinkes.go.id NS ns3.dinkes.go.id."),
        args={"CAN_NOT_BE_RESOLVED": {"nsname_list": "ns3.dinkes.go.id"}}),
    Row(nameserver06, "told without address", {"CAN_NOT_BE_RESOLVED"}, told=[NameServer(Fqdn("ns9.dinkes.go.id")), NameServer(Fqdn("ns2.penyedia.id"))],
        args={"CAN_NOT_BE_RESOLVED": {"nsname_list": "ns9.dinkes.go.id"}}),
    Row(nameserver06, "told twice without address", {"CAN_NOT_BE_RESOLVED"},
        told=[NameServer(Fqdn("ns8.dinkes.go.id")), NameServer(Fqdn("ns9.dinkes.go.id")), NameServer(Fqdn("ns2.penyedia.id"))],
        args={"CAN_NOT_BE_RESOLVED": {"nsname_list": "ns8.dinkes.go.id;ns9.dinkes.go.id"}}),
    Row(nameserver06, "told without address, though the zone has one", {"CAN_NOT_BE_RESOLVED"},
        told=[NameServer(Fqdn("ns1.dinkes.go.id")), NameServer(Fqdn("ns2.penyedia.id"))], args={"CAN_NOT_BE_RESOLVED": {"nsname_list": "ns1.dinkes.go.id"}}),
    Row(nameserver06, "silent servers have names", {"CAN_BE_RESOLVED"}, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    Row(nameserver06, "one not to be looked up from here", set(), HEALTHY.with_fault(at(PENYEDIA_IP, silence=Silence.NO_FAMILY))),
    Row(nameserver06, "none to be looked up from here", set(), HEALTHY.with_fault(at(PENYEDIA_IP, silence=Silence.NO_FAMILY)),
        told=[NameServer(Fqdn("ns2.penyedia.id")), NameServer(Fqdn("ns3.penyedia.id"))]),
    Row(nameserver06, "no delegation", set(), zone=Fqdn("tiada.go.id")),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


LETTERS = [
    ("outside", OUTSIDE_LOST, [], "name server ns2.penyedia.id tidak ditemukan"),
    ("inside", HEALTHY, ["ns8.dinkes.go.id", "ns2.penyedia.id"], "ns8.dinkes.go.id berada di dalam dinkes.go.id sendiri"),
    ("inside, two", HEALTHY, ["ns8.dinkes.go.id", "ns9.dinkes.go.id"], "ns8.dinkes.go.id, ns9.dinkes.go.id berada di dalam"),
    ("either", OUTSIDE_LOST, ["ns8.dinkes.go.id", "ns2.penyedia.id"], "periksalah penulisan nama yang lain"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("world", "names", "words"), [row[1:] for row in LETTERS], ids=[row[0] for row in LETTERS]
)
def test_letter(world: World, names: list[str], words: str) -> None:
    [finding] = findings(nameserver06, world, told=[NameServer(Fqdn(name)) for name in names])
    assert finding.letter
    assert words in finding.letter.to("id")
