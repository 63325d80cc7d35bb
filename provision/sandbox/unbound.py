"""Unbound, as the office's resolver: it walks from the sandbox's root and validates."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from provision.sandbox.ground import Ground
from provision.sandbox.topology import NameServer

# The folder that Debian's AppArmor profile lets unbound read and write.
HOME = Path("/var/lib/unbound")
PROGRAM = "unbound"
# A hurried cache: a lesson does not wait an hour for a TTL to pass.
SERVER = """\
server:
  username: ""
  chroot: ""
  directory: "{home}"
  pidfile: ""
  use-syslog: no
  do-daemonize: no
  num-threads: 1
  {interfaces}
  access-control: 0.0.0.0/0 allow
  access-control: ::/0 allow
  module-config: "validator iterator"
  trust-anchor-file: "{home}/root.ds"
  root-hints: "{home}/root.hints"
  cache-max-ttl: 5
  cache-max-negative-ttl: 1
  infra-host-ttl: 5
remote-control:
  control-enable: no
"""


def words(home: Path) -> Sequence[str]:
    """Return the command that runs it in the foreground."""
    return (PROGRAM, "-d", "-c", str(home / "unbound.conf"))


def files(server: NameServer, ground: Ground, home: Path) -> Mapping[str, str]:
    """Return its files, by name."""
    interfaces = "\n  ".join(f"interface: {ip}" for ip in server.addresses)
    conf = SERVER.format(home=home, interfaces=interfaces)
    return {"unbound.conf": conf, "root.ds": ground.anchor, "root.hints": _hints(ground)}


def _hints(ground: Ground) -> str:
    root = ground.regency.server("root")
    types = {4: "A", 6: "AAAA"}
    lines = [f"a.root-servers.net. 3600 {types[ip.version]} {ip}" for ip in root.addresses]
    return "\n".join((". 3600 NS a.root-servers.net.", *lines, ""))
