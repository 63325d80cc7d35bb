"""Every kind of parent over the same zone, for one table of scenarios. A new kind is one row of KINDS."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path

from provision.byhand.nsupdate import script
from provision.decide.guard import Guard
from provision.drivers.powerdns import PowerDnsParent
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.drivers.zonefile import ZoneFileParent
from provision.errors import BadAnswer, Stale
from provision.model.change import Change
from provision.model.plan import GrantChanges, Plan
from provision.model.site import Api, ParentZone, Server, ZoneFiles, ZoneKind
from provision.model.zone import SeenZone
from provision.ports import Parent
from provision.sandbox.powerdns import API
from provision.sandbox.regency import REGENCY
from provision.secret import SecretRef
from tests.real.office import Office
from tests.real.servers import knotd, named

POWERDNS = "103.131.104.4"
KNOT = "127.0.0.80"
ON_FILES = "127.0.0.77"
HELD_BACK = ("NXRRSET", "YXRRSET", "YXDOMAIN", "NXDOMAIN")


@dataclass(frozen=True)
class Kept:
    """A parent, and whether a person carries out what was written down for one serial."""

    parent: Parent
    scripted: bool = False


def at(office: Office, address: str) -> ParentZone:
    """Return the office's zone as another server keeps it."""
    return replace(office.zone, primary=Server(ip_address(address)))


def powerdns(office: Office) -> ParentZone:
    """Return the office's zone as it is kept by PowerDNS's API."""
    key = SecretRef("file", "keys/powerdns.key", office.folder)
    return replace(at(office, POWERDNS), kind=ZoneKind.POWERDNS, api=Api(f"http://{API[0]}:{API[1]}", key))


class ByHand:
    """A person with nsupdate, who runs the script that was written for the plan."""

    def __init__(self, office: Office) -> None:
        self._listed = Rfc2136Parent(office.zone)
        self._zone = office.zone
        self._key = office.folder / "nsupdate.key"
        secret = (office.folder / "keys/write.key").read_text().strip()
        self._key.write_text(f'key "provision-write" {{ algorithm hmac-sha256; secret "{secret}"; }};\n')
        self._seen = self._listed.read()

    def read(self) -> SeenZone:
        self._seen = self._listed.read()
        return self._seen

    def serial(self) -> int:
        return self._listed.serial()

    def compares_serial(self) -> bool:
        """The script brings its own guard on the serial."""
        return False

    def fits(self, changes: Sequence[Change], guards: Sequence[Guard]) -> bool:
        return True

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
        if not guards:
            # A colleague, who asks for nothing beforehand.
            self._listed.write(changes, guards)
            return
        plan = Plan(("SUB-2026-0001",), self._zone.name, (GrantChanges("subdomain:x", tuple(changes)),))
        text = script(plan, self._seen, self._zone.primary, lambda said: said.to("id"))
        done = run_nsupdate(self._key, text)
        if any(code in done.stderr for code in HELD_BACK):
            raise Stale(_words(done.stderr))
        if done.returncode:
            raise BadAnswer(_words(done.stdout + done.stderr))


def _words(text: str):  # type: ignore[no-untyped-def]
    from provision.i18n import Text

    return Text("{text}", text=text)


def run_nsupdate(key: Path, text: str) -> "subprocess.CompletedProcess[str]":
    """Feed a script to the real nsupdate."""
    return subprocess.run(
        ["nsupdate", "-v", "-k", key], input=text, capture_output=True, text=True, check=False, timeout=30
    )


@contextmanager
def _bind(office: Office) -> Iterator[Kept]:
    yield Kept(Rfc2136Parent(office.zone))


@contextmanager
def _knot(office: Office) -> Iterator[Kept]:
    with knotd(KNOT, office):
        yield Kept(Rfc2136Parent(at(office, KNOT)))


@contextmanager
def _powerdns_dynamic(office: Office) -> Iterator[Kept]:
    yield Kept(Rfc2136Parent(at(office, POWERDNS)))


@contextmanager
def _powerdns_api(office: Office) -> Iterator[Kept]:
    yield Kept(PowerDnsParent(powerdns(office)))


@contextmanager
def _nsupdate(office: Office) -> Iterator[Kept]:
    yield Kept(ByHand(office), scripted=True)


class Served(ZoneFileParent):
    """Zone files with a BIND on them: what the files say is what it serves, a moment later."""

    def __init__(self, office: Office, folder: Path, reload: Sequence[str]) -> None:
        files = ZoneFiles(folder / "db", folder / "ours", tuple(reload))
        super().__init__(replace(at(office, ON_FILES), kind=ZoneKind.ZONEFILE, files=files))
        self._server = Rfc2136Parent(at(office, ON_FILES))

    def read(self) -> SeenZone:
        seen, until = super().read(), time.monotonic() + 5
        while self._server.serial() != seen.serial:
            assert time.monotonic() < until, "BIND does not read the files again"
            time.sleep(0.02)
        assert self._server.read().rrsets == seen.rrsets
        return seen


@contextmanager
def _zone_files(office: Office) -> Iterator[Kept]:
    zone = REGENCY.server("primary").zones[0]
    key = (office.folder / "keys/read.key").read_text().strip()
    config = f"""
        key provision-read {{ algorithm hmac-sha256; secret "{key}"; }};
        zone "{zone.name}" {{ type primary; file "db"; notify no; allow-transfer {{ key provision-read; }}; }};
    """
    with named(ON_FILES, config, db=f"{zone.text}$INCLUDE ours\n", ours="") as folder:
        yield Kept(Served(office, folder, hang_up(folder / "pid")))


def hang_up(pid: Path) -> Sequence[str]:
    """Return the command that makes a server read its files again."""
    told = "import os, pathlib, sys; os.kill(int(pathlib.Path(sys.argv[1]).read_text()), 1)"
    return [sys.executable, "-c", told, str(pid)]


KINDS: Mapping[str, Callable[[Office], AbstractContextManager[Kept]]] = {
    "BIND by RFC 2136": _bind,
    "Knot by RFC 2136": _knot,
    "PowerDNS by RFC 2136": _powerdns_dynamic,
    "PowerDNS by its API": _powerdns_api,
    "a person with nsupdate": _nsupdate,
    "zone files": _zone_files,
}
