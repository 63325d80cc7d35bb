"""Nameserver15: what servers tell of their software; the scenarios of its specification by their names."""

from typing import Any

import pytest

from provision.checks.dns import nameserver15
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.where import where
from tests.checks.dns.world import CHILD, NS1_6, NS2_4, Row, World, at

HEALTHY = World()
BIND, SERVER = "version.bind", "version.server"
HIDDEN, SHOWN = "N15_NO_VERSION_REVEALED", "N15_SOFTWARE_VERSION"
ERROR, WRONG = "N15_ERROR_ON_VERSION_QUERY", "N15_WRONG_CLASS"
NS2 = {"ns_list": f"ns2.penyedia.id/{NS2_4}"}


def chaos(world: World = HEALTHY, address: Any = CHILD, name: str = "", **parts: Any) -> World:
    return world.with_fault(
        where(lambda query: query.klass == "CH" and name in {"", query.name.text}, address, **parts)
    )


def says(
    name: str, *values: str, address: Any = CHILD, world: World = HEALTHY, kind: str = "TXT", **parts: Any
) -> World:
    texts = tuple(f'"{value}"' for value in values)
    return chaos(
        world, address, name, rcode="NOERROR", answer=(RRset.of(Fqdn(name), kind, 0, texts),), **parts
    )


def alias(name: str, target: str, world: World = HEALTHY) -> World:
    return chaos(
        world, name=name, rcode="NOERROR", answer=(RRset.hosts(Fqdn(name), "CNAME", 0, [Fqdn(target)]),)
    )


ROWS = [
    Row(nameserver15, "healthy: NO-VERSION-REVEALED-3", {HIDDEN}),
    Row(nameserver15, "NO-VERSION-REVEALED-1", {HIDDEN}, chaos(rcode="NOERROR")),
    Row(nameserver15, "NO-VERSION-REVEALED-2", {HIDDEN}, chaos(rcode="NXDOMAIN")),
    Row(nameserver15, "NO-VERSION-REVEALED-4", {HIDDEN}, alias(SERVER, BIND, alias(BIND, SERVER))),
    Row(nameserver15, "NO-VERSION-REVEALED-5", {HIDDEN}, says(BIND, "", world=says(SERVER, ""))),
    Row(nameserver15, "NO-VERSION-REVEALED-6", {HIDDEN}, says(BIND, "   ", world=says(SERVER, " "))),
    Row(nameserver15, "ERROR-ON-VERSION-QUERY-1", {ERROR, HIDDEN}, chaos(rcode="SERVFAIL"), args={ERROR: {"query_name": BIND}}),
    Row(nameserver15, "ERROR-ON-VERSION-QUERY-2", {ERROR, HIDDEN}, chaos(silence=Silence.TIMEOUT), args={ERROR: {"query_name": SERVER}}),
    Row(nameserver15, "silent to one name at one server", {ERROR, HIDDEN}, chaos(address=NS2_4, name=SERVER, silence=Silence.TIMEOUT), args={ERROR: {"query_name": SERVER, **NS2}}),
    Row(nameserver15, "SOFTWARE-VERSION-1", {SHOWN}, says(SERVER, "v0"), args={SHOWN: {"string": "v0", "query_name": SERVER}}),
    Row(nameserver15, "SOFTWARE-VERSION-2", {SHOWN}, says(BIND, "v0"), args={SHOWN: {"string": "v0", "query_name": BIND}}),
    Row(nameserver15, "one tells", {SHOWN, HIDDEN}, says(BIND, "NSD 4.6.1", address=NS2_4), args={SHOWN: {"string": "NSD 4.6.1", **NS2}}),
    Row(nameserver15, "in two parts", {SHOWN}, says(BIND, 'Knot" " 3.2'), args={SHOWN: {"string": "Knot 3.2"}}),
    Row(nameserver15, "hostile to a terminal", {SHOWN}, says(BIND, "\\027[31m\\\"x\\\""), args={SHOWN: {"string": '\\u001b[31m"x"'}}),
    Row(nameserver15, "WRONG-CLASS-1", {SHOWN, WRONG}, says(SERVER, "v0", kind="IN/TXT")),
    Row(nameserver15, "WRONG-CLASS-2", {SHOWN, WRONG}, says(BIND, "v0", kind="IN/TXT", address=NS2_4, world=says(BIND, "v0")), args={WRONG: NS2}),
    Row(nameserver15, "the text of another name", {HIDDEN}, chaos(name=BIND, rcode="NOERROR", answer=(RRset.of(Fqdn("id.server"), "TXT", 0, ['"a"']),))),
    Row(nameserver15, "dead", {HIDDEN}, HEALTHY.with_fault(at(NS2_4, silence=Silence.TIMEOUT))),
    Row(nameserver15, "all dead", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    Row(nameserver15, "a refusal is alive", {HIDDEN}, HEALTHY.with_fault(at(CHILD, "SOA", rcode="REFUSED"))),
    Row(nameserver15, "IPv6 switched off", {"IPV6_DISABLED", HIDDEN}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)},
        args={"IPV6_DISABLED": {"rrtype": "TXT"}}),
    *[Row(nameserver15, f"{silence}", set(), chaos(silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
