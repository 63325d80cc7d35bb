"""NSD, as most agencies and their provider run it: the lightest of the three."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from provision.sandbox.ground import Ground
from provision.sandbox.topology import NameServer, Role, Zone

HOME = Path("/var/lib/nsd")
PROGRAM = "nsd"
# NSD limits answers to 200 a second by default, which a survey exceeds.
SERVER = """\
server:
  server-count: 1
  username: ""
  chroot: ""
  database: ""
  zonesdir: "{home}"
  pidfile: "{home}/nsd.pid"
  zonelistfile: "{home}/zone.list"
  xfrdfile: "{home}/xfrd.state"
  xfrdir: "{home}"
  rrl-ratelimit: 0
  {addresses}
remote-control:
  control-enable: no
"""
# Where the data of the expired zone would come from: an address where nobody answers.
NOBODY = "103.148.22.99"


def words(home: Path) -> Sequence[str]:
    """Return the command that runs it in the foreground."""
    return (PROGRAM, "-d", "-c", str(home / "nsd.conf"))


def files(server: NameServer, ground: Ground, home: Path) -> Mapping[str, str]:
    """Return its files, by name."""
    addresses = "\n  ".join(f"ip-address: {ip}" for ip in server.addresses)
    conf = [SERVER.format(home=home, addresses=addresses), *map(_zone, server.zones)]
    held = (zone for zone in server.zones if zone.role is not Role.EXPIRED)
    return {"nsd.conf": "".join(conf)} | {zone.file: ground.text(zone) for zone in held}


def _zone(zone: Zone) -> str:
    extra = f"  request-xfr: AXFR {NOBODY} NOKEY\n" if zone.role is Role.EXPIRED else ""
    return f'zone:\n  name: "{zone.name}"\n  zonefile: "{zone.file}"\n{extra}'
