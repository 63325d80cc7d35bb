"""PowerDNS with SQLite, as an office runs it that likes a database: updated by RFC 2136 and by its HTTP API."""

import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from provision.sandbox.ground import Ground
from provision.sandbox.topology import NameServer, Zone

HOME = Path("/var/lib/powerdns")
PROGRAM = "pdns_server"
API = ("127.0.0.1", 8081)
SCHEMA = Path("/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql")
DATABASE = "pdns.sqlite3"
# Without caches: what was written is served at once. An empty suffix: it asks nobody about its own security.
CONFIG = """\
launch=gsqlite3
gsqlite3-database={home}/pdns.sqlite3
local-address={addresses}
socket-dir={home}
daemon=no
guardian=no
disable-syslog=yes
write-pid=no
security-poll-suffix=
receiver-threads=1
distributor-threads=1
cache-ttl=0
query-cache-ttl=0
negquery-cache-ttl=0
zone-cache-refresh-interval=0
primary=yes
only-notify=
disable-axfr=no
allow-axfr-ips=
dnsupdate=yes
allow-dnsupdate-from=0.0.0.0/0,::/0
lua-dnsupdate-policy-script={home}/policy.lua
api=yes
api-key={api_key}
webserver=yes
webserver-address={api[0]}
webserver-port={api[1]}
webserver-allow-from=127.0.0.1
"""
# A key that updates may do so everywhere in its zones, unless a script says otherwise: called for each record.
# Where there is a script, PowerDNS leaves to it who may update at all: TSIG-ALLOW-DNSUPDATE counts no more.
POLICY = """\
local writer = newDN("provision-write.")
local allowed = {}
for _, kind in ipairs({"A", "AAAA", "CNAME", "MX", "NS", "DS", "TXT"}) do allowed[pdns[kind]] = true end

function updatepolicy(input)
  return input:getTsigName() == writer
    and input:getQName() ~= input:getZoneName()
    and allowed[input:getQType()] == true
end
"""
KEY = "INSERT INTO tsigkeys (name, algorithm, secret) VALUES (?, ?, ?)"
KIND = "UPDATE domains SET type = 'MASTER'"
# Without TSIG-ALLOW-DNSUPDATE an update needs no key at all.
MEANS = "INSERT INTO domainmetadata (domain_id, kind, content) SELECT id, ?, ? FROM domains"


def words(home: Path) -> Sequence[str]:
    """Return the command that runs it in the foreground."""
    return (PROGRAM, f"--config-dir={home}")


def files(server: NameServer, ground: Ground, home: Path) -> Mapping[str, str]:
    """Return its files, by name."""
    addresses = ",".join(str(ip) for ip in server.addresses)
    conf = CONFIG.format(home=home, addresses=addresses, api_key=ground.keys.api, api=API)
    return {"pdns.conf": conf, "policy.lua": POLICY} | {zone.file: ground.text(zone) for zone in server.zones}


def prepare(server: NameServer, ground: Ground, home: Path) -> None:
    """Fill its database: the zones, who may transfer them, and who may update them."""
    with closing(sqlite3.connect(home / DATABASE)) as database:
        database.executescript(SCHEMA.read_text())
    for zone in server.zones:
        _load(zone, home)
    with closing(sqlite3.connect(home / DATABASE)) as database, database:
        for statement, values in _rights(ground):
            database.execute(statement, values)


def _load(zone: Zone, home: Path) -> None:
    load = ("pdnsutil", f"--config-dir={home}", "load-zone", f"{zone.name}.", str(home / zone.file))
    subprocess.run(load, check=True, capture_output=True)


def _rights(ground: Ground) -> Iterator[tuple[str, Sequence[str]]]:
    read, write = ground.keys.read, ground.keys.write
    yield from ((KEY, (key.name, key.algorithm, key.secret)) for key in (read, write))
    yield KIND, ()
    yield MEANS, ("TSIG-ALLOW-AXFR", read.name)
    yield MEANS, ("TSIG-ALLOW-DNSUPDATE", write.name)
    yield MEANS, ("SOA-EDIT-API", "DEFAULT")
    yield MEANS, ("SOA-EDIT-DNSUPDATE", "DEFAULT")
