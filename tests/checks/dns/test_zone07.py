"""Zone07: the primary of the SOA is itself, an alias, or nobody."""

import pytest

from provision.checks.dns import zone07
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_4, NS2_4, PENYEDIA_IP, SOA, Row, World, at

HEALTHY = World()
GO_SOA = (RRset.of(Fqdn("go.id"), "SOA", 60, [SOA]),)
NONE = {"NO_RESPONSE_SOA_QUERY"}
FINE = {"MNAME_IS_NOT_CNAME"}


def primary(mname: str) -> World:
    return HEALTHY.edited("dinkes.go.id", "SOA ns1.dinkes.go.id.", f"SOA {mname}")


def alias(target: str) -> World:
    """Return the world where the primary is an alias."""
    world = primary("master.dinkes.go.id.")
    return world.edited(
        "dinkes.go.id", "mail.dinkes.go.id A", f"master.dinkes.go.id CNAME {target}\nmail.dinkes.go.id A"
    )


ROWS = [
    Row(zone07, "healthy", FINE, args={"MNAME_IS_NOT_CNAME": {"mname": "ns1.dinkes.go.id"}}),
    Row(zone07, "elsewhere", FINE, primary("ns.penyedia.id."), args={"MNAME_IS_NOT_CNAME": {"mname": "ns.penyedia.id"}}),
    Row(zone07, "an alias in the zone", {"MNAME_IS_CNAME"}, alias("ns1.dinkes.go.id."), args={"MNAME_IS_CNAME": {"mname": "master.dinkes.go.id"}}),
    Row(zone07, "an alias of one elsewhere", {"MNAME_IS_CNAME"}, alias("ns.penyedia.id.")),
    Row(zone07, "an alias of nothing", {"MNAME_IS_CNAME", "MNAME_HAS_NO_ADDRESS"}, alias("gone.dinkes.go.id.")),
    Row(zone07, "an alias of the root", {"MNAME_IS_CNAME", "MNAME_HAS_NO_ADDRESS"}, alias(".")),
    Row(zone07, "an alias of itself", {"MNAME_IS_CNAME", "MNAME_HAS_NO_ADDRESS"}, alias("master.dinkes.go.id.")),
    Row(zone07, "an alias elsewhere", {"MNAME_IS_CNAME"},
        primary("master.penyedia.id.").edited("penyedia.id", "ns2.penyedia.id A", "master.penyedia.id CNAME ns.penyedia.id.\nns2.penyedia.id A"),
        args={"MNAME_IS_CNAME": {"mname": "master.penyedia.id"}}),
    Row(zone07, "does not exist", {"MNAME_IS_NOT_CNAME", "MNAME_HAS_NO_ADDRESS"}, primary("gone.dinkes.go.id."), args={"MNAME_HAS_NO_ADDRESS": {"mname": "gone.dinkes.go.id"}}),
    Row(zone07, "has no address", {"MNAME_IS_NOT_CNAME", "MNAME_HAS_NO_ADDRESS"}, primary("dinkes.go.id.").edited("dinkes.go.id", "dinkes.go.id A 103.94.10.5\n", "")),
    Row(zone07, "an address of four octets for AAAA", {"MNAME_IS_NOT_CNAME", "MNAME_HAS_NO_ADDRESS"}, primary("master.dinkes.go.id.").edited("dinkes.go.id", "mail.dinkes.go.id A", "master.dinkes.go.id AAAA \\# 4 675e0a05\nmail.dinkes.go.id A")),
    Row(zone07, "a dot", {"MNAME_IS_NOT_CNAME", "MNAME_HAS_NO_ADDRESS"}, primary("."), args={"MNAME_HAS_NO_ADDRESS": {"mname": "."}}),
    Row(zone07, "not to be looked up from here", FINE, primary("ns.penyedia.id.").with_fault(at(PENYEDIA_IP, name="ns.penyedia.id", silence=Silence.NO_FAMILY))),
    Row(zone07, "the first that answers counts", {"MNAME_IS_NOT_CNAME"}, HEALTHY.with_fault(at([NS1_4, NS2_4], "SOA", silence=Silence.TIMEOUT))),
    Row(zone07, "the first with authority counts", {"MNAME_IS_NOT_CNAME"}, HEALTHY.with_fault(at(NS1_4, "SOA", authoritative=False, answer=()))),
    Row(zone07, "no authority", NONE, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(zone07, "a SOA of another zone", NONE, HEALTHY.with_fault(at(CHILD, "SOA", answer=GO_SOA))),
    Row(zone07, "a malformed SOA", NONE, HEALTHY.edited("dinkes.go.id", SOA, "\\# 4 00000000")),
    Row(zone07, "refused", NONE, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED", answer=()))),
    Row(zone07, "silent", NONE, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone07, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
