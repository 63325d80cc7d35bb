"""apply-1000: a plan of 1,000 A records, applied, beside nsupdate with one send for each name.

Both sides guard that each name is unused. The name server's journal and the ledger lie on a disk.
"""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from provision.cli.office import SystemClock
from provision.config.load import load_site
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.ledger import open_ledger
from provision.model.change import Change
from provision.model.request import Action, Letter, Request
from provision.names import Fqdn, Slug
from tests.bench import on_disk
from tests.bench.help_start import PROVISION
from tests.bench.turns import Measured, in_turn, run

PARENT = "bengkaliskab.go.id"
NAMES = [f"nama{number}.{PARENT}" for number in range(1000)]
ADDRESS = "103.150.30.90"
SENT = date(2026, 1, 12)
DISK = Path("build")


def apply_1000() -> Measured:
    DISK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=DISK) as folder, on_disk.primary(Path(folder)):
        site = site_of_letters(Path(folder) / "site")
        script = _script(site)
        return in_turn(
            "apply-1000",
            lambda: run([PROVISION, "apply", "--all-open", "--yes", "--site", str(site)]),
            lambda: run(["nsupdate"], text=script),
            bar=1,
            rounds=7,
            between=lambda: tidy(site),
        )


def site_of_letters(site: Path) -> Path:
    """Make a site of a thousand open requests, and a copy of its ledger to go back to."""
    shutil.copytree(os.environ["PROVISION_SITE"], site, ignore=shutil.ignore_patterns("ledger", "outbox"))
    on_disk.point_at_it(site)
    _letters(site)
    shutil.copytree(site / "ledger", site / "before")
    return site


def _letters(site: Path) -> None:
    with open_ledger(load_site(site).ledger, SystemClock()) as ledger:
        for number, name in enumerate(NAMES):
            letter = Letter(f"{number}/DLH/2026", SENT, "Permohonan subdomain", SENT)
            fields = {"ips": [ADDRESS], "ns": [], "www": False}
            ledger.open_request(
                "SUB",
                2026,
                lambda i, name=name, letter=letter, fields=fields: Request(  # type: ignore[misc]
                    i, "subdomain", Action.NEW, Slug.parse("dlh"), name, letter, fields
                ),
                "bench",
            )


def _script(site: Path) -> str:
    zone = load_site(site).zones[Fqdn(PARENT)]
    secret = zone.write_key.secret.resolve().reveal()
    head = f"server {zone.primary.address}\nkey hmac-sha256:{zone.write_key.name} {secret}\nzone {PARENT}\n"
    return head + "".join(
        f"prereq nxdomain {name}.\nupdate add {name}. 3600 A {ADDRESS}\nsend\n" for name in NAMES
    )


def tidy(site: Path) -> None:
    """Take the names out again, and the ledger back to its open requests."""
    parent = Rfc2136Parent(load_site(site).zones[Fqdn(PARENT)])
    seen = [rrset for rrset in parent.read() if rrset.name.text in set(NAMES)]
    if len(seen) != len(NAMES):
        raise RuntimeError(f"{len(seen)} names were made, not {len(NAMES)}")
    parent.write([Change(rrset, None) for rrset in seen], [])
    shutil.rmtree(site / "ledger")
    shutil.copytree(site / "before", site / "ledger")
