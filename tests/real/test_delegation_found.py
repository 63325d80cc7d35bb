"""The way to a delegation over real servers, which mix zones on one address; and a whois server that is one."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from provision.checks.delegation import NameServer
from provision.checks.walk import Walker
from provision.checks.zone import ZoneChecked, check_zone
from provision.config.load import load_site
from provision.drivers.dns import SocketDns
from provision.drivers.whois import MOST_OCTETS, SocketWhois
from provision.engine.ask import Asker
from provision.engine.whois import WithWhois
from provision.model.finding import Level
from provision.model.profile import AsLookup, Profile
from provision.names import Fqdn, parse_ip
from tests.real.office import PARENT
from tests.real.servers import present

pytestmark = pytest.mark.sandbox

FIRST = frozenset({"basic01", "basic02", "basic03", "address01", "connectivity01", "connectivity02"})
PARENTS = "ns1.bengkaliskab.go.id/103.131.104.2"
RIS = "103.147.99.43"


@cache
def walker() -> Walker:
    return Walker.of(load_site(Path(os.environ["PROVISION_SITE"])).hints)


def checked(zone: str, *told: NameServer, profile: Profile | None = None) -> ZoneChecked:
    asker = Asker(WithWhois(SocketDns(), SocketWhois(seconds=1)), 3000)
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


Talk = Callable[[socket.socket], None]


@contextmanager
def whois(talk: Talk) -> Iterator[list[str]]:
    """Be a whois server while a block runs; yield what was asked."""
    heard: list[str] = []
    over = threading.Event()

    def serve(sock: socket.socket) -> None:
        while not over.is_set():
            try:
                peer, _ = sock.accept()
            except TimeoutError:
                continue
            with peer:
                peer.settimeout(2)
                heard.append(peer.recv(512).decode())
                try:
                    talk(peer)
                except OSError:
                    continue  # whoever asked has heard enough

    with present(RIS), socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.settimeout(0.1)
        sock.bind((RIS, 43))
        sock.listen()
        thread = threading.Thread(target=serve, args=(sock,))
        thread.start()
        try:
            yield heard
        finally:
            over.set()
            thread.join()


def lines(*told: str) -> Talk:
    return lambda peer: peer.sendall("\n".join(["% RISwhois", "", *told, ""]).encode())


def drip(peer: socket.socket) -> None:
    for _ in range(40):
        peer.sendall(b"%")
        time.sleep(0.1)


def flood(peer: socket.socket) -> None:
    for _ in range(40):
        peer.sendall(b"% " + b"x" * MOST_OCTETS)


TALKS: Mapping[str, tuple[Talk, Sequence[str] | None]] = {
    "an answer": (lines("64500\t103.147.10.0/24\t10"), ["% RISwhois", "", "64500\t103.147.10.0/24\t10"]),
    "nothing known": (lines(), ["% RISwhois", ""]),
    "hung up": (lambda _: None, []),
    "no text": (lambda peer: peer.sendall(b"\xff\xfe\r\n"), ["\ufffd\ufffd"]),
    "it drips": (drip, None),
    "it never ends": (flood, None),
}


@pytest.mark.parametrize(("talk", "told"), TALKS.values(), ids=TALKS)
def test_whois(talk: Talk, told: Sequence[str] | None) -> None:
    with whois(talk) as heard:
        began = time.monotonic()
        assert SocketWhois(seconds=1).ask(parse_ip(RIS), " -F -M 103.147.10.53") == told
    assert heard == [" -F -M 103.147.10.53\r\n"]
    assert time.monotonic() - began < 5


def test_no_whois_server() -> None:
    assert SocketWhois(seconds=1).ask(parse_ip("103.147.99.44"), "x") is None


def test_networks_by_whois() -> None:
    """The whois server is one more that is asked: `ris` is found by walking, and then over port 43."""
    source = Fqdn(f"www.{PARENT}")  # any name with an address that nobody serves whois at
    profile = Profile(only=frozenset({"connectivity03"}), as_lookup=AsLookup("RIPE", (source,)))
    found = checked(f"rsud.{PARENT}", profile=profile)
    assert {finding.tag for finding in found.findings} == {"ERROR_ASN_DATABASE"}
