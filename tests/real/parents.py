"""Every kind of parent over the same zone, for one table of scenarios. A new kind is one row of KINDS."""

import subprocess
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
from provision.sandbox.regency import PARENT_RECORDS
from provision.sandbox.topology import zone
from provision.secret import SecretRef
from tests.real.office import PARENT, Office
from tests.real.servers import knotd

POWERDNS = "103.131.104.4"
KNOT = "127.0.0.80"
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
def _files(office: Office) -> Iterator[Kept]:
    files = ZoneFiles(office.folder / "db.kabupaten", office.folder / "provision.zone", ("true",))
    people = zone(PARENT, "ns1 ns2", *PARENT_RECORDS).text
    files.file.write_text(f"{people}$INCLUDE {files.include}\n")
    files.include.write_text("")
    yield Kept(ZoneFileParent(replace(office.zone, kind=ZoneKind.ZONEFILE, files=files)))


@contextmanager
def _nsupdate(office: Office) -> Iterator[Kept]:
    yield Kept(ByHand(office), scripted=True)


KINDS: Mapping[str, Callable[[Office], AbstractContextManager[Kept]]] = {
    "BIND by RFC 2136": _bind,
    "Knot by RFC 2136": _knot,
    "PowerDNS by RFC 2136": _powerdns_dynamic,
    "PowerDNS by its API": _powerdns_api,
    "zone files": _files,
    "a person with nsupdate": _nsupdate,
}
