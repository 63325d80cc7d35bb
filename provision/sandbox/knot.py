"""Knot DNS, as the office's secondary and some agencies run it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from provision.sandbox.ground import Ground, Tsig
from provision.sandbox.topology import NameServer, Role, Zone

HOME = Path("/var/lib/knot")
PROGRAM = "knotd"
# One worker of each kind: by default there is one per processor and ten for TCP.
SERVER = """\
server:
  rundir: {home}
  listen: [ {listen} ]
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: {home}
  journal-db-max-size: 16M
control:
  listen: knot.sock
log:
- target: stderr
  any: info
"""
KEY = """\
- id: {key.name}
  algorithm: {key.algorithm}
  secret: {key.secret}
"""
SECONDARY = """\
remote:
- id: primary
  address: {primary}@53
  key: {transfer}
acl:
- id: notified
  key: {transfer}
  action: notify
- id: read
  key: {read}
  action: transfer
"""
# The secondary starts with a copy, so that it answers before the primary does.
ZONE = """\
- domain: "{zone.name}."
  storage: {home}
  file: {zone.file}
"""
MASTER = """\
  master: primary
  acl: [ notified, read ]
"""


def words(home: Path) -> Sequence[str]:
    """Return the command that runs it in the foreground."""
    return (PROGRAM, "-c", str(home / "knot.conf"))


def files(server: NameServer, ground: Ground, home: Path) -> Mapping[str, str]:
    """Return its files, by name."""
    listen = ", ".join(f'"{ip}@53"' for ip in server.addresses)
    conf = [SERVER.format(home=home, listen=listen)]
    if any(zone.role is Role.SECONDARY for zone in server.zones):
        conf += [_keys(ground.keys.read, ground.keys.transfer), _primary(ground)]
    conf += ["zone:\n", *(_zone(zone, home) for zone in server.zones)]
    return {"knot.conf": "".join(conf)} | {zone.file: ground.text(zone) for zone in server.zones}


def _keys(*keys: Tsig) -> str:
    return "key:\n" + "".join(KEY.format(key=key) for key in keys)


def _primary(ground: Ground) -> str:
    primary = ground.regency.server("primary").addresses[0]
    keys = ground.keys
    return SECONDARY.format(primary=primary, transfer=keys.transfer.name, read=keys.read.name)


def _zone(zone: Zone, home: Path) -> str:
    return ZONE.format(zone=zone, home=home) + (MASTER if zone.role is Role.SECONDARY else "")
