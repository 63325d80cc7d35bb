"""Knot DNS, as the office's secondary and some agencies run it, and as agencies' own zones are made."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from provision.names import Fqdn
from provision.sandbox.ground import Ground, Tsig
from provision.sandbox.topology import NameServer, Role, Zone

HOME = Path("/var/lib/knot")
PROGRAM = "knotd"
# One worker of each kind: by default there is one per processor and ten for TCP. Where zones are made
# there are more: a worker that notifies a silent server would keep updates waiting.
ALONE, MANY = 1, 4
SERVER = """\
server:
  rundir: {home}
  listen: [ {listen} ]
  udp-workers: 1
  tcp-workers: 1
  background-workers: {workers}
database:
  storage: {home}
  journal-db-max-size: 16M
  catalog-db-max-size: 5M
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
- id: children
  address: {children}@53
  key: {transfer}
acl:
- id: notified
  key: {transfer}
  action: notify
- id: read
  key: {read}
  action: transfer
template:
- id: fetched
  storage: {home}
  master: children
  acl: [ notified, read ]
"""
# A zone listed in the catalog begins with the template's records; what is written later lives in the
# journal alone, so that all zones can begin with one file.
CHILDREN = """\
remote:
- id: primary
  address: {primary}@53
  via: {children}
  key: {transfer}
- id: secondary
  address: {secondary}@53
  via: {children}
  key: {transfer}
acl:
- id: read
  key: [ {read}, {transfer} ]
  action: transfer
- id: list
  key: {write}
  action: update
  update-type: [ PTR ]
- id: write
  key: {write}
  action: update
template:
- id: made
  storage: {home}
  file: template.zone
  zonefile-sync: -1
  zonefile-load: whole
  journal-content: all
  notify: [ primary, secondary ]
  acl: [ read, write ]
"""
TEMPLATE = """\
$TTL 3600
@ SOA ns1.{zone}. hostmaster.{zone}. 1 14400 3600 1209600 300
@ NS ns1.{zone}.
@ NS ns2.{zone}.
"""
# The secondary starts with a copy, so that it answers before the primary does.
ZONE = """\
- domain: "{zone.name}."
  storage: {home}
  file: {zone.file}
"""
SERVED: Mapping[Role, str] = {
    Role.SECONDARY: "  master: primary\n  acl: [ notified, read ]\n",
    Role.LISTED: "  master: children\n  acl: [ notified, read ]\n  catalog-role: interpret\n"
    "  catalog-template: fetched\n",
    Role.CATALOG: "  catalog-role: interpret\n  catalog-template: made\n  notify: [ primary, secondary ]\n"
    "  acl: [ read, list ]\n",
}


def words(home: Path) -> Sequence[str]:
    """Return the command that runs it in the foreground."""
    return (PROGRAM, "-c", str(home / "knot.conf"))


def files(server: NameServer, ground: Ground, home: Path) -> Mapping[str, str]:
    """Return its files, by name."""
    listen = ", ".join(f'"{ip}@53"' for ip in server.addresses)
    roles = {zone.role for zone in server.zones}
    conf = [SERVER.format(home=home, listen=listen, workers=MANY if Role.CATALOG in roles else ALONE)]
    if roles & SERVED.keys():
        conf += [_keys(ground.keys.read, ground.keys.write, ground.keys.transfer)]
        conf += [_office(CHILDREN if Role.CATALOG in roles else SECONDARY, ground, home)]
    conf += ["zone:\n", *(_zone(zone, home) for zone in server.zones)]
    held = {zone.file: ground.text(zone) for zone in server.zones if zone.role is not Role.LISTED}
    return {"knot.conf": "".join(conf), "template.zone": _template(ground.regency.zone)} | held


def _template(zone: Fqdn) -> str:
    return TEMPLATE.format(zone=zone)


def _keys(*keys: Tsig) -> str:
    return "key:\n" + "".join(KEY.format(key=key) for key in keys)


def _office(part: str, ground: Ground, home: Path) -> str:
    servers = {
        label: ground.regency.server(label).addresses[0] for label in ("primary", "secondary", "children")
    }
    keys = ground.keys
    return part.format(
        home=home, transfer=keys.transfer.name, read=keys.read.name, write=keys.write.name, **servers
    )


def _zone(zone: Zone, home: Path) -> str:
    return ZONE.format(zone=zone, home=home) + SERVED.get(zone.role, "")
