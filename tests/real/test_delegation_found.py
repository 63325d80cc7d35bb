"""The way to a delegation over real servers, which mix zones on one address; and a whois server that is one."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from provision.checks.delegation import NameServer
from provision.checks.walk import Walker
from provision.checks.zone import ZoneChecked, check_zone
from provision.config.load import load_site
from provision.drivers.dns import SocketDns
from provision.engine.ask import Asker
from provision.model.finding import Level
from provision.model.profile import AsLookup, Profile
from provision.names import Fqdn, parse_ip
from tests.real.office import PARENT

pytestmark = pytest.mark.sandbox

FIRST = frozenset({"basic01", "basic02", "basic03", "address01", "connectivity01", "connectivity02"})
PARENTS = "ns1.bengkaliskab.go.id/103.131.104.2"
RIS = "103.147.99.43"


@cache
def walker() -> Walker:
    return Walker.of(load_site(Path(os.environ["PROVISION_SITE"])).hints)


def checked(zone: str, *told: NameServer, profile: Profile | None = None) -> ZoneChecked:
    asker = Asker(SocketDns(1), 3000)
    return asker.run(check_zone(Fqdn(zone), walker(), told, profile=profile or Profile(only=FIRST)))


def server(name: str, *addresses: str) -> NameServer:
    return NameServer(Fqdn(name), glue=tuple(map(parse_ip, addresses)))


@dataclass(frozen=True)
class Case:
    zone: str
    parent: str | None
    tags: set[str]
    told: tuple[NameServer, ...] = ()


def of(agency: str, *addresses: str) -> tuple[NameServer, ...]:
    return tuple(server(f"ns{number}.{agency}.{PARENT}", ip) for number, ip in enumerate(addresses, 1))


CASES: Mapping[str, Case] = {
    "delegated": Case(f"rsud.{PARENT}", PARENT, set()),
    "the regency's own": Case(PARENT, "go.id", set()),
    "a top-level domain": Case("id", "", set()),
    "the root": Case("", None, set()),
    "not delegated": Case(f"dinkes.{PARENT}", PARENT, {"B01_NO_CHILD", "CANNOT_CONTINUE"}),
    "an alias": Case(f"webmail.{PARENT}", PARENT, {"B01_NO_CHILD", "CANNOT_CONTINUE"}),
    "a host": Case(f"www.{PARENT}", PARENT, {"B01_NO_CHILD", "CANNOT_CONTINUE"}),
    "told, in order": Case(f"dinkes.{PARENT}", PARENT, set(), of("dinkes", "103.147.10.53", "103.148.20.53")),
    "told, one refuses": Case(
        f"dispora.{PARENT}", PARENT, {"CN01_UNEXPECTED_RCODE_SOA_QUERY_UDP", "CN01_UNEXPECTED_RCODE_NS_QUERY_UDP",
                                      "CN02_UNEXPECTED_RCODE_SOA_QUERY_TCP", "CN02_UNEXPECTED_RCODE_NS_QUERY_TCP"},
        of("dispora", "103.147.11.11", "103.148.22.11")),
    "told, one deaf over TCP": Case(f"disdukcapil.{PARENT}", PARENT, {"CN02_NO_RESPONSE_TCP"}, of("disdukcapil", "103.147.11.15", "103.148.22.15")),
    "told, one silent server": Case(f"dinkes.{PARENT}", PARENT, {"B02_NO_WORKING_NS", "B02_NS_NO_RESPONSE", "CANNOT_CONTINUE"}, of("dinkes", "103.148.22.14")),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_found(case: Case) -> None:
    found = checked(case.zone, *case.told)
    assert (None if found.parent is None else found.parent.text) == case.parent
    assert {finding.tag for finding in found.findings if finding.level >= Level.WARNING} == case.tags


def test_every_server_of_the_parent_is_heard() -> None:
    """Both servers, over both families: the walk met them all."""
    [parent] = [
        finding for finding in checked(f"rsud.{PARENT}").findings if finding.tag == "B01_PARENT_FOUND"
    ]
    assert parent.args["domain"] == PARENT
    assert len(parent.args["ns_list"].split(";")) == 4
    assert parent.args["ns_list"].startswith(PARENTS)


def test_networks_by_whois() -> None:
    """The whois server is one more that is asked: `ris` is found by walking, and then over port 43."""
    source = Fqdn(f"www.{PARENT}")  # any name with an address that nobody serves whois at
    profile = Profile(only=frozenset({"connectivity03"}), as_lookup=AsLookup("RIPE", (source,)))
    found = checked(f"rsud.{PARENT}", profile=profile)
    assert {finding.tag for finding in found.findings} == {"ERROR_ASN_DATABASE"}
