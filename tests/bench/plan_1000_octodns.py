"""plan-1000-octodns: a plan of 1,000 A records, applied, beside octoDNS with octodns-bind on the same server."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from provision.config.load import load_site
from provision.names import Fqdn
from tests.bench import on_disk
from tests.bench.apply_1000 import ADDRESS, DISK, NAMES, PARENT, site_of_letters, tidy
from tests.bench.help_start import PROVISION
from tests.bench.turns import Measured, in_turn, run

# An environment of its own: octoDNS shall not decide which versions we run with.
PEERS = Path("build/octodns")
PACKAGES = ("octodns", "octodns-bind")
CONFIG = """\
providers:
  config: {{class: octodns.provider.yaml.YamlProvider, directory: {folder}/zones, enforce_order: false}}
  bind: {{class: octodns_bind.Rfc2136Provider, host: {host}, key_name: {key}, key_secret: {secret}, key_algorithm: hmac-sha256}}
zones:
  {zone}.: {{sources: [config], targets: [bind]}}
"""


def install() -> None:
    """Install the peer, before the network is left behind."""
    if not (PEERS / "bin/octodns-sync").exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        subprocess.run([PEERS / "bin/pip", "install", "--quiet", *PACKAGES], check=True)


def plan_1000_octodns() -> Measured:
    DISK.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=DISK) as name, on_disk.primary(Path(name)):
        folder = Path(name).resolve()
        site = site_of_letters(folder / "site")
        peer = _configured(site, folder / "octodns")
        return in_turn(
            "plan-1000-octodns",
            lambda: run([PROVISION, "apply", "--all-open", "--yes", "--site", str(site)]),
            lambda: run([*peer, "--doit", "--force"]),
            bar=5,
            rounds=3,
            between=lambda: tidy(site),
        )


def _configured(site: Path, folder: Path) -> Sequence[str]:
    """Write the peer's configuration: the zone as it is, and the thousand names."""
    (folder / "zones").mkdir(parents=True)
    zone = load_site(site).zones[Fqdn(PARENT)]
    config = folder / "config.yaml"
    config.write_text(
        CONFIG.format(
            folder=folder,
            host=zone.primary.address,
            key=zone.write_key.name,
            secret=zone.write_key.secret.resolve().reveal(),
            zone=PARENT,
        )
    )
    dump = [
        "octodns-dump",
        f"--config-file={config}",
        f"--output-dir={folder}/zones",
        "--lenient",
        f"{PARENT}.",
        "bind",
    ]
    run([str(PEERS / "bin" / dump[0]), *dump[1:]])
    with (folder / "zones" / f"{PARENT}.yaml").open("a") as file:
        file.writelines(
            f"{name.removesuffix('.' + PARENT)}: {{type: A, ttl: 3600, value: {ADDRESS}}}\n" for name in NAMES
        )
    return [str(PEERS / "bin/octodns-sync"), f"--config-file={config}"]
