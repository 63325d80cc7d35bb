"""Consistency01 to 04 and 06: what all name servers must tell alike."""

from collections.abc import Callable

import pytest

from provision.checks import registry
from provision.checks.dns import consistency01, consistency02, consistency03, consistency04, consistency06
from provision.model.profile import Profile
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, ZONE, Row, World, at

HEALTHY = World()
SERIAL, CONTACT, PRIMARY, TIMES = "2026112401", "hostmaster.dinkes.go.id.", "ns1.dinkes.go.id. ", "14400 3600"
DEAD = [Silence.TIMEOUT, Silence.REFUSED, Silence.UNREACHABLE, Silence.MALFORMED]
ALL = "ns1.dinkes.go.id/103.94.10.53;ns1.dinkes.go.id/2001:df0:53::53;ns2.penyedia.id/103.94.11.53"
NS1 = "ns1.dinkes.go.id/103.94.10.53;ns1.dinkes.go.id/2001:df0:53::53"
NS2 = "ns2.penyedia.id/103.94.11.53"
OTHER_NS = RRset.hosts(ZONE, "NS", 60, [Fqdn("ns1.dinkes.go.id")])
SAME_NS_OTHER_TTL = RRset.hosts(ZONE, "NS", 61, [Fqdn("ns1.dinkes.go.id"), Fqdn("ns2.penyedia.id")])


def served(old: str, new: str, *addresses: str) -> World:
    return HEALTHY.edited("dinkes.go.id", old, new, *addresses)


def serials(one: int, other: int) -> World:
    return served(SERIAL, str(one), NS1_4, NS1_6).edited("dinkes.go.id", SERIAL, str(other), NS2_4)


def apart(most: int) -> dict[str, Profile]:
    return {"profile": Profile(limits={("consistency01", "SERIAL_MAX_VARIATION"): most})}


def everywhere(
    case: registry.TestCase, one: str, several: set[str], changed: Callable[[str], World]
) -> list[Row]:
    """Return the rows that are the same for every such test case."""
    asked = "NS" if case is consistency04 else "SOA"
    untold, notes = f"NO_RESPONSE_{asked}_QUERY", {"SOA_SERIAL"} if case is consistency01 else set()
    wrong = RRset.of(Fqdn("go.id"), asked, 60, ["ns1.go.id. admin.go.id. 1 2 3 4 5"])
    return [
        Row(case, "healthy", {one, *notes}),
        Row(case, "one differs", several, changed(NS2_4)),
        *(Row(case, f"a dead one is no other ({dead})", {one, "NO_RESPONSE", *notes},
              HEALTHY.with_fault(at(NS2_4, asked, silence=dead)), args={"NO_RESPONSE": {"ns": NS2}})
          for dead in DEAD),
        Row(case, "a dead third", {*several, "NO_RESPONSE"}, changed(NS2_4).with_fault(at(NS1_6, asked, silence=DEAD[0]))),
        Row(case, "all dead", {"NO_RESPONSE"}, HEALTHY.with_fault(at(CHILD, asked, silence=DEAD[0]))),
        Row(case, "nothing in the answer", {one, untold, *notes}, HEALTHY.with_fault(at(NS2_4, asked, answer=())),
            args={untold: {"ns": NS2}}),
        Row(case, "refused", {one, untold, *notes},
            HEALTHY.with_fault(at(NS2_4, asked, rcode="REFUSED", answer=(), authoritative=False))),
        Row(case, "what a lame one tells does not count", {one, untold, *notes},
            changed(NS2_4).with_fault(at(NS2_4, asked, authoritative=False))),
        Row(case, "the record of another name", {one, untold, *notes},
            HEALTHY.with_fault(at(NS2_4, asked, answer=(wrong,)))),
        Row(case, "data that cannot be read", {one, untold, *notes},
            HEALTHY.with_fault(at(NS2_4, asked, answer=(RRset.of(ZONE, asked, 60, [r"\# 2 abcd"]),)))),
        Row(case, "no IPv6 here", {one, "IPV6_DISABLED", *notes},
            HEALTHY.with_fault(at(NS1_6, asked, silence=Silence.NO_FAMILY)),
            args={"IPV6_DISABLED": {"ns": NS1.split(";")[1], "rrtype": asked}}),
        Row(case, "no IPv4 here", {one, "IPV4_DISABLED", *notes},
            HEALTHY.with_fault(at((NS1_4, NS2_4), asked, silence=Silence.NO_FAMILY))),
        *(Row(case, f"nobody's fault ({spared})", {one, *notes}, HEALTHY.with_fault(at(NS2_4, asked, silence=spared)))
          for spared in (Silence.NOT_PUBLIC, Silence.BUDGET)),
    ]  # fmt: skip


MANY = {"MULTIPLE_SOA_SERIALS", "SOA_SERIAL"}
ROWS = [
    *everywhere(consistency01, "ONE_SOA_SERIAL", {*MANY, "SOA_SERIAL_VARIATION"}, lambda ip: served(SERIAL, "7", ip)),
    *everywhere(consistency02, "ONE_SOA_RNAME", {"MULTIPLE_SOA_RNAMES", "SOA_RNAME"},
                lambda ip: served(CONTACT, "admin.go.id.", ip)),
    *everywhere(consistency03, "ONE_SOA_TIME_PARAMETER_SET",
                {"MULTIPLE_SOA_TIME_PARAMETER_SET", "SOA_TIME_PARAMETER_SET"},
                lambda ip: served(TIMES, "14401 3600", ip)),
    *everywhere(consistency04, "ONE_NS_SET", {"MULTIPLE_NS_SET", "NS_SET"},
                lambda ip: served("dinkes.go.id NS ns2.penyedia.id.\n", "", ip)),
    *everywhere(consistency06, "ONE_SOA_MNAME", {"MULTIPLE_SOA_MNAMES", "SOA_MNAME"},
                lambda ip: served(PRIMARY, "ns2.penyedia.id. ", ip)),
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
    Row(consistency02, "letters do not count", {"ONE_SOA_RNAME"}, served(CONTACT, "HostMaster.DINKES.go.id.", NS2_4),
        args={"ONE_SOA_RNAME": {"rname": "hostmaster.dinkes.go.id"}}),
    Row(consistency02, "arguments", {"MULTIPLE_SOA_RNAMES", "SOA_RNAME"}, served(CONTACT, "admin.go.id.", NS2_4), args={
        "MULTIPLE_SOA_RNAMES": {"count": 2}, "SOA_RNAME": {"rname": "admin.go.id", "ns_list": NS2}}),
    Row(consistency03, "arguments", {"MULTIPLE_SOA_TIME_PARAMETER_SET", "SOA_TIME_PARAMETER_SET"},
        served(TIMES, "7200 1800", NS2_4), args={
            "MULTIPLE_SOA_TIME_PARAMETER_SET": {"count": 2},
            "SOA_TIME_PARAMETER_SET": {
                "refresh": 7200, "retry": 1800, "expire": 1209600, "minimum": 3600, "ns_list": NS2}}),
    Row(consistency03, "another serial alone", {"ONE_SOA_TIME_PARAMETER_SET"}, serials(7, 9), args={
        "ONE_SOA_TIME_PARAMETER_SET": {"refresh": 14400, "retry": 3600, "expire": 1209600, "minimum": 3600}}),
    Row(consistency04, "arguments", {"MULTIPLE_NS_SET", "NS_SET"}, HEALTHY.with_fault(at(NS2_4, "NS", answer=(OTHER_NS,))), args={
        "MULTIPLE_NS_SET": {"count": 2}, "NS_SET": {"nsname_list": "ns1.dinkes.go.id", "servers": NS2}}),
    Row(consistency04, "one", {"ONE_NS_SET"}, args={"ONE_NS_SET": {"nsname_list": "ns1.dinkes.go.id;ns2.penyedia.id"}}),
    Row(consistency04, "the TTL counts", {"MULTIPLE_NS_SET", "NS_SET"}, HEALTHY.with_fault(at(NS2_4, "NS", answer=(SAME_NS_OTHER_TTL,)))),
    Row(consistency06, "arguments", {"MULTIPLE_SOA_MNAMES", "SOA_MNAME"}, served(PRIMARY, "ns2.penyedia.id. ", NS2_4), args={
        "MULTIPLE_SOA_MNAMES": {"count": 2}, "SOA_MNAME": {"mname": "ns2.penyedia.id", "ns_list": NS2}}),
    Row(consistency06, "the primary is the root", {"ONE_SOA_MNAME"}, served(PRIMARY, ". "), args={"ONE_SOA_MNAME": {"mname": "."}}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
