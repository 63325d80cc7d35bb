"""A site that points at the sandbox: its zones, its keys."""

import shutil
from collections.abc import Callable
from pathlib import Path

from provision.config.data import data_folder
from provision.errors import NotFound
from provision.i18n import Text
from provision.sandbox.ground import KEYS
from provision.sandbox.regency import AGENCY_NAMES, CATALOG, PARENT, REGENCY, SHARED
from provision.sandbox.topology import Regency

OURS, OURS_FOLDER = 0o600, 0o700
ZONES = """\
# Written by the sandbox: the servers of the miniature regency.
zones:
  {zone}:
    kind: rfc2136
    primary: {{name: ns1.{zone}, address: "{primary}", port: 53}}
    secondaries:
      - {{name: ns2.{zone}, address: "{secondary}"}}
    read_key: {{name: provision-read, algorithm: hmac-sha256, secret: "file:keys/read.key"}}
    write_key: {{name: provision-write, algorithm: hmac-sha256, secret: "file:keys/write.key"}}
    resolver: {{address: "{resolver}"}}
    office_ns: [ns1.{zone}, ns2.{zone}]
    delegation_ttl: 3600
    address_ttl: 3600
    patience: 30
    timeout: 2
    children:
      catalog: {catalog}
      primary: {{address: "{children}"}}
      read_key: {{name: provision-read, algorithm: hmac-sha256, secret: "file:keys/read.key"}}
      write_key: {{name: provision-write, algorithm: hmac-sha256, secret: "file:keys/write.key"}}
hints:
  - {{name: a.root-servers.net, address: "{root}"}}
"""
AGENCY = """\
  {key}:
    name: {name}
    head: Kepala {name}
    place: Bengkalis
    subdomains: [{key}.{zone}]
"""


def make_site(folder: Path, write_zones: Callable[[Path], None] | None = None) -> None:
    """Make a whole site in a new folder: the shipped inventory, made to fit this sandbox.

    `write_zones` points it at the servers; by default at the real ones.

    Playbooks and letter templates need no copy: where a site has none, the shipped ones serve.
    """
    inventory = folder / "inventory"
    shutil.copytree(data_folder("inventory"), inventory)
    (write_zones or write_site)(folder)
    _edit(inventory / "site.yaml", lambda text: text.replace("shared: []", f"shared: [{SHARED}]"))
    _edit(inventory / "agencies.yaml", lambda text: text.rstrip("\n") + "\n" + _agencies_beside(text))


def _agencies_beside(text: str) -> str:
    missing = {key: name for key, name in AGENCY_NAMES.items() if f"\n  {key}:\n" not in text}
    return "".join(AGENCY.format(key=key, name=name, zone=PARENT) for key, name in missing.items())


def _edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text()))


def write_site(folder: Path) -> None:
    """Write into a site what points it at this sandbox: `inventory/zones.yaml` and `keys/`.

    Raises NotFound outside a sandbox, whose keys exist nowhere else.
    """
    if not KEYS.is_dir():
        raise NotFound(
            Text("This is not inside a sandbox, so there are no keys of one: use provision sandbox run")
        )
    inventory, keys = folder / "inventory", folder / "keys"
    inventory.mkdir(parents=True, exist_ok=True)
    (inventory / "zones.yaml").write_text(zones_yaml(REGENCY))
    keys.mkdir(OURS_FOLDER, exist_ok=True)
    for source in KEYS.iterdir():
        target = keys / source.name
        target.touch(OURS)
        target.chmod(OURS)
        target.write_text(source.read_text())


def zones_yaml(regency: Regency) -> str:
    """Return the text of `inventory/zones.yaml`."""
    roles = ("primary", "secondary", "resolver", "root", "children")
    return ZONES.format(
        zone=regency.zone, catalog=CATALOG, **{role: regency.server(role).addresses[0] for role in roles}
    )
