"""A province of its own: a root, a parent, and thousands of zones, of which one in ten is dead or slow.

Every zone has two name servers. The healthy ones share a hundred addresses, as zones at providers do; a
dead one has two to itself, where nobody answers, and a slow one is answered after a while.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from ipaddress import ip_address
from pathlib import Path

from provision.drivers.dns import SocketDns
from provision.model.query import Query
from provision.names import Fqdn
from provision.sandbox import nsd
from provision.sandbox.network import add_addresses
from tests.bench import late
from tests.bench.delegated import ZONE

ROOT, PARENT, SHARED = "103.240.0.1", "103.240.0.2", 50
TOP = "uji"
DEAD_OF_TEN, SLOW_OF_TWENTY = 10, 20
APEX = "$TTL 3600\n@ SOA {ns} hostmaster 2026112401 14400 3600 1209600 3600\n@ NS {ns}\n{ns} A {address}\n"
PATIENCE = 60


def names(count: int) -> list[str]:
    return [f"unit{number:05}.{TOP}" for number in range(count)]


def is_healthy(number: int) -> bool:
    return number % DEAD_OF_TEN != DEAD_OF_TEN - 1


def addresses(number: int) -> tuple[str, str]:
    """Return where a zone's name servers are; of ten zones one is dead or slow, in turn."""
    if is_healthy(number):
        return f"103.241.0.{number % SHARED + 1}", f"103.242.0.{number % SHARED + 1}"
    if number % SLOW_OF_TWENTY == SLOW_OF_TWENTY - 1:
        return (
            f"103.243.0.{number // SLOW_OF_TWENTY % SHARED + 1}",
            f"103.244.0.{number // SLOW_OF_TWENTY % SHARED + 1}",
        )
    return f"103.245.{number >> 8}.{number & 255}", f"103.246.{number >> 8}.{number & 255}"


@contextmanager
def province(count: int, folder: Path) -> Iterator[Path]:
    """Serve so many zones for the length of a block; yield a file of root hints."""
    nets = [f"103.{net}.0.{host}" for net in (241, 242, 243, 244) for host in range(1, SHARED + 1)]
    add_addresses(ip_address(address) for address in (ROOT, PARENT, *nets))
    with ExitStack() as stack:
        stack.enter_context(_nowhere("103.245.0.0/16", "103.246.0.0/16"))
        root = APEX.format(ns="a.root", address=ROOT) + f"{TOP} NS ns.{TOP}\nns.{TOP} A {PARENT}\n"
        stack.enter_context(_nsd(folder / "root", [ROOT], {".": root}))
        cuts = (_cut(number) for number in range(count))
        stack.enter_context(
            _nsd(folder / "parent", [PARENT], {TOP: APEX.format(ns="ns", address=PARENT) + "".join(cuts)})
        )
        for net, slow in ((241, 243), (242, 244)):
            stack.enter_context(_children(folder / str(net), count, net, slow))
        hints = folder / "hints"
        hints.write_text(f". 3600000 NS a.root.\na.root. 3600000 A {ROOT}\n")
        yield hints


def _cut(number: int) -> str:
    label = f"unit{number:05}"
    return "".join(
        f"{label} NS ns{n}.{label}\nns{n}.{label} A {ip}\n" for n, ip in enumerate(addresses(number), 1)
    )


@contextmanager
def _nowhere(*nets: str) -> Iterator[None]:
    """Lead networks to an interface at which nobody listens: what is sent there is lost."""
    subprocess.run(["ip", "tuntap", "add", "dev", "nowhere", "mode", "tun"], check=True)
    subprocess.run(["ip", "link", "set", "nowhere", "up"], check=True)
    for net in nets:
        subprocess.run(["ip", "route", "add", net, "dev", "nowhere"], check=True)
    try:
        yield
    finally:
        subprocess.run(["ip", "link", "del", "nowhere"], check=True)


@contextmanager
def _children(home: Path, count: int, net: int, slow: int) -> Iterator[None]:
    """Serve one side of all zones that are not dead: the healthy by NSD itself, the slow by way of a relay."""
    files: dict[str, str] = {}
    zones: dict[str, str] = {}
    for number, name in enumerate(names(count)):
        ns1, ns2 = addresses(number)
        files.setdefault(f"zone-{ns1}", ZONE.format(ns1=ns1, ns2=ns2))
        zones[name] = f"zone-{ns1}"
    at = [f"103.{net}.0.{host}" for host in range(1, SHARED + 1)]
    with (
        _nsd(home, at, zones, files),
        _relay(at[0], [f"103.{slow}.0.{host}" for host in range(1, SHARED + 1)]),
    ):
        yield


@contextmanager
def _relay(answers: str, at: Sequence[str]) -> Iterator[None]:
    with _running([sys.executable, "-I", late.__file__, answers, *at]):
        yield


@contextmanager
def _nsd(
    home: Path, at: Sequence[str], zones: dict[str, str], files: dict[str, str] | None = None
) -> Iterator[None]:
    """Run an NSD; `zones` are texts, or names of `files` that many zones share."""
    home.mkdir()
    texts = files or {f"zone-{name}": text for name, text in zones.items()}
    for name, text in texts.items():
        (home / name).write_text(text)
    listen = "\n  ".join(f"ip-address: {address}" for address in at)
    conf = [nsd.SERVER.format(home=home, addresses=listen)]
    conf += [
        f'zone:\n  name: "{name}"\n  zonefile: "{text if files else f"zone-{name}"}"\n'
        for name, text in zones.items()
    ]
    (home / "nsd.conf").write_text("".join(conf))
    with _running(["nsd", "-d", "-c", str(home / "nsd.conf")]):
        _wait(at[-1], list(zones)[-1])
        yield


@contextmanager
def _running(words: Sequence[str]) -> Iterator[None]:
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait(address: str, name: str) -> None:
    asked = [Query(ip_address(address), Fqdn("" if name == "." else name), "SOA")]
    until = time.monotonic() + PATIENCE
    while not SocketDns(0.5).exchange(asked)[0].authoritative:
        if time.monotonic() > until:
            raise RuntimeError(f"{name} is not served in time")
        time.sleep(0.1)
