"""A chain of trust of its own: a parent that signs by itself, an agency's signed zone, a resolver that verifies."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rdataclass
import dns.rdatatype

from provision.model.ds import parse_ds
from provision.sandbox.regency import REGENCY
from tests.real.office import PARENT, Office
from tests.real.parents import hang_up
from tests.real.servers import knotd, named, until_it_answers

RESOLVER, ON_BIND, ON_KNOT = "127.0.0.86", "127.0.0.84", "127.0.0.85"
NS1, NS2 = "103.147.11.31", "103.148.21.31"
AGENCY = "inspektorat"
CHILD = f"{AGENCY}.{PARENT}"
UNBOUND = """server:
  username: ""
  chroot: ""
  directory: "{folder}"
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  interface: {resolver}
  access-control: 127.0.0.0/8 allow
  do-not-query-localhost: no
  module-config: "validator iterator"
  trust-anchor-file: "{folder}/anchor"
  cache-max-ttl: 2
  cache-max-negative-ttl: 1
  infra-host-ttl: 2
  val-bogus-ttl: 1
stub-zone:
  name: "{zone}."
  stub-addr: {parent}
remote-control:
  control-enable: no
"""
INLINE = """
key provision-read {{ algorithm hmac-sha256; secret "{read}"; }};
key provision-write {{ algorithm hmac-sha256; secret "{write}"; }};
zone "{zone}" {{ type primary; file "zone"; inline-signing yes; dnssec-policy default; notify no;
  allow-transfer {{ key provision-read; }};
  update-policy {{ grant provision-write zonesub A AAAA CNAME NS DS TXT; }}; }};
"""
CHILD_ZONE = f"""$ORIGIN {CHILD}.
$TTL 300
@ SOA ns1 hostmaster {{serial}} 14400 3600 1209600 300
@ NS ns1
@ NS ns2
ns1 A {NS1}
ns2 A {NS2}
@ A 103.147.11.80
"""


@contextmanager
def inline_bind(office: Office) -> Iterator[str]:
    """Run a BIND that signs the parent inline; yield its address."""
    config = INLINE.format(zone=PARENT, **secrets(office))
    text = REGENCY.server("primary").zones[0].text
    with named(ON_BIND, config, zone=text):
        yield ON_BIND


@contextmanager
def signing_knot(office: Office) -> Iterator[str]:
    """Run a Knot that signs the parent automatically; yield its address."""
    with knotd(ON_KNOT, office, more="  dnssec-signing: on"):
        yield ON_KNOT


def secrets(office: Office) -> dict[str, str]:
    """Return the secrets of the office's keys."""
    return {name: (office.folder / f"keys/{name}.key").read_text().strip() for name in ("read", "write")}


def asked(address: str, name: str, rtype: str) -> dns.message.Message:
    """Return what a server answers, with signatures."""
    query = dns.message.make_query(name, rtype, want_dnssec=True)
    return dns.query.tcp(query, address, timeout=3)


def anchor(address: str) -> str:
    """Return the entry keys of the parent, once it is signed, as lines of a zone file."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        answer = asked(address, PARENT, "DNSKEY")
        found = [str(key) for rrset in answer.answer for key in rrset if str(key).startswith("257 ")]
        if found and asked(address, PARENT, "SOA").get_rrset(
            1, dns.name.from_text(PARENT), dns.rdataclass.IN, dns.rdatatype.RRSIG, dns.rdatatype.SOA
        ):
            return "".join(f"{PARENT}. 300 IN DNSKEY {key}\n" for key in found)
        time.sleep(0.1)
    raise AssertionError("the parent was not signed in time")


@contextmanager
def resolver(parent: str) -> Iterator[None]:
    """Run an unbound that asks a parent and trusts its keys."""
    folder = Path("/var/lib/unbound/spare")
    folder.mkdir()
    (folder / "anchor").write_text(anchor(parent))
    conf = folder / "unbound.conf"
    conf.write_text(UNBOUND.format(folder=folder, resolver=RESOLVER, zone=PARENT, parent=parent))
    process = subprocess.Popen(
        ["unbound", "-d", "-c", conf], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until_it_answers(RESOLVER)
        yield
    finally:
        process.terminate()
        process.wait()
        subprocess.run(["rm", "-r", folder], check=True)


@dataclass
class Child:
    """The agency's zone in a folder of a running BIND, signed by hand with the keys that it has."""

    folder: Path
    serial: int = 2026010101

    def key(self) -> str:
        """Make a key; return the name of its files."""
        words = ("dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", "-K", self.folder, CHILD)
        return run(words).strip()

    def ds(self, key: str) -> str:
        """Return the DS record of a key as a letter states it."""
        return parse_ds(run(("dnssec-dsfromkey", "-2", self.folder / f"{key}.key")).split(" DS ")[1])

    def sign(self, keys: Sequence[str], wished: str = "") -> None:
        """Sign with some keys, publish CDS and CDNSKEY records of one, and let BIND read the zone again."""
        self.serial += 1
        for key in keys:
            times = ("-P", "sync", "now", "-D", "sync", "none") if key == wished else ("-P", "sync", "none")
            run(("dnssec-settime", *times, self.folder / f"{key}.key"))
        source = self.folder / "child"
        source.write_text(CHILD_ZONE.format(serial=self.serial))
        options = ("-q", "-z", "-P", "-S", "-K", self.folder, "-d", self.folder)
        run(("dnssec-signzone", *options, "-o", CHILD, "-f", self.folder / "zone", source))
        if (self.folder / "pid").exists():
            run(hang_up(self.folder / "pid"))
            self._await()

    def _await(self) -> None:
        until = time.monotonic() + 5
        while str(self.serial) not in str(asked(NS1, CHILD, "SOA").answer[0]):
            assert time.monotonic() < until, "the child was not read again"
            time.sleep(0.05)


@contextmanager
def child() -> Iterator[Child]:
    """Run the agency's servers; its zone has nothing in it until it is signed."""
    config = f'zone "{CHILD}" {{ type primary; file "zone"; notify no; }};\n'
    with named(f"{NS1}; {NS2}", config, folder_name="child", zone=CHILD_ZONE.format(serial=1)) as folder:
        yield Child(folder)


def run(words: Sequence[str | Path]) -> str:
    """Run a command that must succeed; return what it printed."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout
