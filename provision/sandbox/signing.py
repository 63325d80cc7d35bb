"""Sign the zones that are signed, with keys and signatures made at each start."""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import dns.dnssec
import dns.name
import dns.rdata
import dns.rdatatype
from dns.rdtypes.ANY.DNSKEY import DNSKEY

from provision.errors import Outside
from provision.i18n import Text
from provision.names import Fqdn
from provision.sandbox.topology import Zone

ALGORITHM = "ECDSAP256SHA256"


@dataclass(frozen=True, slots=True)
class Signed:
    """Signed zone files, and each zone's DS record as a line of a zone file."""

    texts: Mapping[Zone, str]
    ds: Mapping[Fqdn, str]


def sign(zones: Iterable[Zone], folder: Path) -> Signed:
    """Sign the signed ones among the zones, working in a folder; each is vouched for by its parent."""
    wanted = sorted({zone for zone in zones if zone.signed}, key=lambda zone: zone.file)
    made = together([_keygen(zone, folder) for zone in wanted])
    ds = {zone.name: _ds(zone, folder / f"{made[i].strip()}.key") for i, zone in enumerate(wanted)}
    for zone in wanted:
        (folder / zone.file).write_text(zone.text + _vouched(zone, ds))
    together([_signzone(zone, folder) for zone in wanted])
    return Signed({zone: (folder / f"{zone.file}.signed").read_text() for zone in wanted}, ds)


def together(commands: Sequence[Sequence[str]]) -> Sequence[str]:
    """Run commands side by side and return what each printed. Raises Outside."""
    running = [subprocess.Popen(words, stdout=-1, stderr=-1, text=True) for words in commands]
    printed = [one.communicate() for one in running]
    for one, (_, complaint) in zip(running, printed, strict=True):
        if one.returncode:
            raise Outside(
                Text("The zones of the sandbox could not be signed: {reason}", reason=complaint.strip())
            )
    return [out for out, _ in printed]


def _keygen(zone: Zone, folder: Path) -> Sequence[str]:
    return ("dnssec-keygen", "-q", "-a", ALGORITHM, "-f", "KSK", "-K", str(folder), _fqdn(zone))


def _signzone(zone: Zone, folder: Path) -> Sequence[str]:
    # -z: the one key signs everything, -P: no second pass that verifies.
    path = folder / zone.file
    options = ("-q", "-z", "-P", "-S", "-K", str(folder), "-d", str(folder))
    return ("dnssec-signzone", *options, "-o", _fqdn(zone), "-f", f"{path}.signed", str(path))


def _ds(zone: Zone, key_file: Path) -> str:
    line = next(line for line in key_file.read_text().splitlines() if not line.startswith(";"))
    words = line.split("DNSKEY", 1)[1]
    key = dns.rdata.from_text("IN", dns.rdatatype.DNSKEY, words)
    assert isinstance(key, DNSKEY)  # noqa: S101 - dnspython's own promise
    return f"{_fqdn(zone)} 3600 IN DS {dns.dnssec.make_ds(dns.name.from_text(_fqdn(zone)), key, 'SHA256')}\n"


def _vouched(zone: Zone, ds: Mapping[Fqdn, str]) -> str:
    return "".join(line for child, line in ds.items() if child.text and child.parent == zone.name)


def _fqdn(zone: Zone) -> str:
    return f"{zone.name.text}."
