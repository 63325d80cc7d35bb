"""The built-in name servers say what real ones say, need none of them, and carry a letter from beginning to end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dns.edns
import dns.flags
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest

from provision.sandbox.demo import write_letters
from provision.sandbox.embedded.authority import Authority
from provision.sandbox.embedded.plan import PLAN, parent_files, write_plan
from provision.sandbox.embedded.servers import Servers
from provision.sandbox.regency import PARENT, REGENCY
from provision.sandbox.topology import NameServer, Role
from tests.sandbox.sandboxes import PROVISION

RESOLVER, ROOT, PRIMARY = "103.131.104.10", "198.41.0.4", "103.131.104.2"
REFUSING, FAILING, SILENT, UPWARD = "103.148.22.11", "103.148.22.12", "103.148.22.14", "103.148.22.13"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Servers:
    folder = tmp_path_factory.mktemp("embedded")
    write_plan(folder, REGENCY)
    made = Servers(folder)
    made.load()
    return made


def ask(
    servers: Servers, address: str, name: str, rtype: str = "A", **options: object
) -> dns.message.Message:
    query = dns.message.make_query(name, rtype, **options)  # type: ignore[arg-type]
    said = servers.respond(address, query.to_wire())
    assert said is not None
    return dns.message.from_wire(said)


def sections(told: dns.message.Message) -> tuple[str, bool, set[str], set[str], set[str]]:
    return (
        dns.rcode.to_text(told.rcode()),
        bool(told.flags & dns.flags.AA),
        *(
            {line for rrset in section for line in rrset.to_text().splitlines()}
            for section in told.sections[1:]
        ),
    )  # type: ignore[return-value]


SOA = f"{PARENT}. 300 IN SOA ns1.{PARENT}. hostmaster.{PARENT}. 2026080101 14400 3600 1209600 300"
GLUE = {f"ns1.rsud.{PARENT}. 3600 IN A 103.150.30.53", f"ns2.rsud.{PARENT}. 3600 IN A 103.151.30.53"}
RSUD = {f"rsud.{PARENT}. 3600 IN NS ns1.rsud.{PARENT}.", f"rsud.{PARENT}. 3600 IN NS ns2.rsud.{PARENT}."}
NOT_THERE = set(), {SOA}, set()
SAYS = [
    ("lpse", "A", "NOERROR", ({f"lpse.{PARENT}. 3600 IN A 103.131.104.33"}, set(), set())),
    ("LPSE", "A", "NOERROR", ({f"LPSE.{PARENT}. 3600 IN A 103.131.104.33"}, set(), set())),
    ("lpse", "AAAA", "NOERROR", NOT_THERE),
    ("tidakada", "A", "NXDOMAIN", NOT_THERE),
    ("desa", "A", "NOERROR", NOT_THERE),  # a name above others alone
    ("x.desa", "TXT", "NOERROR", NOT_THERE),
    ("x.y.desa", "A", "NOERROR", ({f"x.y.desa.{PARENT}. 3600 IN A 103.131.104.82"}, set(), set())),
    ("lapor", "A", "NOERROR", ({f"lapor.{PARENT}. 3600 IN CNAME pengaduan.{PARENT}.",
                               f"pengaduan.{PARENT}. 3600 IN A 103.131.104.32"}, set(), set())),
    ("lapor", "CNAME", "NOERROR", ({f"lapor.{PARENT}. 3600 IN CNAME pengaduan.{PARENT}."}, set(), set())),
    ("rsud", "DS", "NOERROR", NOT_THERE),
    ("rsud", "A", "referral", (set(), RSUD, GLUE)),
    ("www.rsud", "NS", "referral", (set(), RSUD, GLUE)),
]  # fmt: skip


@pytest.mark.parametrize(("label", "rtype", "says", "wanted"), SAYS)
def test_what_the_parent_says(
    servers: Servers, label: str, rtype: str, says: str, wanted: tuple[set[str], ...]
) -> None:
    rcode, authority, *told = sections(ask(servers, PRIMARY, f"{label}.{PARENT}", rtype))
    assert (rcode, authority) == (("NOERROR", False) if says == "referral" else (says, True))
    assert tuple(told) == wanted


ODD = [
    (REFUSING, f"dispora.{PARENT}", "SOA", "REFUSED"),
    (FAILING, f"dishub.{PARENT}", "SOA", "SERVFAIL"),
    (UPWARD, f"disnaker.{PARENT}", "SOA", "NOERROR"),
    (PRIMARY, PARENT, "AXFR", "REFUSED"),
    (PRIMARY, "example.com", "A", "REFUSED"),
    (RESOLVER, "tidakada.example", "A", "NXDOMAIN"),
    (RESOLVER, f"dishub.{PARENT}", "A", "NXDOMAIN"),  # not delegated yet
]


@pytest.mark.parametrize(("address", "name", "rtype", "rcode"), ODD)
def test_servers_at_fault_are_at_fault(
    servers: Servers, address: str, name: str, rtype: str, rcode: str
) -> None:
    told = ask(servers, address, name, rtype)
    assert dns.rcode.to_text(told.rcode()) == rcode
    if address == UPWARD:
        assert not told.flags & dns.flags.AA


def test_silence_is_silence(servers: Servers) -> None:
    assert servers.respond(SILENT, dns.message.make_query(PARENT, "SOA").to_wire()) is None


def test_a_resolver_walks(servers: Servers) -> None:
    for name, wanted in ((f"www.rsud.{PARENT}", "103.150.30.80"), ("penyedia.co.id", "103.28.12.80")):
        told = ask(servers, RESOLVER, name)
        assert told.flags & dns.flags.RA
        assert wanted in told.answer[-1].to_text()


def test_edns(servers: Servers) -> None:
    assert ask(servers, PRIMARY, PARENT, "SOA", use_edns=0).edns == 0
    assert ask(servers, PRIMARY, PARENT, "SOA").edns == -1
    query = dns.message.make_query(PARENT, "SOA", use_edns=1)
    said = servers.respond(PRIMARY, query.to_wire())
    assert said
    assert dns.message.from_wire(said).rcode() == dns.rcode.BADVERS


def test_what_does_not_fit_is_cut_short(tmp_path: Path) -> None:
    write_plan(tmp_path, REGENCY)
    parent_files(tmp_path, REGENCY)[1].write_text(f"$GENERATE 1-60 besar.{PARENT}. 60 A 103.94.1.$\n")
    servers = Servers(tmp_path)
    servers.load()
    for options, room, cut in (
        ({}, 512, True),
        ({"use_edns": 0, "payload": 1232}, 512, False),
        ({}, None, False),
    ):
        query = dns.message.make_query(f"besar.{PARENT}", "A", **options)
        said = servers.respond(PRIMARY, query.to_wire(), room)
        assert said
        told = dns.message.from_wire(said)
        assert bool(told.flags & dns.flags.TC) is cut
        assert bool(told.answer) is not cut


def test_rubbish_is_answered_or_ignored(servers: Servers) -> None:
    assert servers.respond(PRIMARY, b"short") is None
    said = servers.respond(PRIMARY, b"ID" + b"\x00" * 10 + b"\xff" * 30)
    assert said
    assert said[:2] == b"ID"


def test_a_broken_file_does_not_take_the_zone_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_plan(tmp_path, REGENCY)
    servers = Servers(tmp_path)
    servers.load()
    file, ours = parent_files(tmp_path, REGENCY)
    ours.write_text("broken FOO\n")
    servers.reload()
    assert str(ours) in capsys.readouterr().err
    assert ask(servers, PRIMARY, f"lpse.{PARENT}").answer
    ours.write_text(f"baru.{PARENT}. 60 IN A 103.94.1.1\n")
    servers.reload()
    assert ask(servers, PRIMARY, f"baru.{PARENT}").answer
    assert file.read_text().endswith(f"$INCLUDE {ours}\n")


def test_the_plan_names_every_address_once(tmp_path: Path) -> None:
    write_plan(tmp_path, REGENCY)
    told = json.loads((tmp_path / PLAN).read_text())
    assert [address for one in told for address in one["addresses"]] == [*map(str, REGENCY.addresses)]


# --- beside real servers: run inside the sandbox ---

# What is not told to everybody, and what other tests write to.
KEPT = {Role.EXPIRED, Role.CATALOG, Role.LISTED, Role.PRIMARY, Role.SECONDARY}
REAL = [
    server
    for server in REGENCY.servers
    if server.zones and not {zone.role for zone in server.zones} & KEPT and not any(zone.signed for zone in server.zones)
]  # fmt: skip


def questions(server: NameServer) -> Iterator[tuple[str, str]]:
    for zone in server.zones:
        for label in ("", "ns1.", "www.", "tidakada.", "a.b."):
            for rtype in ("SOA", "NS", "A", "AAAA", "MX", "TXT"):
                yield f"{label}{zone.name.text or '.'}".replace("..", "."), rtype
    yield "elsewhere.example.", "A"


@pytest.mark.sandbox
@pytest.mark.parametrize("server", REAL, ids=lambda server: server.label)
def test_real_servers_say_the_same(servers: Servers, server: NameServer) -> None:
    """Code, authority, answer, and what a referral or a denial names; what is added besides differs among them, too."""
    address = str(server.addresses[0])
    for name, rtype in questions(server):
        query = dns.message.make_query(name, rtype)
        query.flags &= ~dns.flags.RD
        real = sections(dns.query.udp(query, address, timeout=2))
        said = servers.respond(address, query.to_wire())
        assert said
        ours = sections(dns.message.from_wire(said))
        denied = ours[1] and not ours[2]
        upto = 4 if denied or not ours[1] else 3
        assert ours[:upto] == real[:upto], (name, rtype)


# --- without real servers ---

FULFIL = """
import subprocess, sys
from pathlib import Path
words = [sys.executable, "-m", "provision", "--lang", "en"]
for step in (["request", "import", *sys.argv[1:]], ["fulfil", "0001", "--yes"], ["fulfil", "0002", "--yes"],
             ["audit", "dns", "--all"], ["undo", "0001", "--yes"], ["doctor"]):
    done = subprocess.run([*words, *step], capture_output=True, text=True)
    print(step[0], done.returncode)
    sys.stderr.write(done.stdout + done.stderr if done.returncode else "")
print(Path("/run/sandbox/embedded/provision.zone").read_text())
"""


def test_a_letter_is_fulfilled_where_no_server_is_installed(tmp_path: Path) -> None:
    """The programs of servers are not on the path."""

    write_letters(tmp_path, datetime.now(ZoneInfo("Asia/Jakarta")).date())
    letters = [str(tmp_path / f"{stem}.yaml") for stem in ("01-delegation", "02-address")]
    words = [*PROVISION, "sandbox", "run", "--embedded", "--", sys.executable, "-c", FULFIL, *letters]
    environ = os.environ | {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        words, capture_output=True, text=True, cwd=tmp_path, env=environ, timeout=120, check=False
    )
    if "namespaces of the sandbox could not be made" in done.stderr:
        pytest.skip("this machine allows no namespaces")
    assert done.stdout.split("\n;")[0].split() == [
        "request", "0", "fulfil", "0", "fulfil", "0", "audit", "0", "undo", "0", "doctor", "0",
    ], done.stderr  # fmt: skip
    assert f"pekanliterasi.{PARENT}.\t3600\tIN\tA\t103.150.30.90" in done.stdout
    assert f"dinkes.{PARENT}" not in done.stdout


def test_the_authority_knows_its_zones() -> None:
    from provision.names import Fqdn

    above, below = Fqdn(PARENT), Fqdn(f"rsud.{PARENT}")
    server = Authority({above: None, below: None})
    assert server.home(below) == below
    assert server.home(below, "DS") == above
    assert server.home(Fqdn("example.com")) is None
    assert server.home(Fqdn("")) is None
