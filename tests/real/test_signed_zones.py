"""Zones that real servers sign by themselves: nothing is wrong with them, and what is broken on purpose is found."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import dns.dnssec
import dns.rdata
import pytest

from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.keys import keys_of
from provision.checks.registry import TESTCASES
from provision.checks.zone import run as run_cases
from provision.drivers.dns import SocketDns
from provision.model.finding import Finding, Level
from provision.model.profile import Profile
from provision.model.query import DNSSEC, Query
from provision.names import Fqdn, parse_ip
from tests.checks.driving import run
from tests.real.servers import named, until_it_answers

pytestmark = pytest.mark.sandbox

ADDRESS = parse_ip("127.0.0.84")
ZONE = Fqdn("tanda.go.id")
TEXT = f"""$TTL 300
@ SOA ns1 hostmaster 2026010101 14400 3600 1209600 300
@ NS ns1
ns1 A {ADDRESS}
"""
BIND = """
dnssec-policy own {{ keys {{ ksk lifetime unlimited algorithm {algorithm}; zsk lifetime unlimited algorithm {algorithm}; }};
  {more} signatures-validity 14d; signatures-validity-dnskey 14d; signatures-refresh 5d; publish-safety 0; retire-safety 0;
  parent-ds-ttl 0; parent-propagation-delay 0; zone-propagation-delay 0; dnskey-ttl 0; max-zone-ttl 0; }};
zone "{zone}" {{ type primary; file "zone"; inline-signing yes; dnssec-policy own; }};
"""
KNOT = """
server:
  rundir: {folder}
  listen: {address}@53
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: {folder}
  journal-db-max-size: 16M
  kasp-db-max-size: 16M
  timer-db-max-size: 16M
  catalog-db-max-size: 16M
policy:
- id: own
  algorithm: ed25519
  nsec3: on
  nsec3-iterations: 0
  nsec3-salt-length: 0
  cds-cdnskey-publish: always
zone:
- domain: {zone}
  storage: {folder}
  file: zone
  dnssec-signing: on
  dnssec-policy: own
  zonefile-sync: -1
  journal-content: all
  zonefile-load: difference
"""


def bind(algorithm: str, more: str = "") -> AbstractContextManager[Path]:
    return named(str(ADDRESS), BIND.format(zone=ZONE, algorithm=algorithm, more=more), zone=TEXT)


@contextmanager
def knot() -> Iterator[None]:
    """Run a Knot of its own that signs."""
    folder = Path("/var/lib/knot/tanda")
    folder.mkdir()
    (folder / "zone").write_text(TEXT)
    (folder / "knot.conf").write_text(KNOT.format(folder=folder, address=ADDRESS, zone=ZONE))
    process = subprocess.Popen(
        ["knotd", "-c", folder / "knot.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until_it_answers(str(ADDRESS))
        yield
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def entry() -> str:
    """Return the DS record of the key to be pointed at, once the server has one."""
    for _ in range(100):
        (answer,) = SocketDns().exchange([Query(ADDRESS, ZONE, "DNSKEY", edns=DNSSEC)])
        if keys := [key for key in keys_of(answer.asked) if key.is_entry]:
            record = dns.rdata.from_text("IN", "DNSKEY", keys[0].text)
            return str(dns.dnssec.make_ds(f"{ZONE}.", record, "SHA256"))
        time.sleep(0.1)
    raise AssertionError(ADDRESS)


def checked(ds: str) -> list[Finding]:
    """Return what the test cases of DNSSEC find on the server, as if the parent had a DS record."""
    server = NameServer(Fqdn("ns1.tanda.go.id"), (ADDRESS,))
    profile = Profile(special=True)
    delegation = Delegation(ZONE, (server,), undelegated=True, ds=(ds,), profile=profile)
    cases = [case for case in TESTCASES if case.CASE.name.startswith("dnssec")]
    dns = SocketDns()
    return run(run_cases(cases, delegation), lambda query: dns.exchange([query])[0])


LOST = {"DS02_NO_DNSKEY_FOR_DS", "DS02_NO_VALID_DNSKEY_FOR_ANY_DS"}
WISHES = {"DS18_NO_MATCH_CDS_RRSIG_DS", "DS18_NO_MATCH_CDNSKEY_RRSIG_DS"}
GOOD = {"DS01_DS_ALGO_OK", "DS07_DS_FOR_SIGNED_ZONE", "DS07_SIGNED"}
# Who serves, what is shown, what is wrong, and what else is where the DS record is of another key.
ROWS = [
    ("BIND with NSEC", lambda: bind("13"), {"DS10_HAS_NSEC", "DS03_NO_NSEC3"}, set(), LOST),
    ("BIND with NSEC3 and RSA", lambda: bind("8", "nsec3param iterations 0 optout no salt-length 0;"),
        {"DS10_HAS_NSEC3", "DS03_LEGAL_HASH_ALGO"}, set(), LOST),
    ("BIND with opt-out and salt", lambda: bind("14", "nsec3param iterations 0 optout yes salt-length 8;"),
        {"DS10_HAS_NSEC3", "DS03_NSEC3_OPT_OUT_ENABLED_NON_TLD"}, {"DS03_ILLEGAL_SALT_LENGTH"}, LOST),
    ("Knot with NSEC3 and Ed25519", knot, {"DS10_HAS_NSEC3", "DS15_HAS_CDS_AND_CDNSKEY"}, set(), LOST | WISHES),
]  # fmt: skip


@pytest.mark.parametrize(
    ("serve", "shown", "wrong", "lost"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_a_zone_that_a_server_signs(
    serve: Callable[[], AbstractContextManager[object]], shown: set[str], wrong: set[str], lost: set[str]
) -> None:
    with serve():
        ds = entry()
        settled(ds, shown | GOOD, wrong)
        tag, rest = ds.split(maxsplit=1)
        settled(f"{(int(tag) + 1) % 65536} {rest}", set(), wrong | lost)


def settled(ds: str, shown: set[str], wrong: set[str]) -> None:
    """Assert what is found, once the server has signed everything."""
    for _ in range(50):
        found = checked(ds)
        bad = {one.tag for one in found if one.level >= Level.WARNING}
        seen = {one.tag for one in found}
        if bad == wrong and shown <= seen:
            return
        time.sleep(0.1)
    raise AssertionError((bad ^ wrong, shown - seen))
