"""BIND, as the upper levels and the office's primary run it."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from provision.sandbox.ground import Ground, Tsig
from provision.sandbox.topology import NameServer, Role, Zone

# The only folder besides /etc/bind that Debian's AppArmor profile lets named write and read.
HOME = Path("/var/cache/bind")
PROGRAM = "named"
# NOTIFY at once: by default BIND gathers changes for five seconds.
OPTIONS = """\
options {{
  directory "{home}";
  listen-on port 53 {{ {v4} }};
  listen-on-v6 port 53 {{ {v6} }};
  recursion no;
  dnssec-validation no;
  empty-zones-enable no;
  allow-transfer {{ none; }};
  notify no;
  notify-delay 0;
  pid-file none;
  session-keyfile none;{catalog}
}};
controls {{ }};
"""
# Each zone that the catalog lists is fetched from where the catalog is (RFC 9432).
CATALOG = """
  catalog-zones {{
    zone "{catalog.name}" default-primaries {{ {children} key "{key}"; }} in-memory yes min-update-interval 1;
  }};"""
# Knot refuses questions about a catalog over UDP, signed or not.
FETCHED = """\
server {children} {{ tcp-only yes; }};
zone "{zone.name}" {{
  type secondary; file "{zone.file}"; allow-query {{ none; }}; primaries {{ {children} key "{key}"; }};
}};"""
# What the office's primary grants: the types of subdomains below the apex, the apex itself never.
POLICY = "update-policy {{ deny {key} name {zone} ANY; grant {key} zonesub A AAAA CNAME MX NS DS TXT; }};"


def words(home: Path) -> Sequence[str]:
    """Return the command that runs it in the foreground, on one thread."""
    return (PROGRAM, "-g", "-n", "1", "-c", str(home / "named.conf"))


def files(server: NameServer, ground: Ground, home: Path) -> Mapping[str, str]:
    """Return its files, by name."""
    v4 = "".join(f"{ip}; " for ip in server.addresses if isinstance(ip, IPv4Address))
    v6 = "".join(f"{ip}; " for ip in server.addresses if isinstance(ip, IPv6Address))
    keys = dict.fromkeys((ground.keys.read, ground.keys.write, ground.keys.transfer))
    options = OPTIONS.format(home=home, v4=v4, v6=v6 or "none; ", catalog=_catalog(server, ground))
    conf = [options, *map(_key, keys)]
    conf += [_zone(zone, ground) for zone in server.zones]
    return {"named.conf": "\n".join(conf)} | {
        zone.file: ground.text(zone) for zone in server.zones if zone.role is not Role.LISTED
    }


def _catalog(server: NameServer, ground: Ground) -> str:
    listed = (zone for zone in server.zones if zone.role is Role.LISTED)
    return "".join(CATALOG.format(catalog=zone, **_from_children(ground)) for zone in listed)


def _from_children(ground: Ground) -> Mapping[str, object]:
    return {"children": ground.regency.server("children").addresses[0], "key": ground.keys.transfer.name}


def _key(key: Tsig) -> str:
    return f'key "{key.name}" {{ algorithm {key.algorithm}; secret "{key.secret}"; }};'


def _zone(zone: Zone, ground: Ground) -> str:
    if zone.role is Role.LISTED:
        return FETCHED.format(zone=zone, **_from_children(ground))
    extra = _primary(zone, ground) if zone.role is Role.PRIMARY else ""
    return f'zone "{zone.name}" {{ type primary; file "{zone.file}"; {extra} }};'


def _primary(zone: Zone, ground: Ground) -> str:
    keys = ground.keys
    secondary = ground.regency.server("secondary").addresses[0]
    return " ".join(
        (
            POLICY.format(key=f'"{keys.write.name}"', zone=f"{zone.name}."),
            f'allow-transfer {{ key "{keys.read.name}"; key "{keys.transfer.name}"; }};',
            f'notify explicit; also-notify {{ {secondary} key "{keys.transfer.name}"; }};',
        )
    )
