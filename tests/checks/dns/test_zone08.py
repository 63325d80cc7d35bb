"""Zone08: mail exchanges that are aliases, in the zone and elsewhere."""

import pytest

from provision.checks.dns import zone08
from provision.model.query import NOT_CHECKED, Silence
from tests.checks.dns.world import CHILD, ID_IP, NS1_4, NS1_6, NS2_4, PENYEDIA_IP, Row, World, at

HEALTHY = World()
ALIAS, FINE, NONE = "MX_RECORD_IS_CNAME", "MX_RECORD_IS_NOT_CNAME", {"NO_RESPONSE_MX_QUERY"}
MX = "MX 10 mail.dinkes.go.id."
MAIL = "mail.dinkes.go.id A 103.94.10.6\n"


def exchange(records: str, *addresses: str) -> World:
    return HEALTHY.edited("dinkes.go.id", f"dinkes.go.id {MX}\n", records, *addresses)


ALIASED = HEALTHY.edited("dinkes.go.id", MAIL, "mail.dinkes.go.id CNAME ns1.dinkes.go.id.\n")
OUTSIDE = exchange("dinkes.go.id MX 10 mx.penyedia.id.\n")


ROWS = [
    Row(zone08, "healthy", {FINE}, args={FINE: {"mailtarget_list": "mail.dinkes.go.id"}}),
    Row(zone08, "an alias", {ALIAS}, ALIASED, args={ALIAS: {"mailtarget_list": "mail.dinkes.go.id"}}),
    Row(zone08, "one of two is an alias", {ALIAS, FINE}, ALIASED.edited("dinkes.go.id", MX, f"{MX}\ndinkes.go.id MX 20 ns1.dinkes.go.id."),
        args={ALIAS: {"mailtarget_list": "mail.dinkes.go.id"}, FINE: {"mailtarget_list": "ns1.dinkes.go.id"}}),
    Row(zone08, "elsewhere", {FINE}, OUTSIDE.edited("penyedia.id", "ns2.penyedia.id A", "mx.penyedia.id A 103.94.11.7\nns2.penyedia.id A")),
    Row(zone08, "an alias elsewhere", {ALIAS}, OUTSIDE.edited("penyedia.id", "ns2.penyedia.id A", "mx.penyedia.id CNAME ns.penyedia.id.\nns2.penyedia.id A"),
        args={ALIAS: {"mailtarget_list": "mx.penyedia.id"}}),
    Row(zone08, "does not exist elsewhere", {FINE}, OUTSIDE),
    Row(zone08, "nobody tells of it elsewhere", set(), OUTSIDE.with_fault(at(PENYEDIA_IP, name="mx.penyedia.id", silence=Silence.TIMEOUT))),
    Row(zone08, "not to be looked up from here", set(), OUTSIDE.with_fault(at([PENYEDIA_IP, ID_IP], name="mx.penyedia.id", silence=Silence.NO_FAMILY))),
    Row(zone08, "does not exist", {FINE}, HEALTHY.edited("dinkes.go.id", MAIL, "")),
    Row(zone08, "no mail", set(), exchange("")),
    Row(zone08, "a null MX", set(), exchange("dinkes.go.id MX 0 .\n")),
    Row(zone08, "a malformed MX", set(), exchange("dinkes.go.id MX \\# 2 000a\n")),
    Row(zone08, "the first with authority counts", {FINE}, ALIASED.with_zone("dinkes.go.id", HEALTHY.served[NS2_4]["dinkes.go.id"], NS2_4).with_fault(
        at([NS1_4, NS1_6], "MX", authoritative=False))),
    Row(zone08, "no authority", NONE, HEALTHY.with_fault(at(CHILD, "MX", authoritative=False))),
    Row(zone08, "refused", NONE, HEALTHY.with_fault(at(CHILD, "MX", rcode="REFUSED"))),
    Row(zone08, "silent", NONE, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *[Row(zone08, f"{silence}", set(), HEALTHY.with_fault(at(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_a_thousand_exchanges_are_looked_up_as_a_few() -> None:
    many = "".join(f"dinkes.go.id MX {n} mx{n}.penyedia.id.\n" for n in range(1000))
    world = World(asked=[]).edited("dinkes.go.id", f"dinkes.go.id {MX}\n", many)
    Row(zone08, "", {FINE}, world).judge()
    assert len({query.name for query in world.asked if query.name.text.startswith("mx")}) == 8
