"""Every server answers as the data says, faults and all. Runs inside: provision sandbox run -- pytest -m sandbox."""

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.rrset
import dns.tsig
import dns.update
import dns.xfr
import dns.zone
import pytest

from provision.config.load import load_site
from provision.errors import Refused
from provision.sandbox import network
from provision.sandbox.regency import AGENCY_NAMES, CATALOG, PARENT, REGENCY, SHARED
from provision.sandbox.site import write_site
from provision.sandbox.topology import NameServer, Role, Zone

pytestmark = pytest.mark.sandbox

PRIMARY, SECONDARY, CHILDREN, RESOLVER = "103.131.104.2", "103.131.105.2", "103.131.104.3", "103.131.104.10"
TIME = 2.0


def ask(
    name: str, rdtype: str, address: str, *, tcp: bool = False, want_dnssec: bool = False
) -> dns.message.Message:
    query = dns.message.make_query(name, rdtype, want_dnssec=want_dnssec)
    if address != RESOLVER:
        query.flags &= ~dns.flags.RD
    return (dns.query.tcp if tcp else dns.query.udp)(query, address, timeout=TIME)


def key(name: str) -> dns.tsig.Key:
    secret = Path("/run/sandbox/keys", f"{name}.key").read_text().strip()
    return dns.tsig.Key(f"provision-{name}", secret, "hmac-sha256")


def own(zone: Zone) -> Iterator[dns.rrset.RRset]:
    """Yield what the zone itself answers: nothing at or below its cuts."""
    parsed = dns.zone.from_text(zone.text, f"{zone.name.text}.", relativize=False)
    assert parsed.origin
    sets = [
        dns.rrset.from_rdata_list(name, rdataset.ttl, list(rdataset))
        for name, rdataset in parsed.iterate_rdatasets()
    ]
    cuts = {each.name for each in sets if each.rdtype == dns.rdatatype.NS} - {parsed.origin}
    return (each for each in sets if not any(each.name.is_subdomain(cut) for cut in cuts))


# What a server holds and does not tell everybody.
KEPT = {Role.EXPIRED, Role.CATALOG, Role.LISTED}
HOLDING = [server for server in REGENCY.servers if any(zone.role not in KEPT for zone in server.zones)]


@pytest.mark.parametrize("server", HOLDING, ids=lambda server: server.label)
def test_every_server_serves_its_zones_on_every_address(server: NameServer) -> None:
    for address in map(str, server.addresses):
        for zone in (zone for zone in server.zones if zone.role not in KEPT):
            for wanted in own(zone):
                seen = ask(str(wanted.name), dns.rdatatype.to_text(wanted.rdtype), address)
                assert seen.flags & dns.flags.AA
                assert wanted in seen.answer


@pytest.mark.parametrize("server", HOLDING, ids=lambda server: server.label)
def test_every_server_answers_over_tcp_too(server: NameServer) -> None:
    for address in map(str, server.addresses):
        assert ask(str(server.zones[0].name), "SOA", address, tcp=True).rcode() == dns.rcode.NOERROR


@pytest.mark.parametrize(
    ("address", "agency", "rcode"),
    [
        ("103.148.22.11", "dispora", dns.rcode.REFUSED),
        ("103.148.22.12", "dishub", dns.rcode.SERVFAIL),
        ("103.148.22.13", "disnaker", dns.rcode.NOERROR),
    ],
)
def test_the_lame_are_lame(address: str, agency: str, rcode: dns.rcode.Rcode) -> None:
    for tcp in (False, True):
        seen = ask(f"{agency}.{PARENT}", "SOA", address, tcp=tcp)
        assert seen.rcode() == rcode
        assert not seen.flags & dns.flags.AA
        assert not seen.answer


def test_the_upward_referral_points_at_the_top() -> None:
    seen = ask(f"disnaker.{PARENT}", "SOA", "103.148.22.13")
    assert [str(each.name) for each in seen.authority] == ["id."]


@pytest.mark.parametrize("address", ["103.148.22.14", "2001:df4:a22::14"])
@pytest.mark.parametrize("tcp", [False, True])
def test_the_silent_one_is_silent(address: str, tcp: bool) -> None:
    query = dns.message.make_query(f"dpmptsp.{PARENT}", "SOA")
    with pytest.raises(dns.exception.Timeout):
        (dns.query.tcp if tcp else dns.query.udp)(query, address, timeout=0.3)


def test_one_speaks_udp_only() -> None:
    assert ask(f"disdukcapil.{PARENT}", "SOA", "103.148.22.15").flags & dns.flags.AA
    with pytest.raises(ConnectionRefusedError):
        ask(f"disdukcapil.{PARENT}", "SOA", "103.148.22.15", tcp=True)


def test_serials_differ_at_one_agency() -> None:
    seen = [ask(f"bkpp.{PARENT}", "SOA", at).answer[0][0].serial for at in ("103.147.11.19", "103.148.21.19")]
    assert seen[0] > seen[1]


@pytest.mark.parametrize(
    "name",
    [
        "www.bengkaliskab.go.id",
        "rsud.bengkaliskab.go.id",
        "ns1.penyedia.co.id",
        "a.b.desa.bengkaliskab.go.id",
    ],
)
def test_the_resolver_walks_from_the_root(name: str) -> None:
    seen = ask(name, "A", RESOLVER)
    assert seen.rcode() == dns.rcode.NOERROR
    assert seen.answer


@pytest.mark.parametrize(("name", "valid"), [("go.id", True), ("id", True), (PARENT, False)])
def test_the_resolver_validates_down_to_go_id(name: str, valid: bool) -> None:
    assert bool(ask(name, "SOA", RESOLVER, want_dnssec=True).flags & dns.flags.AD) is valid


def test_the_system_asks_the_resolver() -> None:
    assert socket.gethostbyname("www.bengkaliskab.go.id") == "103.131.104.20"


@pytest.mark.parametrize("address", [PRIMARY, SECONDARY, CHILDREN])
@pytest.mark.parametrize("tcp", [False, True])
def test_a_catalog_is_not_for_everybody(address: str, tcp: bool) -> None:
    assert ask(CATALOG, "SOA", address, tcp=tcp).rcode() == dns.rcode.REFUSED


@pytest.mark.parametrize("address", [PRIMARY, SECONDARY])
def test_a_transfer_needs_the_read_key(address: str) -> None:
    query, _ = dns.xfr.make_query(dns.zone.Zone(PARENT))
    assert dns.query.tcp(query, address, timeout=TIME).rcode() in {dns.rcode.REFUSED, dns.rcode.NOTAUTH}
    got = dns.zone.Zone(PARENT, relativize=False)
    query, serial = dns.xfr.make_query(got, keyring=key("read"))
    dns.query.inbound_xfr(address, got, query, timeout=TIME)
    assert serial is None
    ours = dns.zone.from_text(REGENCY.server("primary").zones[0].text, f"{PARENT}.", relativize=False)
    assert got.nodes.keys() == ours.nodes.keys()


def test_the_write_key_does_not_transfer() -> None:
    query, _ = dns.xfr.make_query(dns.zone.Zone(PARENT), keyring=key("write"))
    assert dns.query.tcp(query, PRIMARY, timeout=TIME).rcode() == dns.rcode.REFUSED


def update(which: str, *changes: tuple[str, ...]) -> dns.rcode.Rcode:
    message = dns.update.UpdateMessage(PARENT, keyring=key(which))
    for name, *rest in changes:
        message.add(name, 300, *rest) if rest else message.delete(name)
    return dns.query.tcp(message, PRIMARY, timeout=TIME).rcode()


@pytest.mark.parametrize(
    ("which", "change", "rcode"),
    [
        ("read", ("sesuatu", "A", "103.131.104.99"), dns.rcode.REFUSED),
        ("write", ("@", "A", "103.131.104.99"), dns.rcode.REFUSED),
        ("write", ("@", "NS", "ns3"), dns.rcode.REFUSED),
        ("write", ("sesuatu", "CAA", '0 issue "x.id"'), dns.rcode.REFUSED),
    ],
)
def test_what_a_key_may_not(which: str, change: tuple[str, ...], rcode: dns.rcode.Rcode) -> None:
    assert update(which, change) == rcode


def test_an_update_reaches_the_secondary_at_once() -> None:
    serial = ask(PARENT, "SOA", SECONDARY).answer[0][0].serial
    name = "uji"
    try:
        assert (
            update("write", (name, "NS", "ns1.uji"), ("ns1.uji", "A", "103.147.10.99")) == dns.rcode.NOERROR
        )
        until = time.monotonic() + 2
        while ask(PARENT, "SOA", SECONDARY).answer[0][0].serial == serial:
            assert time.monotonic() < until
        assert ask(f"uji.{PARENT}", "NS", SECONDARY).authority
    finally:
        assert update("write", (name,), ("ns1.uji",)) == dns.rcode.NOERROR


def test_the_site_holds_the_keys_privately(tmp_path: Path) -> None:
    write_site(tmp_path)
    for name in ("read", "write"):
        path = tmp_path / "keys" / f"{name}.key"
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.read_text() == Path("/run/sandbox/keys", f"{name}.key").read_text()
    assert (tmp_path / "inventory" / "zones.yaml").is_file()


def test_the_environment_names_a_whole_site() -> None:
    site = load_site(Path(os.environ["PROVISION_SITE"]))
    zone = site.zones[REGENCY.zone]
    assert [str(server.address) for server in zone.servers] == [PRIMARY, SECONDARY]
    assert {key.text for key in site.agencies} >= {*AGENCY_NAMES, "dinkes", "disdik"}
    assert [str(network) for network in site.policy.shared] == [SHARED]
    assert [str(hint.address) for hint in site.hints] == ["198.41.0.4"]
    assert zone.write_key.secret.resolve().reveal()


def test_no_way_leads_out() -> None:
    network.refuse_ways_out()
    with pytest.raises(OSError, match="unreachable"):
        socket.create_connection(("192.0.2.1", 53), timeout=1)
    assert Refused.exit_code == 4
