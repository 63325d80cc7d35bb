"""A site that points at the sandbox: its zones, its keys."""

from pathlib import Path

from provision.errors import NotFound
from provision.i18n import Text
from provision.sandbox.ground import KEYS
from provision.sandbox.regency import REGENCY
from provision.sandbox.topology import Regency

OURS, OURS_FOLDER = 0o600, 0o700
ZONES = """\
# Written by the sandbox: the servers of the miniature regency.
zones:
  {zone}:
    driver: rfc2136
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
hints:
  - {{name: a.root-servers.net, address: "{root}"}}
"""


def make_site(folder: Path) -> None:
    """Make a whole site in a new folder, pointed at this sandbox."""
    write_site(folder)


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
    roles = ("primary", "secondary", "resolver", "root")
    return ZONES.format(zone=regency.zone, **{role: regency.server(role).addresses[0] for role in roles})
