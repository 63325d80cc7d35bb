"""Which name servers of a regency a rehearsal has, and the files that they read.

The parent zone is a file as people keep one, with ours beside it: its primary and its secondary read the same.
Nothing is signed, and agencies get no zones on the office's servers: real servers do that.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from provision.sandbox.topology import NameServer, Regency, Role, Software, Zone

PLAN, PID = "servers.json", "pid"
PLAIN, UDP_ONLY, SILENT, RESOLVER = "plain", "udp-only", "silent", "resolver"
KINDS = {Software.BLACK_HOLE: SILENT, Software.UDP_ONLY: UDP_ONLY, Software.UNBOUND: RESOLVER}
OFFICE = {Role.PRIMARY, Role.SECONDARY}
LEFT_OUT = {Role.CATALOG, Role.LISTED}
PARENT_HEAD = """\
; Zona kabupaten. Berkas ini disunting orang; naikkan nomor seri setiap kali mengubahnya.
; Yang ditulis provision ada di berkas pada baris $INCLUDE, di akhir.
"""


def parent_files(folder: Path, regency: Regency) -> tuple[Path, Path]:
    """Return the parent zone's file in a folder, and ours beside it."""
    return folder / f"db.{regency.zone}", folder / "provision.zone"


def reload_words(folder: Path) -> tuple[str, ...]:
    """Return the command that makes the servers of a folder read their files again."""
    return (sys.executable, "-m", "provision.sandbox.embedded.reload", str(folder / PID))


def write_plan(folder: Path, regency: Regency) -> None:
    """Write the zone files and the plan of all servers into a folder."""
    told = [_server(server, folder, regency) for server in regency.servers]
    (folder / PLAN).write_text(json.dumps(told), encoding="utf-8")


def _server(server: NameServer, folder: Path, regency: Regency) -> Mapping[str, Any]:
    zones = server.zones
    if server.relays:
        zones = next(one.zones for one in regency.servers if server.relays in one.addresses)
    return {
        "kind": KINDS.get(server.software, PLAIN),
        "addresses": [str(address) for address in server.addresses],
        "zones": {
            zone.name.text: _file(zone, folder / server.label, folder, regency)
            for zone in zones
            if zone.role not in LEFT_OUT
        },
    }


def _file(zone: Zone, home: Path, folder: Path, regency: Regency) -> str | None:
    if zone.role is Role.EXPIRED:
        return None
    if zone.role in OFFICE:
        return _parent(zone, folder, regency)
    home.mkdir(exist_ok=True)
    (home / zone.file).write_text(zone.text, encoding="utf-8")
    return str(home / zone.file)


def _parent(zone: Zone, folder: Path, regency: Regency) -> str:
    file, ours = parent_files(folder, regency)
    if not file.exists():
        file.write_text(f"{PARENT_HEAD}{zone.text}\n$INCLUDE {ours}\n", encoding="utf-8")
        ours.touch()
    return str(file)
