"""Some hundred healthy delegations below the parent zone: two name servers of their own, on two networks."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from ipaddress import ip_address
from pathlib import Path

from provision.config.load import load_site
from provision.drivers.dns import SocketDns
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.model.change import Change
from provision.model.query import Query
from provision.model.rrset import RRset
from provision.names import Fqdn
from provision.sandbox import nsd
from provision.sandbox.network import add_addresses
from provision.sandbox.regency import REGENCY

PARENT = Fqdn("bengkaliskab.go.id")
ADDRESSES = ("103.160.10.53", "103.161.10.53")
ZONE = """\
$TTL 3600
@ SOA ns1 hostmaster 2026112401 14400 3600 1209600 3600
@ NS ns1
@ NS ns2
@ A 103.160.10.80
@ MX 10 mail
@ TXT "v=spf1 mx -all"
ns1 A {ns1}
ns2 A {ns2}
mail A 103.160.10.25
"""
PATIENCE = 20


def zones(count: int) -> list[Fqdn]:
    return [PARENT.child(f"unit{number:05}") for number in range(count)]


@contextmanager
def delegated(names: Sequence[Fqdn], folder: Path) -> Iterator[None]:
    """Serve the zones, delegate them, and take the delegations out again."""
    add_addresses(ip_address(address) for address in ADDRESSES)
    (folder / "zone").write_text(ZONE.format(ns1=ADDRESSES[0], ns2=ADDRESSES[1]))
    parent = Rfc2136Parent(load_site(Path(os.environ["PROVISION_SITE"])).zones[PARENT])
    made = [Change(None, rrset) for name in names for rrset in _cut(name)]
    with ExitStack() as stack:
        for address in ADDRESSES:
            stack.enter_context(_nsd(address, names, folder))
        _write(parent, made)
        stack.callback(lambda: _write(parent, [change.reversed() for change in made]))
        _wait(names[-1])
        yield


def hints_file(folder: Path) -> Path:
    """Write the sandbox's root servers down as named.root has them."""
    types = {4: "A", 6: "AAAA"}
    addresses = REGENCY.server("root").addresses
    lines = [f"a.root-servers.net. 3600000 {types[ip.version]} {ip}\n" for ip in addresses]
    path = folder / "hints"
    path.write_text("".join([". 3600000 NS a.root-servers.net.\n", *lines]))
    return path


def _cut(name: Fqdn) -> list[RRset]:
    servers = [name.child("ns1"), name.child("ns2")]
    glue = [RRset.of(ns, "A", 3600, [ip]) for ns, ip in zip(servers, ADDRESSES, strict=True)]
    return [RRset.hosts(name, "NS", 3600, servers), *glue]


def _write(parent: Rfc2136Parent, changes: Sequence[Change]) -> None:
    for start in range(0, len(changes), 900):
        parent.write(changes[start : start + 900], [])


@contextmanager
def _nsd(address: str, names: Sequence[Fqdn], folder: Path) -> Iterator[None]:
    home = folder / address
    home.mkdir()
    (home / "zone").write_text((folder / "zone").read_text())
    conf = [nsd.SERVER.format(home=home, addresses=f"ip-address: {address}")]
    conf += [f'zone:\n  name: "{name}"\n  zonefile: "zone"\n' for name in names]
    (home / "nsd.conf").write_text("".join(conf))
    process = subprocess.Popen(["nsd", "-d", "-c", str(home / "nsd.conf")], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait(name: Fqdn) -> None:
    asked = [Query(ip_address(address), name, "SOA") for address in ADDRESSES]
    for _ in range(PATIENCE * 10):
        if all(answer.authoritative for answer in SocketDns(0.5).exchange(asked)):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{name} is not served in time")
