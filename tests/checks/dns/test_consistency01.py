"""Consistency01: serials that differ from server to server."""

import pytest

from provision.checks.dns import consistency01
from provision.model.profile import Profile
from tests.checks.dns.alike import NS2, alike, served
from tests.checks.dns.world import NS1_4, NS1_6, NS2_4, Row, World

SERIAL = "2026112401"
ALL = "ns1.dinkes.go.id/103.94.10.53;ns1.dinkes.go.id/2001:df0:53::53;ns2.penyedia.id/103.94.11.53"


def serials(one: int, other: int) -> World:
    return served(SERIAL, str(one), NS1_4, NS1_6).edited("dinkes.go.id", SERIAL, str(other), NS2_4)


def apart(most: int) -> dict[str, Profile]:
    return {"profile": Profile(limits={("consistency01", "SERIAL_MAX_VARIATION"): most})}


MANY = {"MULTIPLE_SOA_SERIALS", "SOA_SERIAL"}
ROWS = [
    *alike(consistency01, "ONE_SOA_SERIAL", {*MANY, "SOA_SERIAL_VARIATION"}, lambda ip: served(SERIAL, "7", ip)),
    Row(consistency01, "arguments", {*MANY, "SOA_SERIAL_VARIATION"}, serials(9, 7), args={
        "SOA_SERIAL": {"serial": 7, "ns_list": NS2}, "MULTIPLE_SOA_SERIALS": {"count": 2},
        "SOA_SERIAL_VARIATION": {"serial_min": 7, "serial_max": 9, "max_variation": 0}}),
    Row(consistency01, "round the circle", {*MANY, "SOA_SERIAL_VARIATION"}, serials(4294967295, 1),
        args={"SOA_SERIAL_VARIATION": {"serial_min": 4294967295, "serial_max": 1}}),
    Row(consistency01, "within the limit", MANY, serials(7, 9), how=apart(2)),
    Row(consistency01, "within the limit round the circle", MANY, serials(4294967295, 1), how=apart(2)),
    Row(consistency01, "beyond the limit", {*MANY, "SOA_SERIAL_VARIATION"}, serials(7, 10), how=apart(2)),
    Row(consistency01, "without an order", {*MANY, "SOA_SERIAL_VARIATION"}, serials(0, 2**31), how=apart(2),
        args={"SOA_SERIAL_VARIATION": {"serial_min": 0, "serial_max": 2**31}}),
    Row(consistency01, "one, told by all", {"ONE_SOA_SERIAL", "SOA_SERIAL"},
        args={"ONE_SOA_SERIAL": {"serial": int(SERIAL)}, "SOA_SERIAL": {"ns_list": ALL}}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
